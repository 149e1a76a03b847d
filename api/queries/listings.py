"""Shared by all lists: they read `listings`, and the result of a search, and nothing else."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, Text, bindparam, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from api.models import Listing
from api.models.listings import EDITORS
from api.pagination import Key, Page, PageRequest, decode, page_of
from api.postgres.connection import Plans
from api.queries.reads import STRUCTURES, Reads, Statement, compiled, constant, fetch

Asked = Mapping[str, Sequence[str]]
"""The words that a list is asked for, by the name of the filter; a filter without any asks for
nothing."""


class Order(NamedTuple):
    """The keys of a list's order; together they are unique and never null, and the slug is last."""

    keys: tuple[Key, ...]
    descending: bool = False


BY_NAME = Order((Key(Listing.name, str), Key(Listing.slug, str)))
BY_POSITION = Order((Key(Listing.position, int), Key(Listing.slug, str)))
BY_SLUG = Order((Key(Listing.slug, str),))


class Shape(NamedTuple):
    """What the statement of a simple list depends on, apart from values.

    `filters` are the names of those that are asked for; `is_editors` is None if the owner does not
    matter.
    """

    kind: str
    order: Order
    filters: tuple[str, ...]
    is_timed: bool
    is_editors: bool | None
    is_continued: bool


async def list_things(
    reads: Reads,
    kind: str,
    order: Order,
    request: PageRequest,
    language: str,
    asked: Asked | None = None,
    *,
    max_seconds: int | None = None,
    is_editors: bool | None = None,
) -> Page:
    """Return a page of the summaries of one type.

    Raises InvalidRequest if the cursor is not one of this list.
    """
    facets = facets_of(asked or {})
    is_timed, is_continued = max_seconds is not None, request.cursor is not None
    shape = Shape(kind, order, tuple(facets), is_timed, is_editors, is_continued)
    values = {"language": language, "max_seconds": max_seconds, **facets}
    return await fetch_page(reads, listed(shape), order, request, **values)


@lru_cache(maxsize=STRUCTURES)
def listed(shape: Shape) -> Statement:
    query = having_facets(select_listings(shape.kind), shape.filters)
    if shape.is_timed:
        query = query.where(is_quick_enough())
    if shape.is_editors is not None:
        is_editors = Listing.owner == constant(EDITORS)
        query = query.where(is_editors if shape.is_editors else ~is_editors)
    values_matter = bool(shape.filters) or shape.is_timed
    return paged(query, shape.order, is_continued=shape.is_continued, values_matter=values_matter)


def select_listings(kind: str) -> Select[str]:
    """Return the query for the summaries of one type in the language of the parameter."""
    return select(Listing.summary).where(
        Listing.type == constant(kind), Listing.language == bindparam("language")
    )


def facets_of(asked: Asked) -> dict[str, list[str]]:
    """Return the values for `having_facets`: each word as `name:word`."""
    return {
        f"any_{name}": [f"{name}:{word}" for word in words]
        for name, words in asked.items()
        if words
    }


def having_facets(query: Any, names: Sequence[str]) -> Any:
    """Return a query with a condition for each filter: one of its words is among the facets."""
    for name in names:
        query = query.where(Listing.facets.overlap(bindparam(name, type_=ARRAY(Text))))
    return query


def is_quick_enough() -> ColumnElement[bool]:
    return Listing.seconds <= bindparam("max_seconds", type_=Integer)


def paged(query: Any, order: Order, *, is_continued: bool, values_matter: bool) -> Statement:
    """Return the statement for one page of a query in this order.

    `values_matter` if the best plan depends on the values. The parameters are those of
    `page_query`.
    """
    plans: Plans = "force_custom_plan" if values_matter else "force_generic_plan"
    query = page_query(query, order, is_continued=is_continued)
    return compiled(query, *key_names(order), plans=plans)


def page_query(query: Any, order: Order, *, is_continued: bool) -> Any:
    """Return the query for one page of a query in this order; it has the keys as columns, too.

    The parameters are those of the query, `rows`, and `after_0`, `after_1`, … if the page begins
    after a cursor.
    """
    columns = [key.column for key in order.keys]
    known = query.selected_columns.keys()
    query = query.add_columns(*(key.column for key in order.keys if key.name not in known))
    if is_continued:
        row, after = tuple_(*columns), tuple_(*map(after_of, range(len(columns)), columns))
        query = query.where(row < after if order.descending else row > after)
    query = query.order_by(*(column.desc() if order.descending else column for column in columns))
    return query.limit(bindparam("rows", type_=Integer))


def key_names(order: Order) -> list[str]:
    """Return the columns of `page_query` that its rows are ordered by, as `compiled` takes them."""
    sign = "-" if order.descending else ""
    return [f"{sign}{key.name}" for key in order.keys]


def after_of(at: int, column: Any) -> Any:
    # A cursor may hold any whole number, also if the column is of small ones.
    is_number = isinstance(column.type, Integer)
    return bindparam(f"after_{at}", type_=Integer() if is_number else column.type)


async def fetch_rows(
    reads: Reads, statement: Statement, order: Order, request: PageRequest, **values: Any
) -> tuple[Sequence[Any], str | None]:
    """Return the rows of one page, and the cursor of the next.

    Raises InvalidRequest if the cursor is not one of this list.
    """
    after = decode(request, order.keys) if request.cursor is not None else ()
    for at, value in enumerate(after):
        values[f"after_{at}"] = value
    rows = await fetch(reads, statement, rows=request.limit + 1, **values)
    return page_of(rows, request, lambda row: [getattr(row, key.name) for key in order.keys])


async def fetch_page(
    reads: Reads, statement: Statement, order: Order, request: PageRequest, **values: Any
) -> Page:
    """Return one page of a statement whose rows have a `summary`."""
    rows, next_cursor = await fetch_rows(reads, statement, order, request, **values)
    return Page([row.summary for row in rows], next_cursor)
