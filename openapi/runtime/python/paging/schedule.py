"""Spaces requests so that the server does not refuse them."""

import collections
import dataclasses


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast requests may be sent, from the contract."""

    requests: int
    window_millis: float
    burst: int
    spacing_millis: float
    paced_window_millis: float
    decrease: float
    repeated_decrease: float
    repeated_within_millis: float
    decrease_at_most_every_millis: float
    increase_per_second_squared: float
    slowest_per_second: float

    def share(self, share: float) -> "Pace":
        """Returns a part of this pace, such as 0.5 for each of two processes."""
        return dataclasses.replace(
            self,
            requests=max(1, int(self.requests * share)),
            burst=max(1, int(self.burst * share)),
            spacing_millis=self.spacing_millis / share,
            increase_per_second_squared=self.increase_per_second_squared * share,
            slowest_per_second=self.slowest_per_second * share,
        )


@dataclasses.dataclass
class SentRequest:
    """When a request was sent, and the time to its answer once that is known."""

    at: float
    may_connect: bool = False
    took: float = 0.0


class Schedule:
    """Allows a short burst, then evenly spaced requests, and limits each window.

    The server counts a request when it arrives. The first requests, and the first
    ones after a long pause, may have to open a connection. If such a request takes
    much longer than the fastest one, the schedule assumes that it arrived later by
    the difference.

    It only calculates. Instants are seconds of a clock that the caller reads.
    """

    # Servers usually close a connection after 10 idle seconds or more.
    _IDLE = 10.0

    def __init__(self, pace: Pace, now: float) -> None:
        self._pace = pace
        self._spacing = pace.spacing_millis / 1000
        self._window = pace.paced_window_millis / 1000
        long_ago = now - 60 * self._window
        self._sent = collections.deque(
            [SentRequest(long_ago)] * pace.requests, pace.requests
        )
        self._may_connect = 0
        self._fastest = 0.0
        self._paused_until = long_ago
        self._full_rate = 1 / self._spacing
        self._rate = self._full_rate
        self._rate_set = long_ago

    def wait(self, now: float) -> float:
        """The time until a request may be sent; 0 or less if one may be now."""
        slowdown = self._full_rate / self._rate_at(now)
        window = self._window * slowdown
        earliest = self._arrival(-1) + self._spacing * slowdown
        if slowdown == 1:
            burst = self._arrival(-self._pace.burst)
            earliest = min(earliest, burst + window)
        return max(self._paused_until, self._arrival(0) + window, earliest) - now

    def send(self, now: float) -> SentRequest:
        """Records that a request is sent."""
        if now - self._sent[-1].at > self._IDLE:
            self._may_connect = 2 * self._pace.requests
        self._may_connect -= 1
        request = SentRequest(now, may_connect=self._may_connect >= 0)
        self._sent.append(request)
        return request

    def answered(self, request: SentRequest, now: float) -> None:
        """Records that the answer has started to arrive."""
        request.took = now - request.at
        if not 0 < self._fastest <= request.took:
            self._fastest = request.took
        else:  # follows a slower network over about 100 answers
            self._fastest += (request.took - self._fastest) / 100

    def refused(self, pause: float, now: float) -> None:
        """Pauses all requests, and lowers the rate after that.

        A single refusal takes little of the rate. The sooner another one follows,
        the more it takes.
        """
        self._paused_until = max(self._paused_until, now + pause)
        pace = self._pace
        since = 1000 * (now - self._rate_set)
        if since >= pace.decrease_at_most_every_millis:
            single = min(1.0, since / pace.repeated_within_millis)
            factor = pace.decrease * single + pace.repeated_decrease * (1 - single)
            self._rate = max(pace.slowest_per_second, self._rate_at(now) * factor)
            self._rate_set = now

    def _rate_at(self, now: float) -> float:
        since = now - self._rate_set
        risen = self._rate + self._pace.increase_per_second_squared * since * since
        return min(self._full_rate, risen)

    def _arrival(self, index: int) -> float:
        request = self._sent[index]
        late = request.took - self._fastest
        jitter = (self._pace.paced_window_millis - self._pace.window_millis) / 1000
        return request.at + (late if request.may_connect and late > jitter else 0)
