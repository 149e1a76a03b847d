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


@dataclass(frozen=True)
class Phase:
    """Weeks `from_week` to `to_week`, both included and counted from 1."""

    from_week: int
    to_week: int

    @property
    def weeks(self) -> int:
        return self.to_week - self.from_week + 1


@lru_cache(maxsize=256)
def weeks_on_steps(weeks: int, from_week: int) -> tuple[int, ...]:
    """Return in how many weeks an exercise may be on each step, if it begins in `from_week`.

    It may rise when two weeks begin that the plan counts together, after two weeks at least on its
    first step. In a plan of 6 weeks it has (2, 2, 2) from week 1, (3, 2) from week 2.
    """
    steps = [step_in(week, from_week) for week in range(from_week, weeks + 1)]
    return tuple(steps.count(step) for step in range(steps[-1] + 1))


def step_in(week: int, from_week: int) -> int:
    """Return the step that an exercise may be on in a week, without a target."""
    began = -(-(from_week - 1) // WEEKS_PER_PHASE)
    return max(0, (week - 1) // WEEKS_PER_PHASE - began)


def progression_of(dosage: Dosage, published: DosageRange) -> tuple[Dosage, ...]:
    """Return the doses of each step; the first is the low end, neighbours differ in one number."""
    target = within(dosage, published)
    # The first step is where to begin, so the editors' `reps_start` is dropped.
    doses = [replace(lowest_dose(dosage, published), reps_start=None)]
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
    for name in ("sets", "reps", "hold_seconds"):
        value, span = getattr(dosage, name), getattr(published, name)
        if value is not None and span is not None:
            changes[name] = change(value, span)
    return replace(dosage, **changes)


def seconds_of(doses: tuple[Dosage, ...]) -> tuple[int, ...]:
    """Return the seconds that each step takes, side changes, rests and change-over included."""
    return tuple(seconds_needed(dose) for dose in doses)
