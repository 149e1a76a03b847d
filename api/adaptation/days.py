"""Today and the next session of a plan that goes on, by its days and by what was done lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from api.adaptation.calendar import Course, next_day
from api.adaptation.history import Day, History, is_done
from api.adaptation.rules import RuleNumbers
from api.planner.plan import Plan
from api.planner.rules.features import Feature
from api.planner.rules.schedule import Use


@dataclass(frozen=True)
class Days:
    plan: Plan
    course: Course
    history: History
    numbers: RuleNumbers
    today: date

    @cached_property
    def rest_until(self) -> date | None:
        """Return the first day after a flare-up on which a session may be; None without one."""
        ends = [day.date + timedelta(days=self.numbers.days_of_rest) for day in self.flare_ups]
        return max(ends, default=None)

    @property
    def flare_ups(self) -> Iterator[Day]:
        return (day for day in self.history.days if day.flares)

    @property
    def is_resting(self) -> bool:
        return self.rest_until is not None and self.today < self.rest_until

    @property
    def mornings_are_worse(self) -> bool:
        """Say whether the mornings after the last sessions were all worse: then all of it stops."""
        last = self.history.days[-self.numbers.worse_mornings :]
        return len(last) == self.numbers.worse_mornings and all(day.is_worse for day in last)

    @property
    def was_done_today(self) -> bool:
        days = self.history.days
        return bool(days) and days[-1].date == self.today and days[-1].did_something

    def session_on(self, day: date) -> int | None:
        """Return which session the plan has on a day; None if it has none."""
        week = (day - self.course.start_date).days // 7 + 1
        number = self.plan.schedule.session_of(day.weekday())
        if not 1 <= week <= self.course.weeks or number is None:
            return None
        return number if any(use.is_there(week) for use in self.in_session(number)) else None

    def in_session(self, number: int) -> tuple[Use, ...]:
        return self.plan.schedule.sessions[number]

    @cached_property
    def waiting(self) -> frozenset[str]:
        """Return the heavy exercises that have to wait: the same part worked hard yesterday."""
        return frozenset(
            use.slug
            for use in self.plan.schedule.uses
            if use.feature.high and any(overlap(use.feature, done) for done in self.heavy_done)
        )

    @cached_property
    def heavy_done(self) -> list[Feature]:
        """Return the heavy exercises that were done a day ago or today."""
        features = self.plan.formulation.features
        first = self.today - timedelta(days=self.numbers.days_between_heavy - 1)
        return [
            features[slug]
            for slug, sessions in self.history.sessions.items()
            if slug in features.number
            and features[slug].high
            and any(one.date >= first and is_done(one.done) for one in sessions)
        ]

    @cached_property
    def session(self) -> int | None:
        """Return today's session, if anything of it is to be done."""
        if self.mornings_are_worse or self.is_resting or self.was_done_today:
            return None
        number = self.session_on(self.today)
        if number is None or not {use.slug for use in self.in_session(number)} - self.waiting:
            return None
        return number

    @cached_property
    def next_on(self) -> date | None:
        if self.mornings_are_worse:
            return None
        return next_day(max(self.today, self.course.start_date - timedelta(days=1)), self.is_due)

    def is_due(self, day: date) -> bool:
        rested = self.rest_until is None or day >= self.rest_until
        return rested and self.session_on(day) is not None

    @property
    def sore_days(self) -> int:
        """Return over how many days each session has hurt, up to the last one."""
        sore: list[date] = []
        for day in reversed(self.history.days):
            if not day.hurts:
                break
            sore.append(day.date)
        return (sore[0] - sore[-1]).days if sore else 0


def overlap(one: Feature, other: Feature) -> bool:
    """Say whether two exercises load the same part heavily."""
    return bool(
        one.heavy_regions & other.heavy_subregions or other.heavy_regions & one.heavy_subregions
    )
