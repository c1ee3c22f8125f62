"""The vendor's documented script with its mistakes corrected and a loop over the pages, without the file."""

from functools import partial

import requests

from listing import HEADERS, pages, serve

get = partial(requests.request, "GET", headers=HEADERS)
serve(lambda page_size: sum(len(rows) for rows in pages(get, page_size)))
