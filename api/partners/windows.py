"""Counting in the memory of one process, at a cost that does not grow with the callers.

The library's own in-process storage walks over all its keys after each hit. Here a minute's
counts are one dictionary, thrown away whole when it is too old.
"""

import time
from collections.abc import Callable
from math import floor

from limits.aio.storage import MemoryStorage

MOST_COUNTED = 200_000
"""Callers counted in one window; whoever comes after them is let through."""


class Windows(MemoryStorage):
    """A sliding window counter as the library's, kept in two dictionaries: this window, the last.

    One instance serves limits of one length only.
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
        previous, previous_ttl, current, _ = await self.get_sliding_window(key, expiry)
        if floor(previous * previous_ttl / expiry) + current + amount > limit:
            return False
        if current or len(self.current) < MOST_COUNTED:
            self.current[key] = current + amount
        return True

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Return both counts, each with the seconds for which it still matters."""
        now = self.clock()
        self.turn(int(now / expiry))
        left = expiry - now % expiry
        return self.previous.get(key, 0), left, self.current.get(key, 0), left + expiry

    def turn(self, number: int) -> None:
        """Go on to the window of this number; the one before it becomes the last."""
        if number != self.number:
            self.previous = self.current if number == self.number + 1 else {}
            self.current = {}
            self.number = number
