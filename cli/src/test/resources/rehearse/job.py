"""Prints the id of every segment as a line of JSON. Its argument is the fault that it has, or none."""

import http.client
import json
import os
import random
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

FAULT = sys.argv[1]
TOKEN = os.environ["AMPERITY_ACCESS_TOKEN"]
last = 0.0


def fetch(query):
    global last
    if FAULT != "too-fast":
        time.sleep(max(0.0, last + 0.11 - time.monotonic()))
    last = time.monotonic()
    request = urllib.request.Request(
        os.environ["AMPERITY_BASE_URL"] + "/segments?" + urllib.parse.urlencode(query),
        headers={
            "Authorization": "Bearer " + TOKEN,
            "amperity-tenant": os.environ["AMPERITY_TENANT"],
            "api-version": "2024-04-01",
        },
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.load(response)


def page(query):
    for attempt in range(6):
        try:
            return fetch(query)
        except urllib.error.HTTPError as e:
            if e.code == 429 and FAULT == "ignores-429":
                return {"data": []}
            if e.code not in (429, 500, 502, 503, 504):
                sys.exit(f"refused with {e.code}")
            wait = float(e.headers.get("Retry-After", "0"))
        except (OSError, ValueError, http.client.HTTPException):
            wait = 0.0
        if FAULT == "repeats-a-page":
            show(before)
        time.sleep(max(wait, random.uniform(0.5, 1) * 0.25 * 2**attempt))
    sys.exit("gave up after 6 attempts")


def show(rows):
    for row in rows:
        print(json.dumps({"id": row["id"], "name": row["name"]}))


if FAULT == "prints-its-token":
    print("token", TOKEN, file=sys.stderr)
before = []
seen = set()
query = {"limit": 500}
while True:
    got = page(query)
    show(got["data"])
    before = got["data"]
    token = got.get("next_token")
    if not token or FAULT == "one-page" or (FAULT == "stops-at-an-empty-page" and not got["data"]):
        break
    if token in seen and FAULT != "loops":
        sys.exit("the token is repeated")
    seen.add(token)
    query = {"next_token": token, "limit": 500}
