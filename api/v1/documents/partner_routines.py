"""A partner's routine as its owner reads it: the draft, and the published version."""

from typing import Any, Protocol

from api.addresses import path_of_draft
from api.serialisation import serialise, timestamp
from api.v1.documents.base import Content

NEWER_NUMBERS = ("sessions_per_day", "days_per_week")
"""Of a dose; drafts that were saved before there were such numbers do not have them."""


class Draft(Protocol):
    """The stored part of a partner's routine; `version` is 0 before it is published."""

    name: Any
    slug: Any
    state: Any
    reason: Any
    revision: Any
    version: Any
    total_seconds: Any
    definition: Any
    created_at: Any
    updated_at: Any
    published_at: Any


def draft_body(row: Draft) -> str:
    """Return a partner's routine as its owner reads it; it depends on nothing but its row."""
    return serialise({**draft_summary(row), "definition": complete(row.definition)})


def complete(definition: Content | None) -> Content | None:
    """Return a definition in which each dose has all its numbers, also one that is older."""
    if definition is None:
        return None
    items = [
        {**item, "dosage": item["dosage"] and with_newer_numbers(item["dosage"])}
        for item in definition["items"]
    ]
    return {**definition, "items": items}


def with_newer_numbers(dosage: Content) -> Content:
    return dosage | {name: dosage.get(name) for name in NEWER_NUMBERS}


def draft_summary(row: Draft) -> Content:
    return {
        "slug": row.slug,
        "url": path_of_draft(row.name),
        "name": (row.definition or {}).get("name"),
        "state": row.state,
        "reason": row.reason,
        "revision": row.revision,
        "version": row.version or None,
        "total_seconds": row.total_seconds,
        "created_at": timestamp(row.created_at),
        "updated_at": timestamp(row.updated_at),
        "published_at": row.published_at and timestamp(row.published_at),
    }
