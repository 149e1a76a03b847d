"""Serials: each row that is written takes the next one, and a history with it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Catalogue
from api.publishing.documents import number_documents, written_order
from api.publishing.histories import (
    State,
    Written,
    after_lists,
    after_supplements,
    current_state,
    histories_of,
    write_histories,
)


async def take_serials(
    session: AsyncSession,
    changes: Sequence[Written],
    state: State,
    supplements: str,
    now: datetime,
) -> State:
    """Give each change of `documents` the next serial; return the catalogue's new state.

    The rows are written already. `supplements` is the digest of what is served beside documents. If
    it alone differs, it takes a serial for itself. If nothing differs, nothing is written.
    """
    history = state.history
    if supplements != state.supplements_digest:
        history = after_supplements(history, supplements)
    histories = histories_of(history, state.serial, sorted(changes, key=written_order))
    if not histories and history != state.history:
        histories = [(state.serial + 1, history)]
    if not histories:
        return state
    if changes:
        await number_documents(session, state.serial)
    await write_histories(session, histories, now)
    after = State(*histories[-1], supplements)
    await session.execute(update(Catalogue).values(made_of=None, **after._asdict()))
    return after


async def take_serial_for_lists(
    session: AsyncSession, digests: Sequence[str], now: datetime
) -> State:
    """Take a serial for rows of lists that differ where no document does, such as another order."""
    state = await current_state(session, lock=True)
    history = after_lists(state.history, digests)
    after = state._replace(serial=state.serial + 1, history=history)
    await write_histories(session, [(after.serial, after.history)], now)
    await session.execute(update(Catalogue).values(made_of=None, **after._asdict()))
    return after
