"""Lists a tenant for each line of stdin, and prints its rows and how it ended."""

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


def list_tenant(options: dict) -> None:
    listing = ListSegments(
        Configuration(host=options["baseUrl"], access_token=options["accessToken"]),
        pacer=Pacer(ListSegments.PACE.share(options["share"])),
        attempts=options.get("attempts", ListSegments.ATTEMPTS),
        timeout=options["timeoutMillis"] / 1000,
        deadline=options["deadlineMillis"] / 1000,
        max_empty_pages=options.get("maxEmptyPages", ListSegments.MAX_EMPTY_PAGES),
    )
    rows = listing.rows(
        amperity_tenant=options["tenant"],
        api_version="2024-04-01",
        limit=options.get("pageSize"),
        **{ListSegments.TOKEN: options.get("startToken")},
    )
    try:
        for number, row in enumerate(rows, start=1):
            emit(row={"id": row.id, "name": row.name, "status": row.status})
            if number == options["pauseAfter"]:
                emit(end="paused")
                sys.stdin.readline()
        emit(end="complete")
    except failures.ListingError as error:
        emit(
            error=KINDS[type(error)],
            status=error.status or 0,
            attempts=error.attempts,
            token=error.token,
            message=str(error),
        )


def emit(**line: object) -> None:
    print(json.dumps(line), flush="end" in line or "error" in line)


main()
