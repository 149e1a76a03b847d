"""The steps of a dose, from the low end of the published range to the editors' dose.

Each step changes one number. Repetitions and hold grow before sets (clinical rule: reps or
hold, then sets), by about a third at a time; nothing is ever taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from api.dosage import seconds_needed
from api.planner.catalogue import Dosage, DosageRange, Exercise, Span

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


def phases_of(weeks: int) -> tuple[Phase, ...]:
    """Cut the weeks into phases of two; the last may be one week."""
    return tuple(
        Phase(first, min(first + WEEKS_PER_PHASE - 1, weeks))
        for first in range(1, weeks + 1, WEEKS_PER_PHASE)
    )


def progression_of(exercise: Exercise) -> tuple[Dosage, ...]:
    """Return the doses of each step; the first is the low end, neighbours differ in one number."""
    target = target_dose(exercise)
    # The first step is where to begin, so the editors' `reps_start` is dropped.
    doses = [replace(lowest_dose(exercise), reps_start=None)]
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


def target_dose(exercise: Exercise) -> Dosage:
    """Return the recommended dose, or the nearest that is published."""
    return within(exercise.dosage, exercise.range)


def lowest_dose(exercise: Exercise) -> Dosage:
    """Return the dose with every number at the low end of its published range."""
    return replace_spans(exercise.dosage, exercise.range, lambda _, span: span[0])


def within(dosage: Dosage, published: DosageRange) -> Dosage:
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


def step_in(phase: int, target: int) -> int:
    """Return the step that an exercise is on in a phase (from 0): one up each phase."""
    return min(phase, target)
