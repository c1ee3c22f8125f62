"""Prints the token of the second page, for the requests of Schemathesis."""

import json
import os
import sys
import urllib.request

request = urllib.request.Request(
    sys.argv[1] + "/segments?limit=2",
    headers={
        "amperity-tenant": os.environ["SANDBOX_TENANT"],
        "api-version": "2024-04-01",
        "Authorization": "Bearer " + os.environ["SANDBOX_ACCESS_TOKEN"],
    },
)
with urllib.request.urlopen(request) as response:
    print(json.load(response)["next_token"])
