"""Candidates of a search, type by type, so that many of one type leave room for the others."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

Candidates = Select[str, str, str, int, int]
"""Columns: `type, slug, matched, score, weight`. The weights say whether there are enough."""

LANGUAGE: ColumnElement[str] = bindparam("language", type_=Text)
TYPES: ColumnElement[Any] = bindparam("types", type_=ARRAY(Text))
KIND: ColumnElement[str] = literal_column("kinds.kind", Text)
"""The type in which candidates are looked for, one type after the other."""


def kinds() -> Select[str]:
    return select(func.unnest(TYPES).label("kind"))


def from_each_type(way: Candidates, most: str, types: Select[str] | None = None) -> Candidates:
    """Return a number (the value `most`) of candidates of each type at most.

    So many of one type leave room for the others.
    """
    some = way.limit(bindparam(most, type_=Integer)).lateral()
    each = (kinds() if types is None else types).subquery("kinds")
    return select(some).select_from(each.join(some, true()))
