"""The dose of each exercise in one request: that of the complaints asked for.

If several complaints say something about one exercise, the stricter dose holds, number by number:
the lowest low end and the lowest dose of sets, repetitions and hold, the longest rest, the slowest
pace, no more often a day or a week than any of them says, and the latest first week. A stated time
of day wins over none, a later one over an earlier one. If one complaint counts and another holds,
the dose that takes less time holds whole (docs/adr/0028-a-dose-for-each-complaint.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from api.dosage import seconds_needed
from api.planner.catalogue import Dosage, DosageRange, Exercise, Helper, Span
from api.planner.rules.features import Feature, Features, with_dose
from api.planner.rules.progression import GROWING, lowest_dose
from api.vocabulary import When, words

TIMES: tuple[str, ...] = words(When)
"""Times of day, the earliest first."""

MOST_REMEMBERED = 4096
"""Doses that are remembered for a catalogue: far more than its complaints make together."""


class Dose(NamedTuple):
    """A dose, its published range, and the plan's first week in which it may be done."""

    dosage: Dosage
    range: DosageRange
    from_week: int


def dosed(features: Features, helpers: Iterable[Helper], weeks_done: int = 0) -> Features:
    """Return the features with the doses that these complaints have for their exercises.

    A first week that lies among the `weeks_done` has come already.
    """
    stated: dict[str, list[Helper]] = {}
    for helper in helpers:
        if helper.exercise in features.number:
            stated.setdefault(helper.exercise, []).append(helper)
    changed = {}
    for slug, found in stated.items():
        if any(helper.differs for helper in found):
            number = features.number[slug]
            changed[number] = remembered(features, number, found, weeks_done)
    return replace(features, changed=changed) if changed else features


def remembered(
    features: Features, number: int, helpers: Iterable[Helper], weeks_done: int
) -> Feature:
    """Return an exercise with the dose for these complaints; the same one is made once."""
    feature, kept = features.order[number], features.remembered
    stated = frozenset(dose_of(helper, feature.exercise, weeks_done) for helper in helpers)
    found = kept.get((number, stated))
    if found is None:
        if len(kept) >= MOST_REMEMBERED:
            kept.clear()
        found = kept[number, stated] = with_dose(feature, *strictest_of(stated))
    return found


def strictest_of(stated: Iterable[Dose]) -> Dose:
    """Return the strictest dose of all; the order in which they come does not matter."""
    strictest, *others = sorted(stated, key=shortest_first)
    for other in others:
        strictest = stricter(strictest, other)
    return strictest


def shortest_first(dose: Dose) -> tuple[int, str]:
    """Return the sort key of doses: by the time of the lowest, then by their numbers."""
    return seconds_needed(lowest_dose(dose.dosage, dose.range)), repr(dose)


def dose_of(helper: Helper, exercise: Exercise, weeks_done: int) -> Dose:
    first_week = max(1, helper.from_week - weeks_done)
    return Dose(helper.dosage or exercise.dosage, helper.range or exercise.range, first_week)


def stricter(first: Dose, second: Dose) -> Dose:
    """Return the stricter of two doses; where they count in different ways, `first` has the say."""
    one, other = first.dosage, second.dosage
    how_often: dict[str, Any] = {
        name: least(getattr(one, name), getattr(other, name))
        for name in ("sessions_per_day", "days_per_week")
    }
    dosage = replace(one, **how_often, when=max(one.when, other.when, key=late))
    published = first.range
    if way_of(one) == way_of(other):
        dosage, published = merged(dosage, other), merged_range(first.range, second.range)
    return Dose(dosage, published, max(first.from_week, second.from_week))


def way_of(dosage: Dosage) -> tuple[bool, ...]:
    """Return how a dose counts: a plain time, sets and repetitions, held or moved."""
    numbers = ("duration_seconds", "sets", "reps", "hold_seconds", "rep_seconds")
    return tuple(getattr(dosage, name) is None for name in numbers)


def merged(one: Dosage, other: Dosage) -> Dosage:
    numbers: dict[str, Any] = {
        name: least(getattr(one, name), getattr(other, name))
        for name in (*GROWING, "duration_seconds", "reps_start")
    }
    pace = max(one, other, key=lambda dose: (dose.rep_seconds or 0, dose.tempo or ""))
    return replace(
        one,
        **numbers,
        rest_seconds=most(one.rest_seconds, other.rest_seconds),
        rep_seconds=pace.rep_seconds,
        tempo=pace.tempo,
    )


def merged_range(one: DosageRange, other: DosageRange) -> DosageRange:
    spans: dict[str, Span | None] = {}
    for name in GROWING:
        first, second = getattr(one, name), getattr(other, name)
        both = first is not None and second is not None
        spans[name] = tuple(map(min, first, second)) if both else first or second
    return DosageRange(**spans)


def late(when: str | None) -> int:
    return -1 if when is None else TIMES.index(when)


def least(one: int | None, other: int | None) -> int | None:
    return either(min, one, other)


def most(one: int | None, other: int | None) -> int | None:
    return either(max, one, other)


def either(choose: Callable[[int, int], int], one: int | None, other: int | None) -> int | None:
    """Return the chosen of two numbers, or the one that there is."""
    if one is None or other is None:
        return one if other is None else other
    return choose(one, other)
