"""A limit for the time that one session waits for the database, in all.

PostgreSQL's own `statement_timeout` is kept by PostgreSQL, so a server that is frozen or out of
reach does not keep it. Only waiting counts: what a request computes between two statements does
not, because it is no reason to give up.
"""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

T = TypeVar("T")


class DeadlineSession(AsyncSession):
    """A session that raises TimeoutError once it has waited `wait_seconds` (None: no limit).

    Waiting for a free connection counts too. The connection is discarded, not waited for.
    """

    def __init__(self, *args: Any, wait_seconds: float | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seconds_left = wait_seconds
        self.is_waiting = False

    async def waits(self, work: Awaitable[T]) -> T:
        if self.seconds_left is None or self.is_waiting:
            return await work
        began = time.monotonic()
        self.is_waiting = True
        try:
            async with asyncio.timeout(self.seconds_left):
                return await work
        finally:
            self.is_waiting = False
            self.seconds_left = max(0.0, self.seconds_left - (time.monotonic() - began))


def counted(method: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    @wraps(method)
    async def waiting(self: DeadlineSession, *args: Any, **options: Any) -> T:
        return await self.waits(method(self, *args, **options))

    return waiting


# All of them, also those that a later version of SQLAlchemy adds.
for name, member in vars(AsyncSession).items():
    if inspect.iscoroutinefunction(member) and not name.startswith("_"):
        setattr(DeadlineSession, name, counted(member))
