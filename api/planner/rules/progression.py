"""The steps of a dose, from the low end of the published range to the editors' dose.

Each step changes one number. Repetitions and hold grow before sets (clinical rule: reps or
hold, then sets), by about a third at a time; nothing is ever taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from api.dosage import seconds_needed
from api.planner.catalogue import Dosage, DosageRange, Span

WEEKS_PER_PHASE = 2
"""Two weeks, then a small rise: two to three good sessions come before each change."""

TIMED_STEP = 5
"""Holds of ten seconds and more grow by five: a number people can count."""


GROWING = ("sets", "reps", "hold_seconds")
"""The numbers of a dose that rise."""


@dataclass(frozen=True)
class Phase:
    """Weeks `from_week` to `to_week`, both included and counted from 1."""

    from_week: int
    to_week: int

    @property
    def weeks(self) -> int:
        return self.to_week - self.from_week + 1


def first_rise(from_week: int, weeks_done: int, *, goes_on: bool = False) -> int:
    """Return the first week of a plan in which the dose of an exercise may rise.

    `from_week` is the plan's own week in which the exercise begins. Doses rise when two weeks begin
    that are counted together, from the first week of the first plan on: in its weeks 3, 5, 7 and so
    on, after two weeks at least on the first step. An exercise that goes on from an earlier plan
    (`goes_on`) has stood on its dose for the earlier part of its two weeks already.
    """
    before = weeks_done + from_week - 1
    stood = goes_on and from_week == 1
    begun = before // WEEKS_PER_PHASE if stood else -(-before // WEEKS_PER_PHASE)
    return WEEKS_PER_PHASE * (begun + 1) + 1 - weeks_done


@lru_cache(maxsize=1024)
def weeks_on_steps(weeks: int, from_week: int, rise: int) -> tuple[int, ...]:
    """Return in how many weeks an exercise may be on each step; `rise` is its `first_rise`.

    In a plan of 6 weeks it has (2, 2, 2) from week 1, (3, 2) from week 2.
    """
    steps = [step_in(week, rise) for week in range(from_week, weeks + 1)]
    return tuple(steps.count(step) for step in range(steps[-1] + 1))


def step_in(week: int, rise: int) -> int:
    """Return the step that an exercise may be on in a week, without a target."""
    return max(0, 1 + (week - rise) // WEEKS_PER_PHASE)


def progression_of(dosage: Dosage, published: DosageRange) -> tuple[Dosage, ...]:
    """Return the doses of each step; the first is the low end, neighbours differ in one number."""
    # The first step is where to begin, so the editors' `reps_start` is dropped.
    first = replace(lowest_dose(dosage, published), reps_start=None)
    return progression_from(first, dosage, published)


def progression_from(first: Dosage, dosage: Dosage, published: DosageRange) -> tuple[Dosage, ...]:
    """Return the doses of each step from a first one on; a number above the target stays."""
    target = within(dosage, published)
    doses = [first]
    for name in ("reps", "hold_seconds", "sets"):
        while (now := getattr(doses[-1], name)) is not None and now < getattr(target, name):
            higher: dict[str, Any] = {name: next_number(name, now, getattr(target, name))}
            doses.append(replace(doses[-1], **higher))
    return tuple(doses)


def next_number(name: str, now: int, most: int) -> int:
    """Return the next number up: about a third more, at least one, at most `most`."""
    if name == "hold_seconds" and now >= 2 * TIMED_STEP:
        return min(most, now - now % TIMED_STEP + TIMED_STEP)
    return min(most, now + max(1, now // 3))


def lowest_dose(dosage: Dosage, published: DosageRange) -> Dosage:
    """Return the dose with every number at the low end of its published range."""
    return replace_spans(dosage, published, lambda _, span: span[0])


def within(dosage: Dosage, published: DosageRange) -> Dosage:
    """Return the recommended dose, or the nearest that is published."""
    return replace_spans(dosage, published, lambda value, span: min(max(value, span[0]), max(span)))


def replace_spans(
    dosage: Dosage, published: DosageRange, change: Callable[[int, Span], int]
) -> Dosage:
    changes: dict[str, Any] = {}
    for name in GROWING:
        value, span = getattr(dosage, name), getattr(published, name)
        if value is not None and span is not None:
            changes[name] = change(value, span)
    return replace(dosage, **changes)


def seconds_of(doses: tuple[Dosage, ...]) -> tuple[int, ...]:
    """Return the seconds that each step takes, side changes, rests and change-over included."""
    return tuple(seconds_needed(dose) for dose in doses)
