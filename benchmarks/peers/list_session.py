"""The same with a connection that stays open."""

import requests

from told import HEADERS, pages, rounds

session = requests.Session()
session.headers.update(HEADERS)
rounds(lambda page_size: sum(len(rows) for rows in pages(session.get, page_size)))
