"""Lists a tenant for each line of stdin, and prints its rows and how it ended."""

import dataclasses
import json
import sys
import time

from segments_client import (
    AccessTokensApi,
    ApiClient,
    Configuration,
    SegmentsApi,
    failures,
)
from segments_client.exceptions import ApiException
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


class VirtualTime:
    """A clock that stands still. A sleep puts it forward."""

    def __init__(self) -> None:
        self._now = time.monotonic()

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += seconds
        emit(slept=round(seconds * 1000))


def main() -> None:
    for line in iter(sys.stdin.readline, ""):
        list_tenant(json.loads(line))


def list_tenant(options: dict) -> None:
    configuration = Configuration(host=options["baseUrl"])
    if "clientId" in options:
        try:
            configuration.access_token = new_access_token(configuration, options)
        except ApiException as error:
            kinds = {4: "invalid-request", 5: "server"}
            kind = kinds.get(error.status // 100, "protocol")
            emit(error=kind, status=error.status, message=str(error))
            return
    else:
        configuration.access_token = options["accessToken"]
    if options.get("onePage"):
        page = SegmentsApi(ApiClient(configuration)).list_segments(options["tenant"])
        emit_rows(page.data)
        emit(end="complete")
        return
    pace = ListSegments.PACE.share(options["share"])
    clocks = {"pacer": Pacer(pace)}
    if options.get("virtualTime"):
        clock = VirtualTime()
        retries = dataclasses.replace(
            ListSegments.RETRIES,
            clock=clock.now,
            sleep=clock.sleep,
            random=lambda: 1.0,
        )
        clocks = {"pacer": Pacer(pace, clock.now, clock.sleep), "retries": retries}
    listing = ListSegments(
        configuration,
        **clocks,
        attempts=options.get("attempts", ListSegments.ATTEMPTS),
        timeout=options["timeoutMillis"] / 1000,
        deadline=options["deadlineMillis"] / 1000,
        max_empty_pages=options.get("maxEmptyPages", ListSegments.MAX_EMPTY_PAGES),
    )
    print(configuration, vars(listing), file=sys.stderr)
    parameters = {
        "amperity_tenant": options["tenant"],
        "limit": options.get("pageSize"),
        ListSegments.TOKEN: options.get("startToken"),
    }
    if "apiVersion" in options:
        parameters["api_version"] = options["apiVersion"]
    try:
        if options.get("withTotal"):
            pages = list(listing.pages(**parameters, with_total=True))
            for page in pages:
                emit_rows(page.data)
            emit(end="complete", total=pages[0].total)
            return
        for number, row in enumerate(listing.rows(**parameters), start=1):
            emit_rows([row])
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


def new_access_token(configuration: Configuration, options: dict) -> str:
    answer = AccessTokensApi(ApiClient(configuration)).create_access_token(
        options["tenant"],
        "client_credentials",
        options["clientId"],
        options["clientSecret"],
    )
    print(answer, file=sys.stderr)
    return answer.access_token.get_secret_value()


def emit_rows(rows: list) -> None:
    for row in rows:
        emit(row={"id": row.id, "name": row.name, "status": row.status})


def emit(**line: object) -> None:
    print(json.dumps(line), flush="end" in line or "error" in line)


main()
