"""Where requests are counted, and how in the memory of one process."""

import time
from collections.abc import Callable
from math import floor
from typing import NamedTuple, Protocol

from api.limits.policies import Quota

MOST_COUNTED = 200_000
"""Counters of one window that are for one caller each; further callers share some with others."""


class WindowStats(NamedTuple):
    """When a counter falls next (seconds since the Unix epoch), and how many requests are left."""

    reset_time: float
    remaining: int


class Counters(Protocol):
    """Where requests are counted: here, or by the library `limits` in Redis."""

    async def hit(self, quota: Quota, /, *caller: str) -> bool: ...
    async def test(self, quota: Quota, /, *caller: str) -> bool: ...
    async def get_window_stats(self, quota: Quota, /, *caller: str) -> WindowStats: ...


class FixedWindows:
    """Counts in two dictionaries: one for the current window, one for the window before it.

    It is the sliding window of the library `limits`, with the same methods. The library's own
    storage walks over all its keys after each hit. Here the cost of a hit does not grow with the
    callers, because a window that is too old is dropped whole.
    One instance serves limits of one window length only.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.number = 0
        self.current: dict[str, int] = {}
        self.previous: dict[str, int] = {}

    async def hit(self, quota: Quota, *caller: str) -> bool:
        """Count one more for a caller; return False, and count nothing, if that is too many."""
        return self.count(quota.key_for(*caller), quota.amount, quota.get_expiry())

    async def test(self, quota: Quota, *caller: str) -> bool:
        """Say whether one more would be counted."""
        expiry = quota.get_expiry()
        previous, left, current, _ = self.sliding_window(quota.key_for(*caller), expiry)
        return previous * left / expiry + current < quota.amount

    async def get_window_stats(self, quota: Quota, *caller: str) -> WindowStats:
        expiry = quota.get_expiry()
        previous, left, current, current_left = self.sliding_window(quota.key_for(*caller), expiry)
        remaining = max(0, quota.amount - floor(previous * left / expiry + current))
        # One of the window before is forgotten at a time, those of this one all together.
        resets = [left % (expiry / previous)] if previous else []
        resets += [current_left % expiry] if current else []
        return WindowStats(self.clock() + min(resets, default=0.0), remaining)

    def count(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        previous, previous_ttl, current, _ = self.sliding_window(key, expiry)
        # The window before counts in proportion to how much of it the sliding window still covers.
        if floor(previous * previous_ttl / expiry) + current + amount > limit:
            return False
        self.current[key] = current + amount
        return True

    def is_full(self, expiry: int) -> bool:
        """Say whether the current window has counters for no more keys than it has."""
        self.advance_to(int(self.clock() / expiry))
        return len(self.current) >= MOST_COUNTED

    def counts(self, key: str) -> bool:
        """Say whether a key has a counter in the current window."""
        return key in self.current

    def sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Return both counts, each followed by the seconds for which it still matters."""
        now = self.clock()
        self.advance_to(int(now / expiry))
        left = expiry - now % expiry
        return self.previous.get(key, 0), left, self.current.get(key, 0), left + expiry

    def advance_to(self, number: int) -> None:
        """Make the window of this number the current one (window 0 began at the Unix epoch)."""
        if number != self.number:
            self.previous = self.current if number == self.number + 1 else {}
            self.current = {}
            self.number = number
