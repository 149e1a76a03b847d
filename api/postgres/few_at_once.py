"""Few single statements at once, as long as they are quick.

Each process of PostgreSQL has memory of its own. Many that work in turn push each other's out of
the processor's caches, and ours as well: with ten a search takes a sixth more time than with four,
and one process of ours keeps hardly more than these busy. One that takes long does not count.
"""

import asyncio

MOST = 4
QUICK_SECONDS = 0.005


def few() -> asyncio.Semaphore:
    return asyncio.Semaphore(MOST)


class Turn:
    """One of the few turns, for the time of a block, or until that takes long."""

    def __init__(self, turns: asyncio.Semaphore) -> None:
        self.turns = turns
        self.is_over = False

    async def __aenter__(self) -> None:
        await self.turns.acquire()
        self.timer = asyncio.get_running_loop().call_later(QUICK_SECONDS, self.end)

    async def __aexit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        self.timer.cancel()
        if not self.is_over:
            self.is_over = True
            self.turns.release()
