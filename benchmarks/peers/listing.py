"""What the listings share: the server and its credentials, the loop over the pages, and the talk with the benchmark."""

import sys
import time

base_url, tenant, token = sys.argv[1:]
HEADERS = {
    "accept": "application/json",
    "authorization": "Bearer " + token,
    "amperity-tenant": tenant,
    "api-version": "2024-04-01",
}


def pages(get, page_size):
    """Yields the rows of one page after the other."""
    params = {"limit": page_size}
    while True:
        response = get(base_url + "/segments", params=params)
        response.raise_for_status()
        page = response.json()
        yield page["data"]
        if not page.get("next_token"):
            return
        params["next_token"] = page["next_token"]


def serve(listing):
    """Lists once for each page size that is read, and prints the rows and the nanoseconds."""
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter_ns()
        rows = listing(int(line))
        print(rows, time.perf_counter_ns() - start, flush=True)
