"""Serials: each row that is written takes the next one, and a history with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Catalogue
from api.publishing.documents import write_documents
from api.publishing.histories import (
    State,
    after_lists,
    after_supplements,
    current_state,
    histories_of,
    write_histories,
)


async def take_serials(
    session: AsyncSession,
    rows: Sequence[Mapping[str, Any]],
    state: State,
    supplements: str,
    now: datetime,
) -> State:
    """Write rows of `documents`, each with the next serial; return the catalogue's new state.

    `supplements` is the digest of what is served beside documents. If it alone differs, it takes a
    serial for itself. If nothing differs, nothing is written.
    """
    history = state.history
    if supplements != state.supplements_digest:
        history = after_supplements(history, supplements)
    numbered = [{**row, "serial": at} for at, row in enumerate(rows, start=state.serial + 1)]
    histories = histories_of(history, numbered)
    if not histories and history != state.history:
        histories = [(state.serial + 1, history)]
    if not histories:
        return state
    if numbered:
        await write_documents(session, numbered)
    await write_histories(session, histories, now)
    after = State(*histories[-1], supplements)
    await session.execute(update(Catalogue).values(made_of=None, **after._asdict()))
    return after


async def take_serial_for_lists(session: AsyncSession, rows: Sequence[Any], now: datetime) -> State:
    """Take a serial for rows of lists that differ where no document does, such as another order."""
    state = await current_state(session, lock=True)
    history = after_lists(state.history, rows)
    after = state._replace(serial=state.serial + 1, history=history)
    await write_histories(session, [(after.serial, after.history)], now)
    await session.execute(update(Catalogue).values(made_of=None, **after._asdict()))
    return after
