"""Shared by all lists: they read `listings`, and the result of a search, and nothing else."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from api.models import Listing
from api.pagination import Key


def select_listings(kind: str, language: str) -> Select[str]:
    """Return the query for the summaries of one type; callers add filters and an order."""
    return select(Listing.summary).where(Listing.type == kind, Listing.language == language)


def has_any(name: str, words: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a listing has one of these words as its facet of this name."""
    condition: ColumnElement[bool] = Listing.facets.overlap([f"{name}:{word}" for word in words])
    return condition


def by_name() -> list[Key]:
    return [Key(Listing.name, str), Key(Listing.slug, str)]


def by_fit(found: Any) -> list[Key]:
    """Return the order of a search, the best first."""
    return [Key(found.c.penalty, int), Key(Listing.slug, str)]
