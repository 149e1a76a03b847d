"""The statements that an application sends to PostgreSQL while a test looks on.

Not counted is what depends on earlier requests: the beginning and the end of a transaction, and
the choice between plans for one run and plans for all.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from sqlalchemy import event

from api.postgres.connection import Plans
from api.postgres.direct import Direct, Row


class Sent(NamedTuple):
    """A statement with its values, and whether PostgreSQL plans it for these values."""

    sql: str
    values: Any
    plans: Plans


@contextmanager
def noted(app: FastAPI) -> Iterator[list[Sent]]:
    """Yield a list that grows with each statement that the application sends in the block.

    What it keeps in memory is dropped before, so that the first of equal requests is answered anew.
    """
    app.state.answers.clear()
    engine = app.state.database.engine.sync_engine
    sent: list[Sent] = []
    run = Direct.rows

    def note(_connection: object, _cursor: object, sql: str, values: Any, *_: object) -> None:
        sent.append(Sent(sql, values, "force_custom_plan"))

    async def note_and_run(
        direct: Direct,
        connection: Any,
        sql: str,
        values: Sequence[Any],
        plans: Plans,
        rows: type[Row],
        seconds: float | None,
    ) -> Any:
        if direct is app.state.database.direct:
            sent.append(Sent(sql, tuple(values), plans))
        return await run(direct, connection, sql, values, plans, rows, seconds)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Direct, "rows", note_and_run)
            yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
