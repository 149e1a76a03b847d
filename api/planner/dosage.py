"""How long a dose takes: the one formula for time, here and in the docs."""

from typing import Protocol

GAP_SECONDS = 2
"""Between two repetitions: letting go, and getting set again (editorial)."""

CHANGE_OVER_SECONDS = 10
"""Getting from one exercise to the next (contract, Resources)."""


class Dose(Protocol):
    """Whatever carries the numbers of a dose: a row, a seed record, a plan's item."""

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
