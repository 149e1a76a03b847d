"""What a person reports after a session, and the bounds of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from api.planner.rules.request_bounds import Bounds
from api.vocabulary import CheckInFeedback, DoneShare, NextMorning

PAIN = Bounds(0, 10)
EFFORT = Bounds(1, 10)
MOST_CHECK_INS = 400
"""A check-in a day for a year, and some more."""

MOST_ITEMS = 20
LONGEST_NOTE = 500
LONGEST_NOTES = 20_000
"""Characters of one note, and of all together: each is read for signs."""


class Numbers(NamedTuple):
    """The numbers of a dose that rise and fall; None if one does not apply."""

    sets: int | None
    reps: int | None
    hold_seconds: int | None


@dataclass(frozen=True)
class CheckedItem:
    """One exercise of a session: the dose that was asked for, and how it went."""

    exercise: str
    dosage: Numbers
    done: DoneShare
    pain_during: int | None = None
    feedback: CheckInFeedback | None = None


@dataclass(frozen=True)
class CheckIn:
    """A session, or a day without one. `pain_during` counts for each of its exercises.

    `pain_next_morning` may be told later; `first_step_pain` is that of the date's own morning.
    """

    date: date
    items: tuple[CheckedItem, ...] = ()
    pain_during: int | None = None
    pain_next_morning: NextMorning | None = None
    first_step_pain: int | None = None
    effort: int | None = None
    red_flags: tuple[str, ...] = ()
    note: str | None = None


class Twins(NamedTuple):
    """Two places that say different things about one exercise on one date."""

    check_in: int
    item: int
    earlier_check_in: int
    earlier_item: int


def contradictions(check_ins: Sequence[CheckIn]) -> Iterator[Twins]:
    """Yield each item that says something else than an earlier one of its date and exercise."""
    seen: dict[tuple[date, str], tuple[CheckedItem, int, int]] = {}
    for at, check_in in enumerate(check_ins):
        for number, item in enumerate(check_in.items):
            first = seen.setdefault((check_in.date, item.exercise), (item, at, number))
            if first[0] != item:
                yield Twins(at, number, first[1], first[2])
