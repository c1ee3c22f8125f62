"""The vendor's documented script, with its mistakes mended, a loop over the pages and no file."""

import sys

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
    while True:
        response = requests.request("GET", url, headers=headers, params=params)
        response.raise_for_status()
        page = response.json()
        rows += len(page["data"])
        if not page.get("next_token"):
            return rows
        params["next_token"] = page["next_token"]


rounds(listing)
