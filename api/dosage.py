"""Doses: the one formula for their duration, and a dose with some numbers changed."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, Protocol

GAP_SECONDS = 2
"""Between two repetitions: letting go, and getting set again (editorial)."""

CHANGE_OVER_SECONDS = 10
"""Getting from one exercise to the next (contract, Resources)."""


class Dose(Protocol):
    """The numbers of a dose: of a record, of a document, of a plan's item."""

    @property
    def sets(self) -> int | None: ...
    @property
    def reps(self) -> int | None: ...
    @property
    def hold_seconds(self) -> int | None: ...
    @property
    def rep_seconds(self) -> int | None: ...
    @property
    def rest_seconds(self) -> int | None: ...
    @property
    def each_side(self) -> bool: ...
    @property
    def duration_seconds(self) -> int | None: ...


def seconds_needed(dose: Dose) -> int:
    """Return the whole seconds that one session of a dose takes, side change and rests included.

    `sides × (sets × (reps × (hold or rep) + (reps − 1) × gap) + (sets − 1) × rest) + change-over`,
    or `duration_seconds` where a dose is a plain stretch of time.
    """
    if dose.duration_seconds is not None:
        return dose.duration_seconds
    sides = 2 if dose.each_side else 1
    sets, reps = dose.sets or 1, dose.reps or 1
    one_set = reps * (dose.hold_seconds or dose.rep_seconds or 0) + (reps - 1) * GAP_SECONDS
    resting = (sets - 1) * (dose.rest_seconds or 0)
    return sides * (sets * one_set + resting) + CHANGE_OVER_SECONDS


def seconds_of_item(dose: Mapping[str, Any], changes: Mapping[str, int | None]) -> int:
    """Return the seconds that an exercise takes in a routine which changes its dose like this."""
    changed: Any = SimpleNamespace(**changed_dose(dose, changes))
    return seconds_needed(changed)


def changed_dose(dose: Mapping[str, Any], changes: Mapping[str, int | None]) -> dict[str, Any]:
    """Return a dose with the numbers that a routine sets differently; None changes nothing.

    Both map field names to numbers, as in `{"sets": 2, "reps": 10}`. If a routine asks for fewer
    repetitions than the exercise begins with, there is no lower number left to begin with.
    """
    given = {name: value for name, value in changes.items() if value is not None}
    changed = {**dose, **given}
    if changed["reps_start"] is not None and changed["reps_start"] >= (changed["reps"] or 0):
        changed["reps_start"] = None
    return changed


HELD, MOVED, LASTING = ("hold_seconds",), ("rep_seconds", "tempo"), ("duration_seconds",)
COUNTED = ("sets", "reps", "reps_start", "rest_seconds")
"""Fields that say the same thing in different ways: held or moved, counted or just lasting."""


def dose_for_complaint(dose: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole dose of an exercise for a complaint that states only what differs.

    None changes nothing. A hold takes the place of a pace and the other way round, and a plain
    stretch of time takes the place of sets and repetitions.
    """
    given = {name for name, value in changes.items() if value is not None}
    replaced = {
        *(MOVED if given & {*HELD} else ()),
        *(HELD if given & {*MOVED} else ()),
        *((*COUNTED, *HELD, *MOVED) if given & {*LASTING} else ()),
        *(LASTING if given & {*COUNTED, *HELD, *MOVED} else ()),
    }
    return changed_dose({**dose, **dict.fromkeys(replaced - given)}, changes)
