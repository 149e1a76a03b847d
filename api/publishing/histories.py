"""The history of each serial: a digest by which two databases know whether they agree."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Catalogue, SerialHistory
from api.serialisation import serialise

HISTORY_LIFE = timedelta(days=365)
"""How long the histories of earlier serials are kept; an older copy starts from a bundle."""

HISTORY_LENGTH = 32
"""Hexadecimal digits: 128 bits of SHA-256."""

NAMED = ("type", "slug", "language", "content_language", "change", "replaced_by")
SERVED = ("body", "summary")

Written = Mapping[str, Any]
"""What a history takes from a row of `documents`: its names, and the digests of what it serves."""


class State(NamedTuple):
    """What the catalogue's one row says of its last publication."""

    serial: int
    history: str
    supplements_digest: str | None


async def current_state(session: AsyncSession, *, lock: bool) -> State:
    """Return the state; with `lock` no other transaction takes a serial until this one ends."""
    query = select(Catalogue.serial, Catalogue.history, Catalogue.supplements_digest)
    return State(*(await session.execute(query.with_for_update() if lock else query)).one())


def after_supplements(history: str, digest: str) -> str:
    """Return the history after the notices, retired slugs or the lexicon changed."""
    return digested([history, "supplements", digest])


def after_lists(history: str, digests: Sequence[str]) -> str:
    """Return the history after rows of lists changed, and no document with them."""
    return digested([history, "lists", *digests])


def written(row: Mapping[str, Any]) -> Written:
    """Return what the history takes from a row of `documents`.

    Revision and time are in the bytes that it serves: the same content, published again at another
    moment, is another history, because a copy of the first differs from the second.
    """
    return {name: row[name] for name in NAMED} | {name: digested(row[name]) for name in SERVED}


def after_change(history: str, serial: int, change: Written) -> str:
    """Return the history after one row of `documents`."""
    return digested([history, serial, *(change[name] for name in (*NAMED, *SERVED))])


def digested(value: Any) -> str:
    return hashlib.sha256(serialise(value).encode()).hexdigest()[:HISTORY_LENGTH]


def histories_of(before: str, last: int, changes: Iterable[Written]) -> list[tuple[int, str]]:
    """Return the serials after `last`, one for each change, with their histories.

    Each history contains all before it.
    """
    found: list[tuple[int, str]] = []
    for serial, change in enumerate(changes, start=last + 1):
        before = after_change(before, serial, change)
        found.append((serial, before))
    return found


async def write_histories(
    session: AsyncSession, histories: Sequence[tuple[int, str]], now: datetime
) -> None:
    rows = [
        {"serial": serial, "history": history, "created_at": now} for serial, history in histories
    ]
    await session.execute(insert(SerialHistory), rows)


async def prune_histories(session: AsyncSession, now: datetime) -> None:
    """Drop histories older than `HISTORY_LIFE`; the newest one stays whatever its age."""
    await session.execute(
        delete(SerialHistory).where(
            SerialHistory.created_at < now - HISTORY_LIFE,
            SerialHistory.serial < select(Catalogue.serial).scalar_subquery(),
        )
    )
