"""Weeks and days of a plan that goes on: which week it is, and when the next session comes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from api.adaptation.history import History
from api.planner.rules.request_bounds import WEEKS, WEEKS_DONE

DAYS_AHEAD = 7 * (WEEKS.high + 1)
"""The next session is looked for on so many days; every plan has one by then, or none."""


@dataclass(frozen=True)
class Course:
    """Where a plan stands: `weeks` are left, and the first of them begins on `start_date`.

    `total` is how many weeks it has altogether.
    """

    start_date: date
    weeks_done: int
    weeks: int
    total: int
    is_over: bool


@dataclass(frozen=True)
class Beginning:
    """A plan as its request has it: `weeks` from `start_date` on, `weeks_done` before that."""

    start_date: date | None
    weeks_done: int
    weeks: int


def course_of(beginning: Beginning, history: History, long_break: int, today: date) -> Course:
    """Return where a plan stands today.

    A week in which nothing was done is not counted, so the plan ends a week later: what was missed
    is not piled up. After a break of more than `long_break` days it begins anew. Without a
    `start_date` it began with its first check-in.
    """
    done = [day.date for day in history.days if day.did_something]
    start = beginning.start_date or min([*(day.date for day in history.days[:1]), today])
    before = beginning.weeks_done
    anew = begun_anew_on(done, long_break, today)
    if anew is not None and anew > start:
        start, before = anew, 0
    passed = max(0, (today - start).days // 7)
    counted = {(day - start).days // 7 for day in done if day >= start}
    weeks_done = min(WEEKS_DONE.high, before + sum(week < passed for week in counted))
    total = beginning.weeks + beginning.weeks_done
    return Course(
        start_date=start + timedelta(weeks=passed),
        weeks_done=weeks_done,
        weeks=min(max(total - weeks_done, WEEKS.low), WEEKS.high),
        total=min(total, WEEKS.high),
        is_over=weeks_done >= total,
    )


def begun_anew_on(done: Sequence[date], long_break: int, today: date) -> date | None:
    """Return the day after the last long break; that is today if the break still goes on."""
    found = None
    for earlier, later in pairwise([*done, today]):
        if (later - earlier).days > long_break:
            found = later
    return found


def next_day(today: date, is_due: Callable[[date], bool]) -> date | None:
    """Return the first day after today on which a session is due."""
    ahead = (today + timedelta(days=number) for number in range(1, DAYS_AHEAD + 1))
    return next((day for day in ahead if is_due(day)), None)
