"""Idle connections of a pool: none that is closed or dead is given to a request."""

import asyncio
import time
from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine

TRUSTED_SECONDS = 30.0
"""A connection that was idle for longer is asked before it is used.

A closed one is noticed without asking, but a firewall in between may forget a connection and say
nothing.
"""

PATIENCE_SECONDS = 1.0

USED_AT = "instep_used_at"


def keep_only_living(engine: AsyncEngine) -> None:
    """Replace dead connections before they are used, without asking at each use."""
    event.listen(engine.sync_engine, "checkin", note_use)
    event.listen(engine.sync_engine, "checkout", refuse_if_dead)


def note_use(_connection: Any, record: Any) -> None:
    record.info[USED_AT] = time.monotonic()


def refuse_if_dead(adapted: Any, record: Any, _fairy: Any) -> None:
    """Raise DisconnectionError, on which the pool opens another connection."""
    if adapted.driver_connection.is_closed():
        raise DisconnectionError
    if not is_trusted(record):
        try:
            adapted.run_async(ask)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise DisconnectionError from error


def is_trusted(record: Any) -> bool:
    """Say whether a connection is new, or was used so lately that nobody needs to ask it."""
    now = time.monotonic()
    return bool(now - record.info.get(USED_AT, now) <= TRUSTED_SECONDS)


async def ask(connection: Any) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await connection.execute("SELECT 1")
