"""Bring the tables in line with the seed's rows: insert, update and delete only what differs."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Base, Routine
from seed.rows.base import Row, Rows

Key = tuple[Any, ...]
Owner = tuple[str, str]

OWNERS: dict[str, tuple[str, str]] = {
    "sources": ("source", "slug"),
    "contributors": ("contributor", "slug"),
    "conditions": ("condition", "code"),
    "red_flags": ("red-flag", "code"),
    "equipment": ("equipment", "code"),
    "notices": ("notice", "code"),
    "body_regions": ("body-region", "slug"),
    "body_region_connections": ("body-region", "region"),
    "exercises": ("exercise", "slug"),
    "exercise_steps": ("exercise", "exercise"),
    "exercise_equipment": ("exercise", "exercise"),
    "exercise_regions": ("exercise", "exercise"),
    "exercise_contraindications": ("exercise", "exercise"),
    "exercise_ladders": ("exercise", "exercise"),
    "exercise_contributors": ("exercise", "exercise"),
    "exercise_sources": ("exercise", "exercise"),
    "complaints": ("complaint", "slug"),
    "complaint_lay_names": ("complaint", "complaint"),
    "complaint_regions": ("complaint", "complaint"),
    "complaint_red_flags": ("complaint", "complaint"),
    "complaint_conditions": ("complaint", "complaint"),
    "complaint_codes": ("complaint", "complaint"),
    "complaint_sources": ("complaint", "complaint"),
    "complaint_variants": ("complaint", "complaint"),
    "complaint_exercises": ("complaint", "complaint"),
    "complaint_avoids": ("complaint", "complaint"),
    "insights": ("insight", "slug"),
    "insight_contributors": ("insight", "insight"),
    "insight_sources": ("insight", "insight"),
    "insight_regions": ("insight", "insight"),
    "insight_complaints": ("insight", "insight"),
    "routines": ("routine", "slug"),
    "routine_complaints": ("routine", "routine"),
    "routine_items": ("routine", "routine"),
    "lexicons": ("lexicon", "language"),
}
"""Each table the seed fills: the type of thing its rows belong to, and the column that names it."""


@dataclass
class Difference:
    """What was written: per thing whether it is new, changed or gone, and each changed field."""

    created: set[Owner] = field(default_factory=set)
    changed: dict[Owner, list[str]] = field(default_factory=lambda: defaultdict(list))
    removed: set[Owner] = field(default_factory=set)

    def settle(self) -> None:
        """Count a thing once: what is created or removed is not also changed."""
        for owner in self.created | self.removed:
            self.changed.pop(owner, None)


async def sync(session: AsyncSession, rows: Rows, frozen: set[str]) -> Difference:
    """Write what differs. `frozen` names routines whose published version stays as it is."""
    difference = Difference()
    for name, (kind, owner_column) in OWNERS.items():
        table = Base.metadata.tables[name]
        left_out = frozen if kind == "routine" else set()
        wanted = [row for row in rows.get(name, []) if row[owner_column] not in left_out]
        scope = editors_only(table, owner_column, left_out) if kind == "routine" else None
        await sync_table(session, table, wanted, scope, difference)
    difference.settle()
    return difference


def editors_only(table: Table, owner_column: str, frozen: set[str]) -> ColumnElement[bool]:
    """Return the condition that keeps partners' routines and frozen ones out of reach."""
    editors = select(Routine.slug).where(Routine.owner_kind == "editors")
    column = table.c[owner_column]
    return and_(column.in_(editors), column.not_in(frozen))


async def sync_table(
    session: AsyncSession,
    table: Table,
    wanted: list[Row],
    scope: ColumnElement[bool] | None,
    difference: Difference,
) -> None:
    key = [column.name for column in table.primary_key]
    query = select(table) if scope is None else select(table).where(scope)
    standing = {key_of(row, key): dict(row) for row in (await session.execute(query)).mappings()}
    desired = {key_of(row, key): row for row in wanted}
    new = [row for at, row in desired.items() if at not in standing]
    gone = [row for at, row in standing.items() if at not in desired]
    changed = [
        (standing[at], row)
        for at, row in desired.items()
        if at in standing and differing(standing[at], row)
    ]
    note(difference, table, new, gone, changed)
    if gone:
        await session.execute(
            delete(table).where(matches(table, key)), [bound(r, key) for r in gone]
        )
    if changed:
        columns = [column for column in table.columns if column.name not in key]
        statement = (
            update(table)
            .where(matches(table, key))
            .values({column.name: bindparam(f"new_{column.name}") for column in columns})
        )
        await session.execute(statement, [changes(row, key, columns) for _, row in changed])
    if new:
        await session.execute(insert(table), new)


def key_of(row: Any, key: list[str]) -> Key:
    return tuple(row[name] for name in key)


def differing(standing: Row, wanted: Row) -> list[str]:
    return [name for name, value in wanted.items() if standing[name] != value]


def matches(table: Table, key: list[str]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(f"key_{name}") for name in key))


def bound(row: Row, key: list[str]) -> Row:
    return {f"key_{name}": row[name] for name in key}


def changes(row: Row, key: list[str], columns: list[Column[Any]]) -> Row:
    return bound(row, key) | {f"new_{column.name}": row[column.name] for column in columns}


def note(
    difference: Difference,
    table: Table,
    new: list[Row],
    gone: list[Row],
    changed: list[tuple[Row, Row]],
) -> None:
    """Keep the account of one table, by the thing that each row belongs to."""
    kind, owner_column = OWNERS[table.name]
    is_main = owner_column in {column.name for column in table.primary_key} and (
        len(table.primary_key) == 1
    )
    for rows, word, whole in (
        (new, "added", difference.created),
        (gone, "gone", difference.removed),
    ):
        for row in rows:
            owner = (kind, row[owner_column])
            if is_main:
                whole.add(owner)
            else:
                difference.changed[owner].append(f"{table.name}: {word} {told(row, owner_column)}")
    for before, after in changed:
        owner = (kind, after[owner_column])
        difference.changed[owner] += [
            f"{name}: {short(before[name])} → {short(after[name])}"
            for name in differing(before, after)
        ]


def told(row: Row, owner_column: str) -> str:
    return short({k: v for k, v in row.items() if k != owner_column and v is not None})


def short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 120 else f"{text[:117]}…"
