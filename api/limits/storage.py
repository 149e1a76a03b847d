"""Where requests are counted: in the memory of one process."""

import time
from collections.abc import Callable
from math import floor

from limits.aio.storage import MemoryStorage

MOST_COUNTED = 200_000
"""Counters of one window that are for one caller each; further callers share some with others."""


class FixedWindowsStorage(MemoryStorage):
    """Counts in two dictionaries: one for the current window, one for the window before it.

    The library's own storage walks over all its keys after each hit. Here the cost of a hit does
    not grow with the callers, because a window that is too old is dropped whole.
    One instance serves limits of one window length only.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.clock = clock
        self.number = 0
        self.current: dict[str, int] = {}
        self.previous: dict[str, int] = {}

    async def acquire_sliding_window_entry(
        self, key: str, limit: int, expiry: int, amount: int = 1
    ) -> bool:
        """Count `amount` more for a key; return False, and count nothing, if that is too many."""
        return self.count(key, limit, expiry, amount)

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

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Return both counts, each followed by the seconds for which it still matters."""
        return self.sliding_window(key, expiry)

    def sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
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
