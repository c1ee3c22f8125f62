"""Runs the vectors that the clients of all languages share."""

import asyncio
import json
import os
import pathlib
import types
import unittest
from typing import Any

import paging
from paging import answers
from paging.operation import Operation
from paging.retries import Attempts

VECTORS = pathlib.Path(os.environ["VECTORS"])


def read(name: str) -> dict[str, Any]:
    vectors: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    return vectors


class VirtualTime:
    """A clock in milliseconds that stands still. A sleep puts it forward."""

    def __init__(self) -> None:
        self.millis = 0.0

    def now(self) -> float:
        return self.millis / 1000

    def sleep(self, seconds: float) -> None:
        self.millis += seconds * 1000

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def reach(self, millis: float) -> None:
        self.millis = max(self.millis, millis)


def pace(limit: dict[str, Any]) -> paging.Pace:
    return paging.Pace(
        requests=limit["requests"],
        window_millis=limit["windowMillis"],
        burst=limit["pace"]["burst"],
        spacing_millis=limit["pace"]["spacingMillis"],
        paced_window_millis=limit["pace"]["windowMillis"],
        decrease=limit["refused"]["decrease"],
        repeated_decrease=limit["refused"]["repeatedDecrease"],
        repeated_within_millis=limit["refused"]["repeatedWithinMillis"],
        decrease_at_most_every_millis=limit["refused"]["decreaseAtMostEveryMillis"],
        increase_per_second_squared=limit["refused"]["increasePerSecondSquared"],
        slowest_per_second=limit["refused"]["slowestPerSecond"],
    )


def retries(given: dict[str, Any]) -> paging.Retries:
    return paging.Retries(
        statuses=frozenset(given["statuses"]),
        waited_out=frozenset(given["waitedOut"]),
        attempts=given["attempts"],
        backoff_millis=given["backoffMillis"],
        jitter=given["jitter"],
        longest_backoff_millis=given["longestBackoffMillis"],
        longest_retry_after_millis=given["longestRetryAfterMillis"],
        deadline_millis=given["deadlineMillis"],
    )


class PacerTest(unittest.TestCase):
    def test_threads_start_when_the_vectors_say(self) -> None:
        asyncio.run(self.run_all(is_async=False))

    def test_tasks_start_when_the_vectors_say(self) -> None:
        asyncio.run(self.run_all(is_async=True))

    async def run_all(self, is_async: bool) -> None:
        vectors = read("pacer")
        limit = pace(vectors["x-rate-limit"])
        for vector in vectors["vectors"]:
            with self.subTest(vector["name"]):
                time = VirtualTime()
                pacer: Any = (
                    paging.AsyncPacer(
                        limit, paging.AsyncClock(time.now, time.sleep_async)
                    )
                    if is_async
                    else paging.Pacer(limit, paging.Clock(time.now, time.sleep))
                )
                await self.run_one(vector["events"], time, pacer)

    async def run_one(
        self, events: list[dict[str, int]], time: VirtualTime, pacer: Any
    ) -> None:
        sent: list[Any] = []
        for event in events:
            time.reach(event.get("call", event.get("at", 0)))
            if "call" in event:
                turn = pacer.acquire(time.now() + 1000)
                sent.append(await turn if asyncio.iscoroutine(turn) else turn)
                start = event["starts"]
                self.assertAlmostEqual(start, time.millis, delta=1 + start / 1000)
            else:
                pacer.answered(sent[event["answered"] - 1])
            if "refused" in event:
                pacer.refused(event["refused"] / 1000)


class RetriesTest(unittest.TestCase):
    vectors = read("retries")

    def test_the_backoff_is_that_of_the_vectors(self) -> None:
        given = retries(self.vectors["x-retries"])
        for vector in self.vectors["backoff"]:
            with self.subTest(vector):
                backoff = given.backoff(vector["failures"], vector["random"])
                self.assertAlmostEqual(vector["millis"], backoff * 1000, delta=1)

    def test_pages_are_retried_as_the_vectors_say(self) -> None:
        given = retries(self.vectors["x-retries"])
        for vector in self.vectors["pages"]:
            with self.subTest(vector["name"]):
                waits, ends, requests = self.fetch(given, vector)
                self.assertEqual(vector["ends"], ends)
                self.assertEqual(vector["requests"], requests)
                self.assertEqual(len(vector["waits"]), len(waits))
                for expected, wait in zip(vector["waits"], waits, strict=True):
                    self.assertAlmostEqual(expected, wait, delta=1)

    def fetch(
        self, given: paging.Retries, vector: dict[str, Any]
    ) -> tuple[list[float], str, int]:
        time = VirtualTime()
        deadline = vector["deadlineMillis"] / 1000
        attempts = Attempts(given, deadline, lambda: vector["random"])
        waits: list[float] = []
        for failure in vector["failures"]:
            time.reach(time.millis + failure.get("takesMillis", 0))
            status = failure.get("status")
            error = paging.ListingError(
                "a failure",
                status=status,
                retryable=status is None or given.retryable(status),
                retry_after=failure.get("retryAfterMillis", 0) / 1000,
            )
            try:
                wait = attempts.wait_after(error, time.now())
            except paging.ListingError as last:
                return waits, "failure", last.attempts
            waits.append(wait * 1000)
            time.sleep(wait)
        return waits, "page", len(vector["failures"]) + 1


class RetryAfterTest(unittest.TestCase):
    def test_the_header_is_read_as_the_vectors_say(self) -> None:
        vectors = read("retry-after")
        for vector in vectors["vectors"]:
            with self.subTest(vector["name"]):
                headers = {"Retry-After": vector["retryAfter"] or ""}
                if "date" in vector:
                    headers["Date"] = vector["date"]
                wait = answers.retry_after_seconds(headers, vectors["now"] / 1000)
                self.assertAlmostEqual(vector["millis"], wait * 1000, delta=1)


class TokensTest(unittest.TestCase):
    def test_a_listing_ends_as_the_vectors_say(self) -> None:
        vectors = read("tokens")
        for vector in vectors["vectors"]:
            with self.subTest(vector["name"]):
                requests, ends = self.walk(vector, vectors["maxEmptyPages"])
                self.assertEqual(vector["requests"], requests)
                self.assertEqual(vector["ends"], ends)

    def walk(
        self, vector: dict[str, Any], max_empty_pages: int
    ) -> tuple[list[str | None], str]:
        operation = listing(max_empty_pages)
        requests: list[str | None] = []
        token = vector["start"]
        progress = operation.progress(token)
        for answer in vector["answers"]:
            requests.append(token)
            page = types.SimpleNamespace(
                rows=[{}] * answer["rows"], token=answer.get("token")
            )
            try:
                token = operation.next_token(page, progress)
            except paging.ProtocolError:
                return requests, "protocol"
            if token is None:
                break
        return requests, "complete"


def listing(max_empty_pages: int) -> Operation[Any]:
    """An operation whose pages have the attributes rows and token."""

    class Page:
        model_fields = {  # noqa: RUF012
            "rows": types.SimpleNamespace(alias=None),
            "token": types.SimpleNamespace(alias=None),
        }

    given = paging.Paging(
        page=Page,
        request="GET /rows",
        token="token",
        field="token",
        rows="rows",
        total=None,
        max_empty_pages=max_empty_pages,
        parameters={"token": "token"},
    )
    credentials: Any = types.SimpleNamespace(
        access_token=None, password=None, api_key={}
    )
    limit = pace(read("pacer")["x-rate-limit"])
    some = retries(read("retries")["x-retries"])
    return Operation(given, some, limit, credentials, {})


if __name__ == "__main__":
    unittest.main()
