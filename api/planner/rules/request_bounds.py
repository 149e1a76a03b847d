"""The bounds of a request for a plan; the contract's schema and the command line use them too."""

from datetime import date
from typing import NamedTuple


class Bounds(NamedTuple):
    """The lowest and the highest number that a field takes."""

    low: int
    high: int

    def __str__(self) -> str:
        """Return `3 to 60`."""
        return f"{self.low} to {self.high}"


MINUTES_PER_SESSION = Bounds(3, 60)
SESSIONS_PER_WEEK = Bounds(1, 7)
WEEKS = Bounds(1, 12)
PAIN_NOW = Bounds(0, 10)
WEEKS_DONE = Bounds(0, 52)
REACHED = {
    "sets": Bounds(1, 100),
    "reps": Bounds(1, 100),
    "hold_seconds": Bounds(1, 36_000),
}
"""The numbers of a dose that an earlier plan may have reached."""

MOST_COMPLAINTS = 10
MOST_REACHED = 50

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Days on which a plan may begin; beyond the calendar's end no week can be counted."""
