"""What a contract says about one listing, and what its user may change."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Generic, Protocol, TypedDict, TypeVar, cast

from . import answers, errors, secrecy
from .answers import Answer
from .async_pacer import AsyncPacer
from .clock import AsyncClock, Clock
from .pacer import Pacer
from .progress import Progress
from .retries import Retries
from .schedule import Pace

Page = TypeVar("Page")

# Of those that are hidden: any text may hold a shorter one by chance (our choice).
_SHORTEST_TOKEN = 8


@dataclasses.dataclass(frozen=True, kw_only=True)
class Paging(Generic[Page]):
    """How to read the pages of a listing. Names are those of the contract."""

    page: type[Page]
    request: str
    rows: str
    token: str
    field: str
    total: str | None
    max_empty_pages: int
    parameters: Mapping[str, str]
    """The name of each query parameter, and of the argument that takes it."""


class _Settings(TypedDict, total=False):
    attempts: int
    timeout: float
    deadline: float
    max_empty_pages: int


class Settings(_Settings, total=False):
    """What a listing does otherwise than the contract says.

    `attempts` limits the attempts for one page; refused requests do not count.
    `timeout` limits one attempt (default: 30) and `deadline` one page, in seconds.
    `max_empty_pages` limits how many pages in a row may have no rows. Listings that
    are given the same `pacer` share its pace.
    """

    pacer: Pacer
    clock: Clock


class AsyncSettings(_Settings, total=False):
    """The same for asyncio."""

    pacer: AsyncPacer
    clock: AsyncClock


class Credentials(Protocol):
    """The part of a configuration that has secrets."""

    access_token: str | None
    api_key: dict[str, str]
    password: str | None


class Operation(Generic[Page]):
    """Everything about a listing that does not wait."""

    def __init__(
        self,
        paging: Paging[Page],
        retries: Retries,
        pace: Pace,
        credentials: Credentials,
        settings: _Settings,
    ) -> None:
        self.paging = paging
        attempts = settings.get("attempts", retries.attempts)
        self.retries = dataclasses.replace(retries, attempts=attempts)
        self.timeout = settings.get("timeout", 30.0)
        self.deadline = settings.get("deadline", retries.deadline_millis / 1000)
        self.window = pace.window_millis / 1000
        self._credentials = credentials
        self._page = cast("Any", paging.page)
        given = settings.get("max_empty_pages")
        self._max_empty_pages = paging.max_empty_pages if given is None else given
        attributes = {
            field.alias or name: name for name, field in self._page.model_fields.items()
        }
        self._token = attributes[paging.field]
        self._rows = attributes[paging.rows]

    def start(self, parameters: Mapping[str, Any]) -> str | None:
        """The token that a request has, or the first one of a listing."""
        start: str | None = parameters[self.paging.parameters[self.paging.token]]
        return start

    def starting_at(
        self, parameters: Mapping[str, Any], token: str | None
    ) -> dict[str, Any]:
        """The parameters of a listing that starts at another page."""
        return {**parameters, self.paging.parameters[self.paging.token]: token}

    def progress(self, start: str | None) -> Progress:
        return Progress(start, self._max_empty_pages)

    def of_page(
        self, parameters: Mapping[str, Any], token: str | None
    ) -> dict[str, Any]:
        """The parameters of one page. Counting is expensive: once is enough."""
        names = self.paging.parameters
        page = {**parameters, names[self.paging.token]: token}
        if self.paging.total and token != self.start(parameters):
            page[names[self.paging.total]] = None
        return page

    def rows(self, page: Page) -> list[Any]:
        rows: list[Any] | None = getattr(page, self._rows)
        return rows or []

    def next_token(self, page: Page, progress: Progress) -> str | None:
        """The token of the next page. Raises ProtocolError if it leads nowhere."""
        token: str | None = getattr(page, self._token)
        if token and any(secrecy.contains(token, each) for each in self._secrets()):
            raise errors.ProtocolError("the server sent a secret as a page token")
        progress.check(token, self.rows(page))
        return token or None

    def read(self, answer: Answer, parameters: Mapping[str, Any], now: float) -> Page:
        """Returns the page of an answer, or raises the error that it stands for."""
        try:
            body = answer.decompressed()
        except ValueError as error:
            raise self.no_answer(error) from None
        if answer.status == 200:
            page: Page = answers.decode_page(
                self.paging.request, body, self._page.from_dict
            )
            return page
        # Messages are logged, and a page token does not belong there.
        token = self.start(parameters) or ""
        hidden = [token] if len(token) >= _SHORTEST_TOKEN else []
        raise answers.to_error(
            self.paging.request,
            answer,
            body,
            [*self._secrets(), *hidden],
            self.retries.retryable(answer.status),
            now,
        )

    def pause(self, error: errors.ListingError) -> float | None:
        """How long all requests pause after a refusal; None if it is not one."""
        if error.status not in self.retries.waited_out:
            return None
        longest = self.retries.longest_retry_after_millis / 1000
        return max(self.window, min(error.retry_after, longest))

    def no_answer(self, error: Exception) -> errors.ConnectionFailedError:
        return errors.ConnectionFailedError(
            f"{self.paging.request} got no complete answer: {type(error).__name__}",
            retryable=True,
        )

    def no_turn(self) -> errors.RateLimitedError:
        return errors.RateLimitedError(
            f"{self.paging.request} was not sent: the rate limit does not allow it"
            " in time",
            attempts=0,
        )

    def not_sent(self) -> errors.InvalidRequestError:
        # Without the cause: its message quotes the value.
        return errors.InvalidRequestError(
            f"{self.paging.request} cannot be sent: an argument is not allowed by the"
            " contract, or HTTP does not allow a character in the access token or in"
            " an argument",
            attempts=0,
        )

    def _secrets(self) -> list[str]:
        given = [
            self._credentials.access_token,
            self._credentials.password,
            *self._credentials.api_key.values(),
        ]
        return [secret for secret in given if secret]
