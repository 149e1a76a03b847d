"""Keyset pagination: a cursor holds the sort key of the last row, so no page skips or repeats.

A cursor is JSON in base64url: `[scope, key, …, slug]`, for example
`["5f0c6d2c7be1", "Calf stretch", "calf-stretch"]`.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Row, Select, SQLColumnExpression, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import wrong_parameter
from api.serialisation import serialised

R = TypeVar("R")

MAX_CURSOR = 2_500
"""Long enough for the longest key (a source's title) in any script."""

NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
"""Characters that JSON can hold but PostgreSQL cannot: NUL, and halves of a surrogate pair."""


@dataclass(frozen=True)
class PageRequest:
    """The requested page. `scope` is a digest of the list and its filters, kept in the cursor."""

    limit: int
    cursor: str | None
    scope: str


@dataclass(frozen=True)
class Page:
    """The summaries on one page, each finished JSON, and the cursor of the next page."""

    items: list[str]
    next_cursor: str | None


@dataclass(frozen=True)
class Key:
    """A column that a list is sorted by, and the Python type of its values in a cursor."""

    column: SQLColumnExpression[Any]
    kind: type[str] | type[int] | type[datetime]

    @property
    def name(self) -> str:
        """The name of the column in a row."""
        return cast(Any, self.column).key  # type: ignore[no-any-return]


async def select_rows(
    session: AsyncSession,
    query: Select[Any],
    keys: Sequence[Key],
    request: PageRequest,
    *,
    descending: bool = False,
) -> tuple[Sequence[Row[Any]], str | None]:
    """Run `query` for one page; return its rows, with the keys as last columns, and the cursor.

    The keys together are unique and never null; the last one is the slug.
    Raises InvalidRequest if the cursor is not one of this list.
    """
    columns = [key.column for key in keys]
    query = query.add_columns(*columns)
    if request.cursor is not None:
        after = decode(request, keys)
        row = tuple_(*columns)
        query = query.where(row < tuple_(*after) if descending else row > tuple_(*after))
    query = query.order_by(*(column.desc() if descending else column for column in columns))
    rows = (await session.execute(query.limit(request.limit + 1))).all()
    return page_of(rows, request, lambda row: row[-len(keys) :])


def page_of(
    rows: Sequence[R], request: PageRequest, keys_of: Callable[[R], Sequence[Any]]
) -> tuple[Sequence[R], str | None]:
    """Return the rows of a page and the cursor of the next, of up to one row more than asked for.

    `keys_of` returns the values of a row that the list is ordered by.
    """
    if len(rows) <= request.limit:
        return rows, None
    page = rows[: request.limit]
    return page, encode(request.scope, keys_of(page[-1]))


def page_of_rows(
    rows: Sequence[tuple[Any, ...]], keys: Sequence[Key], request: PageRequest
) -> Page:
    """Return the same page from rows in memory, in their order: each a summary and its keys.

    Raises InvalidRequest if the cursor is not one of this list.
    """
    if request.cursor is not None:
        after = tuple(decode(request, keys))
        rows = [row for row in rows if row[1:] > after]
    page, cursor = page_of(rows, request, lambda row: row[1:])
    return Page([row[0] for row in page], cursor)


def encode(scope: str, values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(serialised([scope, *plain])).decode().rstrip("=")


def decode(request: PageRequest, keys: Sequence[Key]) -> list[Any]:
    """Return the key values in a cursor; raises InvalidRequest if it is not of this list."""
    unpacked = unpack(request.cursor or "")
    if unpacked is None or len(unpacked) != len(keys) + 1:
        raise wrong_cursor()
    if unpacked[0] != request.scope:
        raise wrong_parameter(
            "cursor",
            "cursor_of_another_list",
            "This cursor is from a list with other filters or another order."
            " Start again without it.",
        )
    return [key_value(value, key.kind) for value, key in zip(unpacked[1:], keys, strict=True)]


def unpack(cursor: str) -> list[Any] | None:
    """Return the values of a cursor; None if it is malformed."""
    if len(cursor) > MAX_CURSOR:
        return None
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        unpacked = json.loads(packed)
    except (binascii.Error, ValueError, RecursionError):
        return None
    return unpacked if isinstance(unpacked, list) else None


def key_value(value: Any, kind: type) -> Any:
    """Return a cursor's value as its column's type; raises InvalidRequest if it is forged."""
    if kind is datetime and isinstance(value, str):
        return parse_time(value)
    if type(value) is not kind or (isinstance(value, str) and NOT_TEXT.search(value)):
        raise wrong_cursor()
    if isinstance(value, int) and not -(2**31) <= value < 2**31:
        raise wrong_cursor()
    return value


def parse_time(text: str) -> datetime:
    """Return a time in UTC; raises InvalidRequest if it has no zone, or is none in UTC."""
    with suppress(ValueError, OverflowError):
        time = datetime.fromisoformat(text)
        if time.tzinfo is not None:
            return time.astimezone(UTC)
    raise wrong_cursor()


def wrong_cursor() -> Exception:
    return wrong_parameter(
        "cursor", "not_a_cursor", "This is not a cursor from a list. Start again without it."
    )
