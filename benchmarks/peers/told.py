"""What the listings share: whom to ask, the loop over the pages, and one listing for each page size that is read."""

import resource
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
    """The rows of one page after the other."""
    params = {"limit": page_size}
    while True:
        response = get(base_url + "/segments", params=params)
        response.raise_for_status()
        page = response.json()
        yield page["data"]
        if not page.get("next_token"):
            return
        params["next_token"] = page["next_token"]


def rounds(listing):
    """Says what each listing took, as the Java programs do."""
    for line in sys.stdin:
        cpu = time.process_time_ns()
        start = time.perf_counter_ns()
        rows = listing(int(line))
        nanos = time.perf_counter_ns() - start
        cpu = time.process_time_ns() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if sys.platform == "linux" else -1
        print(rows, nanos, cpu, -1, peak, flush=True)
