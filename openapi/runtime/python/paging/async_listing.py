"""Listings for asyncio: they read all pages, limit the rate and retry errors."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

import aiohttp
from typing_extensions import Self, Unpack

from ..api_client import ApiClient
from ..configuration import Configuration
from . import answers
from .answers import Answer
from .async_pacer import AsyncPacer
from .clock import AsyncClock
from .errors import ListingError
from .operation import AsyncSettings, Operation, Paging
from .retries import Attempts, Retries
from .schedule import Pace, SentRequest

Row = TypeVar("Row")
Page = TypeVar("Page")

Sender: TypeAlias = Callable[..., Awaitable[aiohttp.ClientResponse]]
"""A call of the generated code, which returns the answer before its body is read."""


class AsyncListing(Generic[Row, Page]):
    """A listing of a contract.

    Use one for all tasks of an event loop, so that they share its pace and
    connections. Close it after use, or use it in an `async with` statement.
    """

    PAGING: ClassVar[Paging[Any]]
    PACE: ClassVar[Pace]
    RETRIES: ClassVar[Retries]

    def __init__(
        self, configuration: Configuration, **settings: Unpack[AsyncSettings]
    ) -> None:
        """Creates the listing with the settings of the contract, or with others."""
        self._operation: Operation[Page] = Operation(
            self.PAGING, self.RETRIES, self.PACE, configuration, settings
        )
        self._clock = settings.get("clock", AsyncClock())
        self._pacer = settings.get("pacer") or AsyncPacer(self.PACE, self._clock)
        client = ApiClient(configuration)
        self._send = self._sender(client)
        self._close = client.rest_client.close

    async def close(self) -> None:
        """Closes the connections."""
        await self._close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def _sender(self, client: ApiClient) -> Sender:
        raise NotImplementedError

    def _read(self, **parameters: Any) -> "AsyncRows[Row, Page]":
        return AsyncRows(self._pages, self._operation, parameters)

    async def _pages(self, parameters: Mapping[str, Any]) -> AsyncIterator[Page]:
        token = self._operation.start(parameters)
        progress = self._operation.progress(token)
        while True:
            try:
                page = await self._page(self._operation.of_page(parameters, token))
                following = self._operation.next_token(page, progress)
            except ListingError as error:
                error.token = token
                raise
            yield page
            if following is None:
                return
            token = following

    async def _page(self, parameters: Mapping[str, Any]) -> Page:
        deadline = self._clock.now() + self._operation.deadline
        attempts = Attempts(self._operation.retries, deadline, self._clock.random)
        while True:
            try:
                return await self._attempt(parameters, deadline)
            except ListingError as error:
                wait = attempts.wait_after(error, self._clock.now())
            await self._clock.sleep(wait)

    async def _attempt(self, parameters: Mapping[str, Any], deadline: float) -> Page:
        try:
            sent = await self._pacer.acquire(deadline)
        except TimeoutError:
            raise self._operation.no_turn() from None
        left = min(deadline - self._clock.now(), self._operation.timeout)
        try:
            answer = await asyncio.wait_for(self._answer(parameters, sent), left)
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError) as error:
            raise self._operation.no_answer(error) from error
        except (aiohttp.ClientResponseError, OSError, asyncio.TimeoutError) as error:
            raise self._operation.no_answer(error) from error
        except ValueError:
            raise self._operation.not_sent() from None
        try:
            return self._operation.read(answer, parameters, time.time())
        except ListingError as error:
            if (pause := self._operation.pause(error)) is not None:
                self._pacer.refused(pause)
            raise

    async def _answer(self, parameters: Mapping[str, Any], sent: SentRequest) -> Answer:
        async with await self._send(**parameters) as response:
            self._pacer.answered(sent)
            body = await response.read()
        headers = answers.merged(response.headers.items())
        return Answer(response.status, headers, body)


class AsyncRows(Generic[Row, Page]):
    """The rows of all pages, in order.

    Fetches a page when its first row is needed. Each iteration starts anew.
    """

    def __init__(
        self,
        fetch: Callable[[Mapping[str, Any]], AsyncIterator[Page]],
        operation: Operation[Page],
        parameters: Mapping[str, Any],
    ) -> None:
        self._fetch = fetch
        self._operation = operation
        self._parameters = parameters

    async def __aiter__(self) -> AsyncIterator[Row]:
        async for page in self.pages():
            for row in self._operation.rows(page):
                yield row

    def starting_at(self, token: str | None) -> "AsyncRows[Row, Page]":
        """The rows from the page with this token on, such as that of an error."""
        parameters = self._operation.starting_at(self._parameters, token)
        return AsyncRows(self._fetch, self._operation, parameters)

    def pages(self) -> AsyncIterator[Page]:
        """Yields the pages, each with its rows and the token to resume from."""
        return self._fetch(self._parameters)
