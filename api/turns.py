"""Long computations take turns, so that none of them holds up anybody for long.

While Python computes, the event loop answers nobody. So what may take long runs in a greenlet of
its own and pauses every millisecond: then everything that is ready goes first, and of several
computations only one goes on at a time. Together they get at least half of the time. None of them
needs a thread, which would take the interpreter away from the loop at each of its system calls.
"""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar, cast

from greenlet import getcurrent, greenlet

SLICE_SECONDS = 0.001
LONGEST_SLICE_SECONDS = 0.02
"""If there is much else to do, a slice lasts as long as that just took, up to this: a flood of
requests that are refused may slow a computation down by half, and not stop it."""

Pause = Callable[[], object]
"""Called again and again by a computation, as often as it could stop for a moment."""

T = TypeVar("T")


class Turns:
    """The computations of a process. If another event loop runs, its turns begin anew."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.turn = asyncio.Lock()
        self.slice_ends = 0.0
        self.stopped = 0.0
        """When the last slice ended."""

    async def take(self, compute: Callable[[Pause], T]) -> T:
        """Return what `compute(pause)` returns, or raise what it raises.

        It never runs beside another one, only in turn with it, and sees nothing of the clock: when
        it pauses has no influence on its result.
        """

        waiter, turn = getcurrent(), self.turn_of_loop()

        def pause() -> None:
            if time.perf_counter() >= self.slice_ends:
                waiter.switch()

        work = greenlet(compute)
        try:
            while not work.dead:
                asked = time.perf_counter()
                async with turn:
                    await asyncio.sleep(0)
                    began = time.perf_counter()
                    self.slice_ends = began + slice_after(began - max(asked, self.stopped))
                    found = work.switch(pause)
                    self.stopped = time.perf_counter()
        finally:
            if not work.dead:  # The request was given up.
                work.throw()
        return cast(T, found)

    def turn_of_loop(self) -> asyncio.Lock:
        """Return the lock of the event loop that runs; a lock belongs to one loop only."""
        loop = asyncio.get_running_loop()
        if loop is not self.loop:
            self.loop, self.turn = loop, asyncio.Lock()
        return self.turn


def slice_after(others: float) -> float:
    """Return the seconds of a slice before which everything else took so many."""
    return min(max(others, SLICE_SECONDS), LONGEST_SLICE_SECONDS)


TURNS = Turns()
"""Those of this process."""
