"""Reads a listing of the warehouse with asyncio for each line of stdin."""

import asyncio
import datetime
import json
import sys
import uuid
from typing import Any

import warehouse_client_asyncio as client
from warehouse_client_asyncio.paging import InvalidRequestError, ListingError

WAREHOUSE = "north/1"
INSTANT = datetime.datetime(2026, 1, 31, 23, 59, 59, tzinfo=datetime.timezone.utc)
TRACE = uuid.UUID("3f2504e0-4f89-41d3-9a0c-0305e82c3301")


def listings(configuration: client.Configuration) -> dict[str, Any]:
    """The listings and their arguments: the examples of the contract."""
    return {
        "listOrders": client.ListOrders(configuration).rows(
            WAREHOUSE,
            status=[client.OrderStatus.OPEN, client.OrderStatus.SHIPPED],
            created_after=INSTANT,
            page_size=10,
            count=True,
        ),
        "listReturns": client.ListReturns(configuration).rows(WAREHOUSE),
        "list_items": client.ListItems(configuration).rows(
            WAREHOUSE, 12, client.Condition.NEW, label=["fragile", "cold"], limit=10
        ),
        "findMovements": client.FindMovements(configuration).rows(
            INSTANT, type="in", day=INSTANT.date(), max=10, with_total=True
        ),
        "suppliers": client.Suppliers(configuration).rows(
            "acme", x_trace=TRACE, limit=10
        ),
        "readEvents": client.ReadEvents(configuration).rows(["created"]),
    }


async def main() -> None:
    rows: dict[str, Any] = {}
    for line in iter(sys.stdin.readline, ""):
        options = json.loads(line)
        # The same listings for all lines, so that they keep to one pace.
        rows = rows or listings(
            client.Configuration(
                host=options["baseUrl"], access_token=options["accessToken"]
            )
        )
        try:
            start = options.get("startToken")
            async for row in rows[options["listing"]].starting_at(start):
                emit(row={"id": row.id})
            emit(end="complete")
        except ListingError as error:
            kind = "invalid-request" if type(error) is InvalidRequestError else "other"
            emit(error=kind, token=error.token, message=str(error))


def emit(**line: object) -> None:
    print(json.dumps(line), flush="end" in line or "error" in line)


asyncio.run(main())
