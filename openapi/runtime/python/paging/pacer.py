"""Lets threads wait until they may send a request."""

import threading

from .clock import Clock
from .schedule import Pace, Schedule, SentRequest


class Pacer:
    """Holds requests back so that the server does not refuse them.

    Thread-safe: threads that use the same pacer share one pace.
    """

    def __init__(self, pace: Pace, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._schedule = Schedule(pace, self._clock.now())
        self._turn = threading.Lock()
        self._state = threading.Lock()

    def acquire(self, deadline: float) -> SentRequest:
        """Waits until a request may be sent.

        Raises TimeoutError if that is after the deadline.
        """
        if not self._turn.acquire(timeout=max(0.0, deadline - self._clock.now())):
            raise TimeoutError
        try:
            while (wait := self._wait()) > 0:
                if self._clock.now() + wait > deadline:
                    raise TimeoutError
                self._clock.sleep(wait)
            with self._state:
                return self._schedule.send(self._clock.now())
        finally:
            self._turn.release()

    def answered(self, request: SentRequest) -> None:
        """Records that the answer has started to arrive."""
        with self._state:
            self._schedule.answered(request, self._clock.now())

    def refused(self, pause: float) -> None:
        """Pauses all threads for so many seconds, and lowers the rate after that."""
        with self._state:
            self._schedule.refused(pause, self._clock.now())

    def _wait(self) -> float:
        with self._state:
            return self._schedule.wait(self._clock.now())
