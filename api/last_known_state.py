"""What this process knows of the catalogue, for the answers that must outlast PostgreSQL.

It is used only while PostgreSQL is away, and each answer from it says so (RFC 9211).
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database
from api.freshness import Freshness
from api.languages import served
from api.queries.catalogue import CatalogueState, get_catalogue

logger = structlog.get_logger()

ASK_SECONDS = 2.0
"""How often PostgreSQL is asked whether the catalogue is still the known one.

Whatever is known of it takes a serial when it changes.
"""

T = TypeVar("T")


class LastKnownState(Generic[T]):
    """The last known state in each language; `read` returns that of one, from a snapshot."""

    def __init__(
        self,
        database: Database,
        freshness: Freshness,
        read: Callable[[AsyncSession, str], Awaitable[T]],
    ) -> None:
        self.database = database
        self.freshness = freshness
        self.read = read
        self.known: dict[str, T] = {}
        self.version: CatalogueState | None = None
        self.asked_at = -math.inf

    async def keep(self) -> None:
        """Keep the state current until the task is cancelled, whatever happens meanwhile."""
        while True:
            await self.try_refresh()
            await asyncio.sleep(ASK_SECONDS)

    async def try_refresh(self) -> None:
        try:
            await self.refresh()
        except Exception as error:
            # Not migrated yet, not published yet, or away: the next time may be better.
            logger.debug("state_not_known", error=type(error).__name__)

    async def refresh(self) -> None:
        """Ask for the state, and read everything again if it moved. Raises what the query does."""
        began = time.monotonic()
        state = await self.freshness.ask()
        if state is None:
            return
        if state != self.version:
            async with self.database.reading() as session:
                version = await get_catalogue(session)
                # The old state stays in use until the new one is complete.
                known = {language: await self.read(session, language) for language in served()}
                self.known, self.version = known, version
        self.asked_at = began

    def find(self, language: str) -> T | None:
        """Return the state in a language; None if this process never read it."""
        return self.known.get(language)

    def seconds_unasked(self) -> float:
        return time.monotonic() - self.asked_at

    def cache_status(self) -> str:
        """Return, for example, `instep; hit; ttl=-12`: PostgreSQL was last asked 12 s ago."""
        return f"instep; hit; ttl=-{math.floor(self.seconds_unasked())}"
