"""Reads of the catalogue: one prepared statement each, with the catalogue's state beside its rows.

A statement sees one snapshot, so the state and the rows that it returns belong together. A read of
several statements compares the states that they saw (`one_state`).
"""

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Dialect, Integer, Select, String, literal_column, select, true
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database
from api.errors import Overloaded
from api.models import Catalogue
from api.postgres.connection import Plans, quoted
from api.postgres.direct import Row, row_class
from api.queries.catalogue import CatalogueState, get_catalogue, not_ready

DIALECT: Dialect = dialect()  # type: ignore[no-untyped-call]

P = ParamSpec("P")
T = TypeVar("T")

Query = Select[*tuple[Any, ...]]

STRUCTURES = 256
"""Statements that differ in their structure and are kept compiled; the oldest make room."""


@dataclass(frozen=True)
class Statement:
    """A query that is compiled once, and sent with other values each time.

    `sql` returns the catalogue's state and the rows of `query`; `names` are its parameters in
    their order, `constants` the values of those that never change. `rows` is the class of rows.
    """

    query: Query
    sql: str
    names: Sequence[str]
    constants: Mapping[str, Any]
    plans: Plans
    rows: type[Row]


def compiled(query: Query, *order: str, plans: Plans = "force_generic_plan") -> Statement:
    """Return the statement of a query; the values that change are named by `bindparam`.

    `order` names the columns that the rows are ordered by, `-name` if descending: PostgreSQL
    promises an order only where the outermost query says it. By default a statement is planned
    once; `force_custom_plan` plans it for its values each time.
    """
    catalogue = Catalogue.__table__.c
    found = query.add_columns(true().label("is_found")).lateral("found")
    state = (catalogue.catalogue_id, catalogue.serial, catalogue.history)
    beside = (
        select(*(column.label(f"state_{column.name}") for column in state), found)
        .select_from(Catalogue.__table__.outerjoin(found, true()))
        .where(catalogue.id == literal_column("1"))
        .order_by(*(sort_key(found.c, name) for name in order))
    )
    made = beside.compile(dialect=DIALECT)
    constants = {name: value for name, value in made.params.items() if value is not None}
    rows = row_class(beside.selected_columns.keys())
    return Statement(query, str(made), tuple(made.positiontup or ()), constants, plans, rows)


def sort_key(columns: Any, name: str) -> ColumnElement[Any]:
    column: ColumnElement[Any] = columns[name.removeprefix("-")]
    return column.desc() if name.startswith("-") else column.asc()


def constant(text: str) -> ColumnElement[str]:
    """Return a text that PostgreSQL's planner sees also where it plans for all values."""
    return literal_column(quoted(text), String)


def number(value: int) -> ColumnElement[int]:
    """Return a number that is part of a statement's text, and no parameter."""
    return literal_column(str(value), Integer)


class CatalogueReads:
    """The reads of one request. `note` is called with the state of the catalogue that they see."""

    def __init__(self, database: Database, note: Callable[[CatalogueState], None]) -> None:
        self.database = database
        self.note = note
        self.state: CatalogueState | None = None

    async def fetch(self, statement: Statement, values: Mapping[str, Any]) -> Sequence[Any]:
        """Return the rows of a statement, with their columns as attributes.

        Raises CatalogueMovedError if an earlier statement saw another state of the catalogue.
        """
        known = statement.constants
        given = [values[name] if name in values else known[name] for name in statement.names]
        direct = self.database.direct
        rows = await direct.fetch(statement.sql, given, statement.plans, statement.rows)
        if not rows:
            raise not_ready()
        first, *_ = rows
        self.see(CatalogueState(*first[:3]))
        return rows if first.is_found else []

    def see(self, state: CatalogueState) -> None:
        if self.state is None:
            self.state = state
            self.note(state)
        elif self.state != state:
            raise CatalogueMovedError

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that sees the state of the statements before it.

        Raises CatalogueMovedError if a publication came in between.
        """
        async with self.database.reading() as session:
            self.see(await get_catalogue(session))
            yield session


class CatalogueMovedError(Overloaded):
    """A publication was committed between two statements of one read.

    `one_state` then repeats the whole read. Outside of it the caller gets a 503 with `Retry-After`.
    """


Reads = CatalogueReads | AsyncSession
"""Reads of single statements, or a session whose statements all see the same snapshot."""


async def state_of(reads: Reads) -> CatalogueState:
    """Return the state that the reads see; it is asked for if nothing was read yet."""
    if isinstance(reads, AsyncSession):
        return await get_catalogue(reads)
    if reads.state is None:
        await reads.fetch(nothing(), {})
    assert reads.state is not None  # noqa: S101 - every statement returns it
    return reads.state


@cache
def nothing() -> Statement:
    return compiled(select(literal_column("1").label("one")))


async def fetch(reads: Reads, statement: Statement, **values: Any) -> Sequence[Any]:
    """Return the rows of a statement, with their columns as attributes."""
    if isinstance(reads, CatalogueReads):
        return await reads.fetch(statement, values)
    return (await reads.execute(statement.query, values)).all()


def one_state(
    query: Callable[Concatenate[Reads, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[Reads, P], Coroutine[Any, Any, T]]:
    """Let a query that sends several statements see one state of the catalogue.

    Everything that is served moves the serial. So if all statements saw the same state, they saw
    the same content. If a publication came in between, the query runs once more, in one snapshot.
    """

    @wraps(query)
    async def in_one_state(reads: Reads, /, *args: P.args, **options: P.kwargs) -> T:
        if not isinstance(reads, CatalogueReads) or reads.state is not None:
            # What was read before belongs to the same answer: whoever began reads all of it again.
            return await query(reads, *args, **options)
        with suppress(CatalogueMovedError):
            return await query(reads, *args, **options)
        reads.state = None
        return await one_snapshot(query)(reads, *args, **options)

    return in_one_state


def one_snapshot(
    query: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[Reads, P], Coroutine[Any, Any, T]]:
    """Let a query run in one transaction: for things that change without moving the serial."""

    @wraps(query)
    async def in_one_snapshot(reads: Reads, /, *args: P.args, **options: P.kwargs) -> T:
        if not isinstance(reads, CatalogueReads):
            return await query(reads, *args, **options)
        async with reads.snapshot() as session:
            return await query(session, *args, **options)

    return in_one_snapshot
