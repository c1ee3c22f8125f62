"""Listings that read all pages, limit the rate and retry transient errors."""

import time
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

import urllib3
from typing_extensions import Self, Unpack

from ..api_client import ApiClient
from ..configuration import Configuration
from .answers import Answer
from .clock import Clock
from .errors import ListingError
from .operation import Operation, Paging, Settings
from .pacer import Pacer
from .retries import Attempts, Retries
from .schedule import Pace

Row = TypeVar("Row")
Page = TypeVar("Page")

Sender: TypeAlias = Callable[..., urllib3.BaseHTTPResponse]
"""A call of the generated code, which returns the answer before its body is read."""


class Listing(Generic[Row, Page]):
    """A listing of a contract.

    Thread-safe: use one for all threads, so that they share its pace and connections.
    Close it after use, or use it in a `with` statement.
    """

    PAGING: ClassVar[Paging[Any]]
    PACE: ClassVar[Pace]
    RETRIES: ClassVar[Retries]

    def __init__(
        self, configuration: Configuration, **settings: Unpack[Settings]
    ) -> None:
        """Creates the listing with the settings of the contract, or with others."""
        self._operation: Operation[Page] = Operation(
            self.PAGING, self.RETRIES, self.PACE, configuration, settings
        )
        self._clock = settings.get("clock", Clock())
        self._pacer = settings.get("pacer") or Pacer(self.PACE, self._clock)
        client = ApiClient(configuration)
        self._send = self._sender(client)
        self._close = client.rest_client.close

    def close(self) -> None:
        """Closes the connections."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _sender(self, client: ApiClient) -> Sender:
        raise NotImplementedError

    def _read(self, **parameters: Any) -> "Rows[Row, Page]":
        return Rows(self._pages, self._operation, parameters)

    def _pages(self, parameters: Mapping[str, Any]) -> Iterator[Page]:
        token = self._operation.start(parameters)
        progress = self._operation.progress(token)
        while True:
            try:
                page = self._page(self._operation.of_page(parameters, token))
                following = self._operation.next_token(page, progress)
            except ListingError as error:
                error.token = token
                raise
            yield page
            if following is None:
                return
            token = following

    def _page(self, parameters: Mapping[str, Any]) -> Page:
        deadline = self._clock.now() + self._operation.deadline
        attempts = Attempts(self._operation.retries, deadline, self._clock.random)
        while True:
            try:
                return self._attempt(parameters, deadline)
            except ListingError as error:
                wait = attempts.wait_after(error, self._clock.now())
            self._clock.sleep(wait)

    def _attempt(self, parameters: Mapping[str, Any], deadline: float) -> Page:
        try:
            sent = self._pacer.acquire(deadline)
        except TimeoutError:
            raise self._operation.no_turn() from None
        limit = min(deadline, self._clock.now() + self._operation.timeout)
        try:
            left = max(0.0005, limit - self._clock.now())  # urllib3 refuses 0
            response = self._send(**parameters, _request_timeout=left)
            self._pacer.answered(sent)
            answer = self._answer(response, limit)
        except (urllib3.exceptions.HTTPError, TimeoutError) as error:
            raise self._operation.no_answer(error) from error
        except ValueError:
            raise self._operation.not_sent() from None
        try:
            return self._operation.read(answer, parameters, time.time())
        except ListingError as error:
            if (pause := self._operation.pause(error)) is not None:
                self._pacer.refused(pause)
            raise

    def _answer(self, response: urllib3.BaseHTTPResponse, limit: float) -> Answer:
        chunks: list[bytes] = []
        try:
            while chunk := response.read1(64 * 1024, decode_content=False):
                chunks.append(chunk)
                if self._clock.now() >= limit:
                    raise TimeoutError
        finally:
            response.close()
        return Answer(response.status, response.headers, b"".join(chunks))


class Rows(Generic[Row, Page]):
    """The rows of all pages, in order.

    Fetches a page when its first row is needed. Each iteration starts anew.
    """

    def __init__(
        self,
        fetch: Callable[[Mapping[str, Any]], Iterator[Page]],
        operation: Operation[Page],
        parameters: Mapping[str, Any],
    ) -> None:
        self._fetch = fetch
        self._operation = operation
        self._parameters = parameters

    def __iter__(self) -> Iterator[Row]:
        for page in self.pages():
            yield from self._operation.rows(page)

    def starting_at(self, token: str | None) -> "Rows[Row, Page]":
        """The rows from the page with this token on, such as that of an error."""
        parameters = self._operation.starting_at(self._parameters, token)
        return Rows(self._fetch, self._operation, parameters)

    def pages(self) -> Iterator[Page]:
        """Yields the pages, each with its rows and the token to resume from."""
        return self._fetch(self._parameters)
