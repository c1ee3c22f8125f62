"""The same as list.py, with a connection that stays open."""

import requests

from listing import HEADERS, pages, serve

session = requests.Session()
session.headers.update(HEADERS)
serve(lambda page_size: sum(len(rows) for rows in pages(session.get, page_size)))
