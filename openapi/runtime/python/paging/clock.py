"""Time and chance, which tests can control."""

import asyncio
import dataclasses
import random
import time
from collections.abc import Awaitable, Callable


@dataclasses.dataclass(frozen=True)
class Clock:
    """What a listing reads the time from, sleeps with, and draws jitter from."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random


@dataclasses.dataclass(frozen=True)
class AsyncClock:
    """The same for asyncio."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random.random
