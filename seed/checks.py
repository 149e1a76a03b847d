"""What a shape alone cannot see: references between records, and rules of the content."""

from collections.abc import Iterator
from typing import Any

from api.planner.dosage import seconds_needed
from api.suggestions import nearest
from seed.content import Content, identifier
from seed.reading import Location, Mistake, Record
from seed.references import references
from seed.rows.routines import item_dosage
from seed.shapes.complaints import Complaint, Variant
from seed.shapes.exercises import Exercise

NAMED_RESOURCES = (
    "sources",
    "contributors",
    "body_regions",
    "conditions",
    "red_flags",
    "equipment",
    "notices",
    "exercises",
    "complaints",
    "insights",
    "routines",
)
REQUIRED_NOTICES = (
    "attribution",
    "stop_rule",
    "not_diagnosis",
    "self_care_no",
    "self_care_after_clearance",
)


def check(content: Content) -> list[Mistake]:
    """Return every mistake that only shows when the records are seen together."""
    mistakes = [
        *repeated_identifiers(content),
        *dangling_references(content),
        *unresolved_provenance(content),
        *tangled_regions(content),
        *looping_ladders(content),
        *unplanned_complaints(content),
        *lonely_exercises(content),
        *missing_notices(content),
    ]
    return sorted(mistakes or routine_times(content))


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
    known = {resource: content.identifiers(resource) for resource in NAMED_RESOURCES}
    for resource in NAMED_RESOURCES:
        for record in content.of(resource):
            for location, kind, name in references(record.value):
                if name not in known[kind]:
                    yield record.mistake(location, unknown(kind, name, known[kind]))


def unknown(kind: str, name: str, known: list[str]) -> str:
    hint = nearest(name, known)
    return f"{name} is not among {kind}" + (f"; did you mean {hint}?" if hint else "")


def unresolved_provenance(content: Content) -> Iterator[Mistake]:
    for resource in ("exercises", "complaints", "routines"):
        for record in content.of(resource):
            served = record.value.model_dump(mode="json")
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


def tangled_regions(content: Content) -> Iterator[Mistake]:
    """A region's ancestors end at a root; a loop would never."""
    parents = {record.value.slug: record.value.parent for record in content.body_regions}
    for record in content.body_regions:
        if loops(record.value.slug, lambda slug: [parents[slug]] if parents.get(slug) else []):
            yield record.mistake(("parent",), "lies inside itself")


def looping_ladders(content: Content) -> Iterator[Mistake]:
    rungs = {
        record.value.slug: [rung.exercise for rung in record.value.harder if rung.exercise]
        for record in content.exercises
    }
    for record in content.exercises:
        if loops(record.value.slug, lambda slug: rungs.get(slug, [])):
            yield record.mistake(("harder",), "leads back to this exercise")


def loops(start: str, following: Any) -> bool:
    """Say whether walking on from `start` ever comes back to it."""
    seen: set[str] = set()
    ahead = list(following(start))
    while ahead:
        slug = ahead.pop()
        if slug == start:
            return True
        if slug not in seen:
            seen.add(slug)
            ahead += following(slug)
    return False


def unplanned_complaints(content: Content) -> Iterator[Mistake]:
    by_slug = {record.value.slug: record.value for record in content.complaints}
    for record in content.complaints:
        other = by_slug.get(record.value.same_plan_as or "")
        if other is not None and other.same_plan_as is not None:
            yield record.mistake(
                ("same_plan_as",), f"{other.slug} has no plan of its own; name {other.same_plan_as}"
            )


def lonely_exercises(content: Content) -> Iterator[Mistake]:
    """Every exercise is known for at least one complaint; else nobody is led to it."""
    named: set[str] = set()
    for record in content.complaints:
        readings: list[Complaint | Variant] = [record.value, *record.value.variants]
        for listing in readings:
            named |= {helper.exercise for helper in listing.exercises}
            named |= {item.exercise for item in listing.avoid if item.exercise}
    for exercise in content.exercises:
        if exercise.value.slug not in named:
            yield exercise.mistake((), f"no complaint names {exercise.value.slug}")


def missing_notices(content: Content) -> Iterator[Mistake]:
    standing = content.identifiers("notices")
    for code in REQUIRED_NOTICES:
        if code not in standing:
            yield Mistake("seed/notices.yaml", 1, "", f"the notice {code} is missing")


def routine_times(content: Content) -> Iterator[Mistake]:
    """A routine keeps its stated time, and each dose stays inside what is published."""
    exercises = {record.value.slug: record.value for record in content.exercises}
    for record in content.routines:
        total = 0
        for at, item in enumerate(record.value.items):
            exercise = exercises[item.exercise]
            dosage = item_dosage(item, exercise)
            total += seconds_needed(dosage)
            yield from outside_range(record, ("items", at, "dosage"), exercise, dosage)
        if total > record.value.max_seconds:
            yield record.mistake(
                ("max_seconds",), f"takes {total} seconds, more than {record.value.max_seconds}"
            )


def outside_range(
    record: Record[Any], location: Location, exercise: Exercise, dosage: Any
) -> Iterator[Mistake]:
    for name in ("sets", "reps", "hold_seconds"):
        span, value = getattr(exercise.dosage_range, name), getattr(dosage, name)
        if span is not None and value is not None and not span[0] <= value <= span[1]:
            yield record.mistake(
                (*location, name), f"{value} is outside what is published, {list(span)}"
            )
