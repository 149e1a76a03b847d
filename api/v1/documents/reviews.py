"""The clinical content of a document, its digest, and the review that the digest stands for.

Everything in a document counts as clinical content, new fields too, except what is listed here.
docs/reviewing.md publishes the same lists.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from api.records.reviews import Review
from api.reviews import NOT_REVIEWED, weakest
from api.serialisation import timestamp
from api.v1.documents.base import BuiltDocument, Content, Context

NOT_CLINICAL = frozenset(
    {
        "slug",
        "url",
        "collection",
        "contributors",
        "media",
        "poster",
        "animation",
        "version",
        "owner",
        "advisories",
        "revision",
        "updated_at",
        "published_at",
        "licence",
        "attribution",
        "review",
    }
)
"""Fields of a document that do not count: where it is, who is credited, pictures, dates, terms."""

NAMES_OF_OTHERS = frozenset({"name", "title", "year", "url"})
"""Fields that do not count in what a document names: what others are called and where they are."""

IDENTIFYING = frozenset(
    {"slug", "code", "complaint", "exercise", "exercises", "condition", "source", "same_plan_as"}
)
"""Fields that say which other thing is meant. They count, but a renamed thing is the same one."""

UNORDERED = frozenset({"complaints", "evidence_notes"})
"""Lists whose order says nothing, and depends on slugs."""


def clinical_content(document: BuiltDocument, same: Mapping[str, str]) -> Content:
    """Return the part of a document that a review is about.

    `same` maps the slug of a renamed thing to the one that it had first. An exercise's steps count
    in both forms, because plans show the one without numbers. What is empty is left out, so that
    a field that documents get one day changes nothing until something is in it.
    """
    return {
        name: part(value, name, same)
        for name, value in {**document.content, "forms": document.forms}.items()
        if name not in NOT_CLINICAL and not is_empty(value)
    }


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def part(value: Any, name: str, same: Mapping[str, str]) -> Any:
    """Return what counts of one value; `name` is its field, or that of the list it is in."""
    if isinstance(value, Mapping):
        return {
            field: part(inner, field, same)
            for field, inner in value.items()
            # A record among them is not a name, but what a provenance says about a field "name".
            if (field not in NAMES_OF_OTHERS or isinstance(inner, Mapping)) and not is_empty(inner)
        }
    if isinstance(value, list):
        parts = [part(inner, name, same) for inner in value]
        return sorted(parts, key=written) if name in UNORDERED else parts
    if isinstance(value, str) and name in IDENTIFYING:
        return same.get(value, value)
    return value


def clinical_digest(document: BuiltDocument, context: Context) -> str:
    """Return SHA-256 (hex) of a document's clinical content."""
    counted = clinical_content(document, context.first_slugs)
    return hashlib.sha256(written(counted).encode()).hexdigest()


def written(counted: Any) -> str:
    """Return JSON with its keys sorted: the order of fields in a document does not count."""
    return json.dumps(counted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def own_review(document: BuiltDocument, context: Context) -> Content:
    """Return the review of one document by itself, in the shape of v1."""
    record = context.reviews.get((document.type, document.slug, document.language))
    if record is None:
        return NOT_REVIEWED
    return as_served(record, is_current=record.digest == clinical_digest(document, context))


def as_served(record: Review, *, is_current: bool) -> Content:
    return {
        "status": "reviewed" if is_current else "lapsed",
        "by": record.by,
        "registration": record.registration,
        "at": timestamp(datetime.combine(record.reviewed_on, time(), UTC)),
        "scope": record.scope,
    }


def review_of_version(
    document: BuiltDocument, exercises: Mapping[str, BuiltDocument], context: Context
) -> Content:
    """Return the review of a routine: the weakest of its own and those of its exercises.

    An exercise that is gone was not reviewed.
    """
    used = [item["exercise"]["slug"] for item in document.content["items"]]
    found = [exercises.get(slug_now(slug, context)) for slug in used]
    parts = [NOT_REVIEWED if item is None else item.content["review"] for item in found]
    return weakest([own_review(document, context), *parts])


def slug_now(exercise: str, context: Context) -> str:
    """Return the slug that an exercise has now, by one that it had at any time."""
    first = context.first_slugs.get(exercise, exercise)
    return context.renamed_exercises.get(first, first)


def with_review(document: BuiltDocument, context: Context) -> BuiltDocument:
    """Return a document with its own review, if it is one of those that have a review."""
    if "review" not in document.content:
        return document
    content = {**document.content, "review": own_review(document, context)}
    return replace(document, content=content)
