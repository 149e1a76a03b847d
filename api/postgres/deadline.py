"""A limit for the time that one request waits for the database, in all.

PostgreSQL's own `statement_timeout` is kept by PostgreSQL, so a server that is frozen or out of
reach does not keep it. Only waiting counts: what a request computes between two statements does
not, because it is no reason to give up.
"""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

T = TypeVar("T")


@dataclass
class Patience:
    """The seconds that are left for waiting; None if there is no limit."""

    seconds_left: float | None

    async def waits(self, work: Awaitable[T]) -> T:
        """Wait for `work`; raises TimeoutError once no patience is left."""
        left = self.seconds_left
        if left is None:
            return await work
        began = time.monotonic()
        try:
            async with asyncio.timeout(left):
                return await work
        finally:
            self.seconds_left = remaining(left, began)


def remaining(seconds: float | None, began: float) -> float | None:
    """Return how many of the seconds are left for a wait that began then; None: no limit."""
    return None if seconds is None else max(0.0, seconds - (time.monotonic() - began))


SHARED: ContextVar[Patience | None] = ContextVar("shared_patience", default=None)
"""The patience of the request that runs, for all its sessions together."""


@contextmanager
def one_patience(seconds: float) -> Iterator[None]:
    """Let all sessions that are opened in this block wait `seconds` together."""
    token = SHARED.set(Patience(seconds))
    try:
        yield
    finally:
        SHARED.reset(token)


def patience_of_request(wait_seconds: float | None) -> Patience:
    """Return the patience of the request that runs, or else one of its own; None: no limit."""
    shared = SHARED.get() if wait_seconds is not None else None
    return shared or Patience(wait_seconds)


class DeadlineSession(AsyncSession):
    """A session that raises TimeoutError once it has waited `wait_seconds` (None: no limit).

    Waiting for a free connection counts too. The connection is discarded, not waited for.
    """

    def __init__(self, *args: Any, wait_seconds: float | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.patience = patience_of_request(wait_seconds)
        self.is_waiting = False

    async def waits(self, work: Awaitable[T]) -> T:
        if self.is_waiting:
            return await work
        self.is_waiting = True
        try:
            return await self.patience.waits(work)
        finally:
            self.is_waiting = False


def counted(method: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    @wraps(method)
    async def waiting(self: DeadlineSession, *args: Any, **options: Any) -> T:
        return await self.waits(method(self, *args, **options))

    return waiting


# All of them, also those that a later version of SQLAlchemy adds.
for name, member in vars(AsyncSession).items():
    if inspect.iscoroutinefunction(member) and not name.startswith("_"):
        setattr(DeadlineSession, name, counted(member))
