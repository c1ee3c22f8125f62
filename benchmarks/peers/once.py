"""Counts or exports segments with requests, as a user would write it."""

import csv
import sys

import requests

base_url, tenant, token, task = sys.argv[1:]
session = requests.Session()
session.headers.update({
    "authorization": "Bearer " + token,
    "amperity-tenant": tenant,
    "api-version": "2024-04-01",
})


def page(params):
    response = session.get(base_url + "/segments", params=params)
    response.raise_for_status()
    return response.json()


if task == "count":
    print(page({"limit": 1, "with_total": "true"})["total"])
else:
    writer = csv.writer(sys.stdout)
    writer.writerow(["id", "name", "status"])
    params = {"limit": 500}
    while True:
        got = page(params)
        writer.writerows([row["id"], row["name"], row["status"]] for row in got["data"])
        if not got.get("next_token"):
            break
        params["next_token"] = got["next_token"]
