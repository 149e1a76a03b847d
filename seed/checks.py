"""Checks of all records together: names that are taken, and references that lead nowhere."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from api.languages import served
from api.suggestions import nearest
from seed.adaptation_rules import adaptation_rules
from seed.content import RESOURCES, Content, identifier
from seed.cues import reporting_cues
from seed.dose_texts import contradicted_texts, wrong_placeholders
from seed.doses import complaint_doses, routine_doses, too_frequent_routines
from seed.drawing_checks import drawings
from seed.effects import effects
from seed.evidence import evidence
from seed.forbidden_phrases import forbidden_phrases
from seed.lexicon.checks import lexicon_mistakes
from seed.loader import Mistake
from seed.references import references
from seed.rules import rules
from seed.screens import screens

NAMED_RESOURCES = (
    "sources",
    "contributors",
    "body_regions",
    "conditions",
    "red_flags",
    "equipment",
    "notices",
    "screens",
    "adaptation_rules",
    "exercises",
    "complaints",
    "insights",
    "routines",
)
NAMED_ONCE = (
    "regions",
    "equipment",
    "contraindications",
    "contributors",
    "sources",
    "complaints",
    "red_flags",
    "asks",
    "variants",
    "connected_to",
)
"""Lists without duplicates; a routine's items and a plan's phases may repeat."""
NOT_SERVED = {"former_slugs", "provenance", "max_seconds", "published_on"}
"""Fields of a record that its document does not have."""


def check(content: Content) -> list[Mistake]:
    """Return every mistake that only shows when the records are seen together."""
    mistakes = [
        *repeated_identifiers(content),
        *dangling_references(content),
        *repeated_references(content),
        *unresolved_provenance(content),
        *removed_things(content),
        *reviews(content),
        *rules(content),
        *evidence(content),
        *effects(content),
        *lexicon_mistakes(content),
        *forbidden_phrases(content),
        *reporting_cues(content),
        *drawings(content),
        *adaptation_rules(content),
    ]
    return sorted(
        mistakes
        or [
            *complaint_doses(content),
            *routine_doses(content),
            *too_frequent_routines(content),
            *wrong_placeholders(content),
            *contradicted_texts(content),
            *screens(content),
        ]
    )


def repeated_identifiers(content: Content) -> Iterator[Mistake]:
    for resource in NAMED_RESOURCES:
        seen: dict[str, str] = {}
        for record in content.of(resource):
            named = [identifier(record.value), *getattr(record.value, "former_slugs", ())]
            for name in named:
                if name in seen:
                    yield record.mistake((), f"{name} is taken already, in {seen[name]}")
                seen[name] = record.file


def dangling_references(content: Content) -> Iterator[Mistake]:
    known = {name: dict.fromkeys(content.identifiers(name)) for name in NAMED_RESOURCES}
    for resource in (*NAMED_RESOURCES, "drawings", "reviews"):
        for record in content.of(resource):
            for location, kind, name in references(record.value):
                if name not in known[kind]:
                    yield record.mistake(location, unknown(kind, name, known[kind]))


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    hint = nearest(name, known)
    return f"{name} is not among {kind}" + (f"; did you mean {hint}?" if hint else "")


def repeated_references(content: Content) -> Iterator[Mistake]:
    """Find things that are named twice in one list."""
    for resource in NAMED_RESOURCES:
        for record in content.of(resource):
            seen: set[tuple[str | int, str]] = set()
            for location, _, name in references(record.value):
                whole_list = len(location) <= 3 and location[-1] != "source"
                if location[0] not in NAMED_ONCE or not whole_list:
                    continue
                if (location[0], name) in seen:
                    yield record.mistake(location, f"{name} is in this list twice")
                seen.add((location[0], name))


def unresolved_provenance(content: Content) -> Iterator[Mistake]:
    for resource in ("exercises", "complaints", "routines"):
        for record in content.of(resource):
            served = record.value.model_dump(mode="json", exclude=NOT_SERVED)
            for path in record.value.provenance.fields:
                if not resolves(served, path):
                    yield record.mistake(
                        ("provenance", "fields", path), "is no field of this record"
                    )


def resolves(value: Any, path: str) -> bool:
    for part in path.split("."):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return False
    return True


def reviews(content: Content) -> Iterator[Mistake]:
    """Find documents with two reviews, and reviews in languages that are not served."""
    seen: set[tuple[str, str, str]] = set()
    for record in content.reviews:
        review = record.value
        if review.key in seen:
            yield record.mistake(("slug",), f"{review.type} {review.slug} has a review already")
        if review.language not in served():
            yield record.mistake(("language",), f"{review.language} is not served")
        if review.reviewed_on > datetime.now(UTC).date():
            yield record.mistake(("reviewed_on",), "is in the future")
        seen.add(review.key)


def removed_things(content: Content) -> Iterator[Mistake]:
    """Find removed things that still exist, and replacements that do not."""
    resources = {kind: resource for resource, kind in RESOURCES.items()}
    seen: set[tuple[str, str]] = set()
    for record in content.removed:
        thing, resource = record.value, resources[record.value.type]
        standing = content.identifiers(resource)
        former = {
            old
            for other in content.of(resource)
            for old in getattr(other.value, "former_slugs", ())
        }
        if thing.slug in standing or thing.slug in former:
            yield record.mistake(("slug",), f"{thing.slug} still stands among {resource}")
        if (thing.type, thing.slug) in seen:
            yield record.mistake(("slug",), f"{thing.slug} is removed already")
        if thing.replaced_by is not None and thing.replaced_by not in standing:
            yield record.mistake(("replaced_by",), unknown(resource, thing.replaced_by, standing))
        seen.add((thing.type, thing.slug))
