"""Lets tasks wait until they may send a request."""

import asyncio

from .clock import AsyncClock
from .schedule import Pace, Schedule, SentRequest


class AsyncPacer:
    """Holds requests back so that the server does not refuse them.

    Tasks of one event loop that use the same pacer share one pace.
    """

    def __init__(self, pace: Pace, clock: AsyncClock | None = None) -> None:
        self._clock = clock or AsyncClock()
        self._schedule = Schedule(pace, self._clock.now())
        self._turn = asyncio.Lock()

    async def acquire(self, deadline: float) -> SentRequest:
        """Waits until a request may be sent.

        Raises TimeoutError if that is after the deadline.
        """
        left = max(0.0, deadline - self._clock.now())
        try:
            await asyncio.wait_for(self._turn.acquire(), left)
        except asyncio.TimeoutError:  # another class before Python 3.11
            raise TimeoutError from None
        try:
            while (wait := self._schedule.wait(self._clock.now())) > 0:
                if self._clock.now() + wait > deadline:
                    raise TimeoutError
                await self._clock.sleep(wait)
            return self._schedule.send(self._clock.now())
        finally:
            self._turn.release()

    def answered(self, request: SentRequest) -> None:
        """Records that the answer has started to arrive."""
        self._schedule.answered(request, self._clock.now())

    def refused(self, pause: float) -> None:
        """Pauses all tasks for so many seconds, and lowers the rate after that."""
        self._schedule.refused(pause, self._clock.now())
