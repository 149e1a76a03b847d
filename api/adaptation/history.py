"""Check-ins by exercise and by date; the order in which they were sent makes no difference.

If several check-ins of one date differ about a person, the worst counts. A session counts for the
date on which it was done, even if the pain of the morning after is reported days later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from api.adaptation.check_ins import CheckedItem, CheckIn, Numbers
from api.pain_scale import HOLD, STOP
from api.vocabulary import CheckInFeedback, DoneShare

HURTS = HOLD - 1
"""From this much pain on nothing rises; so much is also meant by pain without a number."""


@dataclass(frozen=True)
class Session:
    """One exercise on one date: its dose, how much of it was done, and what it led to."""

    date: date
    dosage: Numbers
    done: DoneShare
    pain: int
    is_worse: bool
    effort: int
    feedback: CheckInFeedback | None

    @property
    def said_pain(self) -> bool:
        return self.feedback == "pain"

    @property
    def hurts(self) -> bool:
        return self.pain >= HURTS or self.said_pain

    @property
    def flares(self) -> bool:
        """Say whether it is a flare-up: too much pain in it, or a worse morning after it."""
        return self.pain >= STOP or self.is_worse


@dataclass(frozen=True)
class Day:
    """All that was reported of a date. `pain` is the highest of any exercise, or of the whole."""

    date: date
    pain: int = 0
    said_pain: bool = False
    is_worse: bool = False
    first_step_pain: int = 0
    did_something: bool = False

    @property
    def hurts(self) -> bool:
        return self.pain >= HURTS or self.said_pain or self.is_worse

    @property
    def flares(self) -> bool:
        return self.pain >= STOP or self.is_worse


@dataclass(frozen=True)
class History:
    """`days` by date, the earliest first; `sessions` of each exercise in the same order."""

    days: tuple[Day, ...] = ()
    sessions: Mapping[str, tuple[Session, ...]] = field(default_factory=dict)


def history_of(check_ins: Iterable[CheckIn]) -> History:
    """Return the history that check-ins without contradictions tell."""
    dates: dict[date, list[CheckIn]] = {}
    for check_in in check_ins:
        dates.setdefault(check_in.date, []).append(check_in)
    days, sessions = [], dict[str, list[Session]]()
    for on in sorted(dates):
        days.append(day_of(on, dates[on]))
        for slug, found in items_of(dates[on]).items():
            sessions.setdefault(slug, []).append(session_of(on, found))
    return History(tuple(days), {slug: tuple(sessions[slug]) for slug in sorted(sessions)})


Reported = tuple[CheckedItem, CheckIn]


def items_of(check_ins: Iterable[CheckIn]) -> Mapping[str, list[Reported]]:
    found: dict[str, list[Reported]] = {}
    for check_in in check_ins:
        for item in check_in.items:
            found.setdefault(item.exercise, []).append((item, check_in))
    return found


def session_of(on: date, reported: list[Reported]) -> Session:
    """Return the session of one exercise; its items are equal, so any of them speaks for it."""
    item = reported[0][0]
    pains = (one for _, sitting in reported for one in (item.pain_during, sitting.pain_during))
    return Session(
        date=on,
        dosage=item.dosage,
        done=item.done,
        pain=max(pain or 0 for pain in pains),
        is_worse=any(sitting.pain_next_morning == "worse" for _, sitting in reported),
        effort=max(sitting.effort or 0 for _, sitting in reported),
        feedback=item.feedback,
    )


def day_of(on: date, check_ins: list[CheckIn]) -> Day:
    items = [item for check_in in check_ins for item in check_in.items]
    pains = (*(item.pain_during for item in items), *(one.pain_during for one in check_ins))
    return Day(
        date=on,
        pain=max((pain or 0 for pain in pains), default=0),
        said_pain=any(item.feedback == "pain" for item in items),
        is_worse=any(one.pain_next_morning == "worse" for one in check_ins),
        first_step_pain=max(one.first_step_pain or 0 for one in check_ins),
        did_something=any(is_done(item.done) for item in items),
    )


def is_done(done: DoneShare) -> bool:
    return done != "none"
