"""Lists a tenant with asyncio for each line of stdin, and prints its rows."""

import asyncio
import json
import sys
import time
from typing import Any

from segments_client_asyncio import (
    AccessTokensApi,
    ApiClient,
    ApiException,
    Configuration,
    ListSegments,
    Segment,
    SegmentsApi,
    paging,
)

KINDS: dict[type[paging.ListingError], str] = {
    paging.AuthenticationError: "authentication",
    paging.NotPermittedError: "permission",
    paging.InvalidRequestError: "invalid-request",
    paging.RateLimitedError: "rate-limited",
    paging.ServerError: "server",
    paging.ConnectionFailedError: "connection",
    paging.ProtocolError: "protocol",
}


class VirtualTime:
    """A clock that stands still. A sleep puts it forward."""

    def __init__(self) -> None:
        self._now = time.monotonic()

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += seconds
        emit(slept=round(seconds * 1000))


def main() -> None:
    for line in iter(sys.stdin.readline, ""):
        asyncio.run(list_tenant(json.loads(line)))


async def list_tenant(options: dict[str, Any]) -> None:
    configuration = Configuration(host=options["baseUrl"])
    if "clientId" in options:
        try:
            configuration.access_token = await new_access_token(configuration, options)
        except ApiException as error:
            emit_error(error)
            return
    else:
        configuration.access_token = options["accessToken"]
    if options.get("onePage"):
        async with ApiClient(configuration) as client:
            page = await SegmentsApi(client).list_segments(options["tenant"])
        emit_rows(page.data)
        emit(end="complete")
        return
    clock = paging.AsyncClock()
    if options.get("virtualTime"):
        time = VirtualTime()
        clock = paging.AsyncClock(time.now, time.sleep, lambda: 1.0)
    async with ListSegments(
        configuration,
        clock=clock,
        pacer=paging.AsyncPacer(ListSegments.PACE.share(options["share"]), clock),
        attempts=options.get("attempts", ListSegments.RETRIES.attempts),
        timeout=options["timeoutMillis"] / 1000,
        deadline=options["deadlineMillis"] / 1000,
        max_empty_pages=options.get(
            "maxEmptyPages", ListSegments.PAGING.max_empty_pages
        ),
    ) as listing:
        print(configuration, vars(listing), file=sys.stderr)
        await read(listing, options)


async def read(listing: ListSegments, options: dict[str, Any]) -> None:
    version = {"api_version": options["apiVersion"]} if "apiVersion" in options else {}
    rows = listing.rows(
        options["tenant"],
        limit=options.get("pageSize"),
        with_total=options.get("withTotal"),
        **version,
    ).starting_at(options.get("startToken"))
    try:
        if options.get("withTotal"):
            pages = [page async for page in rows.pages()]
            for page in pages:
                emit_rows(page.data)
            emit(end="complete", total=pages[0].total)
            return
        number = 0
        async for row in rows:
            number += 1
            emit_rows([row])
            if number == options["pauseAfter"]:
                emit(end="paused")
                sys.stdin.readline()
        emit(end="complete")
    except paging.ListingError as error:
        emit(
            error=KINDS[type(error)],
            status=error.status or 0,
            attempts=error.attempts,
            token=error.token,
            message=str(error),
        )


async def new_access_token(
    configuration: Configuration, options: dict[str, Any]
) -> str:
    async with ApiClient(configuration) as client:
        answer = await AccessTokensApi(client).create_access_token(
            options["tenant"],
            "client_credentials",
            options["clientId"],
            options["clientSecret"],
        )
    print(answer, file=sys.stderr)
    return answer.access_token.get_secret_value()


def emit_error(error: Any) -> None:
    """The exceptions of the generator have no types."""
    kind = {4: "invalid-request", 5: "server"}.get(error.status // 100, "protocol")
    emit(error=kind, status=error.status, message=str(error))


def emit_rows(rows: list[Segment]) -> None:
    for row in rows:
        emit(row={"id": row.id, "name": row.name, "status": row.status})


def emit(**line: object) -> None:
    print(json.dumps(line), flush="end" in line or "error" in line)


main()
