"""Few single statements at once, as long as they are quick.

Each connection has a process of PostgreSQL with memory of its own. If many of these processes work
in turn, they push each other's memory out of the processor's caches, and the server's as well. If
ten connections are in use, a search takes a sixth longer than if four are, and a single server
process can hardly keep more than four of them busy. A statement that takes longer than
`QUICK_SECONDS` lets the next one begin.
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
