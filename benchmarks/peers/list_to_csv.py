"""The vendor's documented script, which writes a CSV file, with its mistakes corrected and a loop over the pages."""

import csv
import os
import tempfile
from functools import partial

import requests

from listing import HEADERS, pages, serve

get = partial(requests.request, "GET", headers=HEADERS)


def listing(page_size):
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "segments.csv")
        with open(path, mode="w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=["id", "name", "status"])
            writer.writeheader()
            for rows in pages(get, page_size):
                for entry in rows:
                    writer.writerow(entry)
                count += len(rows)
    return count


serve(listing)
