"""The vendor's documented script, with its mistakes mended and a loop over the pages: it makes a CSV file."""

import csv
import os
import sys
import tempfile

import requests

from told import rounds

base_url, tenant, token = sys.argv[1:]
url = base_url + "/segments"
headers = {
    "accept": "application/json",
    "authorization": "Bearer " + token,
    "amperity-tenant": tenant,
    "api-version": "2024-04-01",
}


def listing(page_size):
    rows = 0
    params = {"limit": page_size}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "segments.csv")
        with open(path, mode="w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=["id", "name", "status"])
            writer.writeheader()
            while True:
                response = requests.request("GET", url, headers=headers, params=params)
                response.raise_for_status()
                page = response.json()
                for entry in page["data"]:
                    writer.writerow(entry)
                rows += len(page["data"])
                if not page.get("next_token"):
                    return rows
                params["next_token"] = page["next_token"]


rounds(listing)
