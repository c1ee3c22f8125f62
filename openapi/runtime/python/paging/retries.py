"""Decides whether a failed request is sent again, and when."""

import dataclasses
from collections.abc import Callable

from .errors import ListingError


@dataclasses.dataclass(frozen=True, kw_only=True)
class Retries:
    """Which statuses are retried, and the waits in between, from the contract.

    Answers with a status in `waited_out` ask the client to slow down. They do not
    count as attempts, and have a backoff of their own.
    """

    statuses: frozenset[int]
    waited_out: frozenset[int]
    attempts: int
    backoff_millis: int
    jitter: float
    longest_backoff_millis: int
    longest_retry_after_millis: int
    deadline_millis: int

    def retryable(self, status: int) -> bool:
        """Whether a later attempt may have another answer."""
        return status in self.statuses or status in self.waited_out

    def backoff(self, failures: int, random: float) -> float:
        """The seconds to wait after the nth failure; random is from 0 to 1."""
        doublings = min(failures - 1, 20)  # a float overflows after 1,024
        full = min(self.longest_backoff_millis, self.backoff_millis * 2.0**doublings)
        return full * (1 - self.jitter * random) / 1000


class Attempts:
    """The attempts for one page so far."""

    def __init__(
        self, retries: Retries, deadline: float, random: Callable[[], float]
    ) -> None:
        self._retries = retries
        self._deadline = deadline
        self._random = random
        self._sent = 0
        self._failures = 0
        self._refusals = 0

    def wait_after(self, error: ListingError, now: float) -> float:
        """The seconds until the next attempt. Raises the error if there is none."""
        self._sent += error.attempts
        error.attempts = self._sent
        if error.status in self._retries.waited_out:
            self._refusals += 1
            backoff = self._retries.backoff(self._refusals, self._random())
        else:
            self._refusals = 0
            self._failures += 1
            backoff = self._retries.backoff(self._failures, self._random())
        wait = max(backoff, error.retry_after)
        if (
            not error.retryable
            or self._failures >= self._retries.attempts
            or error.retry_after > self._retries.longest_retry_after_millis / 1000
            or now + wait >= self._deadline
        ):
            raise error
        return wait
