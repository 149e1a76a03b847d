"""Rules of the content: regions, progressions, plans, evidence."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from api.dosage import seconds_needed
from api.records.base import ARTICLE
from api.records.complaints import Complaint, Variant
from api.records.exercises import Exercise
from api.vocabulary import RECOMMENDING
from seed.content import Content
from seed.loader import Location, Mistake

REQUIRED_NOTICES = (
    "attribution",
    "attribution_extended",
    "stop_rule",
    "not_diagnosis",
    "self_care_no",
    "self_care_after_clearance",
)
MAX_SECONDS = 3600
"""No exercise and no routine takes longer than an hour."""


def rules(content: Content) -> Iterator[Mistake]:
    """Yield each mistake against a rule."""
    yield from tangled_regions(content)
    yield from looping_ladders(content)
    yield from unplanned_complaints(content)
    yield from misplaced_helpers(content)
    yield from borrowed_names(content)
    yield from lonely_exercises(content)
    yield from endless_exercises(content)
    yield from missing_notices(content)


def tangled_regions(content: Content) -> Iterator[Mistake]:
    """A region's ancestors end at a root; a loop would never."""
    parents = {record.value.slug: record.value.parent for record in content.body_regions}
    for record in content.body_regions:
        if loops(record.value.slug, lambda slug: [above] if (above := parents.get(slug)) else []):
            yield record.mistake(("parent",), "lies inside itself")


def looping_ladders(content: Content) -> Iterator[Mistake]:
    """`harder` and `easier` never lead in a circle."""
    above: dict[str, list[str]] = defaultdict(list)
    for record in content.exercises:
        for rung in record.value.harder:
            above[record.value.slug] += [rung.exercise] if rung.exercise else []
        for rung in record.value.easier:
            above[rung.exercise or ""] += [record.value.slug]
    for record in content.exercises:
        if loops(record.value.slug, lambda slug: above.get(slug, [])):
            climbs = any(rung.exercise for rung in record.value.harder)
            yield record.mistake(("harder" if climbs else "easier",), "leads back to this exercise")


def loops(start: str, following: Callable[[str], list[str]]) -> bool:
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


def readings(complaint: Complaint) -> Iterator[tuple[Location, Complaint | Variant]]:
    """Yield the complaint's default variant and each other one, with its place in the file."""
    yield (), complaint
    for at, variant in enumerate(complaint.variants):
        yield ("variants", at), variant


def misplaced_helpers(content: Content) -> Iterator[Mistake]:
    """Answers list recommendations first; in another order provenance would name other places."""
    for record in content.complaints:
        for place, reading in readings(record.value):
            recommends = [helper.result in RECOMMENDING for helper in reading.exercises]
            for at, good in enumerate(recommends):
                if good and not all(recommends[:at]):
                    yield record.mistake(
                        (*place, "exercises", at), "stands below one that is not recommended"
                    )


def borrowed_names(content: Content) -> Iterator[Mistake]:
    """What the article does not name never carries its name: no source, person or claim of it."""
    extended = {
        record.value.slug for record in content.exercises if record.value.collection == "extended"
    }
    for record in content.exercises:
        if record.value.slug in extended:
            for location, what in named_after_the_article(record.value):
                yield record.mistake(location, f"an extended exercise {what}")
        elif ARTICLE not in record.value.sources:
            yield record.mistake(("sources",), f"collection article needs {ARTICLE} among them")
    for complaint in content.complaints:
        for place, reading in readings(complaint.value):
            for field in ("exercises", "avoid"):
                for at, item in enumerate(getattr(reading, field)):
                    if item.exercise in extended and item.source == ARTICLE:
                        yield complaint.mistake(
                            (*place, field, at, "source"),
                            f"{item.exercise} is extended: the article does not name it",
                        )


def named_after_the_article(exercise: Exercise) -> Iterator[tuple[Location, str]]:
    """Yield each place of an extended exercise that claims the article's name, and how."""
    if ARTICLE in exercise.sources:
        yield ("sources", exercise.sources.index(ARTICLE)), "does not cite the article"
    if exercise.contributors:
        yield ("contributors",), "has no contributor of the article"
    if exercise.interpretation == "described":
        yield ("interpretation",), "is not described in the article"
    claims = {("default",): exercise.provenance.default} | {
        ("fields", path): claim for path, claim in exercise.provenance.fields.items()
    }
    for place, claim in claims.items():
        if claim.origin == "article":
            yield ("provenance", *place), "has no origin article"


def lonely_exercises(content: Content) -> Iterator[Mistake]:
    """Every exercise belongs to at least one complaint; otherwise no answer offers it."""
    named: set[str] = set()
    for record in content.complaints:
        for _, reading in readings(record.value):
            named |= {helper.exercise for helper in reading.exercises}
            named |= {item.exercise for item in reading.avoid if item.exercise}
    for exercise in content.exercises:
        if exercise.value.slug not in named:
            yield exercise.mistake((), f"no complaint names {exercise.value.slug}")


def endless_exercises(content: Content) -> Iterator[Mistake]:
    for record in content.exercises:
        seconds = seconds_needed(record.value.dosage)
        if seconds > MAX_SECONDS:
            yield record.mistake(("dosage",), f"takes {seconds} seconds, more than {MAX_SECONDS}")


def missing_notices(content: Content) -> Iterator[Mistake]:
    standing = content.identifiers("notices")
    for code in REQUIRED_NOTICES:
        if code not in standing:
            yield Mistake("seed/notices.yaml", 1, "", f"the notice {code} is missing")
