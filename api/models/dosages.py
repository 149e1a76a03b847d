"""The columns of a dose, shared by exercises and by the items of a routine."""

from sqlalchemy import CheckConstraint, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import between, one_of
from api.vocabulary import When

NUMBERS = {
    "sets": (1, 10),
    "reps": (1, 100),
    "reps_start": (1, 100),
    "hold_seconds": (1, 300),
    "rep_seconds": (1, 60),
    "rest_seconds": (0, 300),
    "duration_seconds": (10, 3600),
    "sessions_per_day": (1, 6),
    "days_per_week": (1, 7),
}
"""The lowest and highest value of each number of a dose."""


class DosageColumns:
    """How much: null where a number does not apply (contract, Resources)."""

    sets: Mapped[int | None] = mapped_column(SmallInteger)
    reps: Mapped[int | None] = mapped_column(SmallInteger)
    reps_start: Mapped[int | None] = mapped_column(SmallInteger)
    hold_seconds: Mapped[int | None] = mapped_column(SmallInteger)
    rep_seconds: Mapped[int | None] = mapped_column(SmallInteger)
    rest_seconds: Mapped[int | None] = mapped_column(SmallInteger)
    tempo: Mapped[str | None] = mapped_column(String(12))
    each_side: Mapped[bool]
    duration_seconds: Mapped[int | None] = mapped_column(SmallInteger)
    sessions_per_day: Mapped[int | None] = mapped_column(SmallInteger)
    days_per_week: Mapped[int | None] = mapped_column(SmallInteger)
    when: Mapped[str | None] = mapped_column(String(32))


def dosage_checks() -> tuple[CheckConstraint, ...]:
    """Return the checks of the columns above, one for each number and word."""
    numbers = [between(name, low, high) for name, (low, high) in NUMBERS.items()]
    when = one_of('"when"', When)
    when.name = "when"
    return (*numbers, when)
