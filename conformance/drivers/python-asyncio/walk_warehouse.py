"""Reads a listing of the warehouse with asyncio for each line of stdin."""

import asyncio
import datetime
import json
import sys
from collections.abc import AsyncIterable
from typing import Any

import warehouse_client_asyncio as client
from warehouse_client_asyncio.paging import InvalidRequestError, ListingError

WAREHOUSE = "north/1"
INSTANT = datetime.datetime(2026, 1, 31, 23, 59, 59, tzinfo=datetime.timezone.utc)


def read(
    listing: str, configuration: client.Configuration, token: str | None
) -> AsyncIterable[Any]:
    match listing:
        case "listOrders":
            return client.ListOrders(configuration).rows(
                WAREHOUSE,
                status=[client.OrderStatus.OPEN, client.OrderStatus.SHIPPED],
                created_after=INSTANT,
                page_size=10,
                page_token=token,
                count=True,
            )
        case "listReturns":
            return client.ListReturns(configuration).rows(WAREHOUSE, page_token=token)
        case "list_items":
            return client.ListItems(configuration).rows(
                WAREHOUSE,
                12,
                client.Condition.NEW,
                label=["fragile", "cold"],
                limit=10,
                cursor=token,
            )
        case "findMovements":
            return client.FindMovements(configuration).rows(
                INSTANT,
                type="in",
                day=INSTANT.date(),
                max=10,
                var_continue=token,
                with_total=True,
            )
        case "suppliers":
            return client.Suppliers(configuration).rows(
                "acme",
                x_trace="3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                limit=10,
                next=token,
            )
        case _:
            return client.ReadEvents(configuration).rows(["created"], token=token)


async def walk(options: dict[str, Any]) -> None:
    configuration = client.Configuration(
        host=options["baseUrl"], access_token=options["accessToken"]
    )
    try:
        async for row in read(
            options["listing"], configuration, options.get("startToken")
        ):
            emit(row={"id": row.id})
        emit(end="complete")
    except ListingError as error:
        kind = "invalid-request" if type(error) is InvalidRequestError else "other"
        emit(error=kind, token=error.token, message=str(error))


def main() -> None:
    for line in iter(sys.stdin.readline, ""):
        asyncio.run(walk(json.loads(line)))


def emit(**line: object) -> None:
    print(json.dumps(line), flush="end" in line or "error" in line)


main()
