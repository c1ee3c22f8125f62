"""Lists the tenants that stdin tells of, one a line, and says what it has got."""

import json
import sys

from segments_client import Configuration, failures
from segments_client.listing import ListSegments
from segments_client.pacer import Pacer

KINDS = {
    failures.AuthenticationError: "authentication",
    failures.NotPermittedError: "permission",
    failures.InvalidRequestError: "invalid-request",
    failures.RateLimitedError: "rate-limited",
    failures.ServerError: "server",
    failures.ConnectionFailedError: "connection",
    failures.ProtocolError: "protocol",
}


def main() -> None:
    for line in iter(sys.stdin.readline, ""):
        list_tenant(json.loads(line))


def list_tenant(told: dict) -> None:
    listing = ListSegments(
        Configuration(host=told["baseUrl"], access_token=told["accessToken"]),
        pacer=Pacer(ListSegments.PACE.share(told["share"])),
        timeout=told["timeoutMillis"] / 1000,
        deadline=told["deadlineMillis"] / 1000,
    )
    rows = listing.rows(
        amperity_tenant=told["tenant"],
        api_version="2024-04-01",
        limit=told.get("pageSize"),
        **{ListSegments.TOKEN: told.get("startToken")},
    )
    try:
        for number, row in enumerate(rows, start=1):
            say(row={"id": row.id, "name": row.name, "status": row.status})
            if number == told["pauseAfter"]:
                say(end="paused")
                sys.stdin.readline()
        say(end="complete")
    except failures.ListingError as error:
        say(
            error=KINDS[type(error)],
            status=error.status or 0,
            attempts=error.attempts,
            token=error.token,
            message=str(error),
        )


def say(**line: object) -> None:
    print(json.dumps(line), flush="end" in line or "error" in line)


main()
