"""dlt's REST source with a cursor in the JSON body, as its documentation shows it."""

import os

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

from dlt.sources.rest_api import rest_api_source

from listing import HEADERS, base_url, serve


def listing(page_size):
    source = rest_api_source({
        "client": {
            "base_url": base_url,
            "headers": HEADERS,
            "paginator": {"type": "cursor", "cursor_path": "next_token", "cursor_param": "next_token"},
        },
        "resources": [
            {
                "name": "segments",
                "endpoint": {"path": "segments", "params": {"limit": page_size}, "data_selector": "data"},
            }
        ],
    })
    return sum(1 for row in source.resources["segments"])


serve(listing)
