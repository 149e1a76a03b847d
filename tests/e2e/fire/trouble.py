"""What happens meanwhile: connections break, a worker stands still, PostgreSQL restarts."""

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from api.embedded.server import read_pid_file
from tests.databases import execute
from tests.e2e.cutting import Cutter

CUT_EVERY = 2.0
STOP_EVERY, STOPPED_FOR = 3.0, 1.0


async def cut_now_and_then(cutter: Cutter) -> None:
    while True:
        await asyncio.sleep(CUT_EVERY)
        cutter.cut()


async def stop_now_and_then(workers: Sequence[int]) -> None:
    """Let one worker after the other stand still for a second."""
    while True:
        await asyncio.sleep(STOP_EVERY - STOPPED_FOR)
        worker = random.choice(workers)  # noqa: S311
        os.kill(worker, signal.SIGSTOP)
        try:
            await asyncio.sleep(STOPPED_FOR)
        finally:
            os.kill(worker, signal.SIGCONT)


@asynccontextmanager
async def troubled(cutter: Cutter, workers: Sequence[int]) -> AsyncIterator[None]:
    """Do both for the duration of a block."""
    tasks = [
        asyncio.create_task(cut_now_and_then(cutter)),
        asyncio.create_task(stop_now_and_then(workers)),
    ]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def restart(data: Path) -> None:
    """End a PostgreSQL, whose supervisor starts it again."""
    found = read_pid_file(data / "cluster")
    if found is not None:
        os.kill(found.pid, signal.SIGINT)


async def end_connections(url: URL) -> None:
    """End all that PostgreSQL does in one database; it itself goes on."""
    await execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


async def strike(seconds: float, blow: Callable[[], Awaitable[None]]) -> None:
    """Strike PostgreSQL after a third of the time, and after two thirds; return at its end."""
    for is_left in (True, True, False):
        await asyncio.sleep(seconds / 3)
        if is_left:
            await blow()
