"""From the best week to the schedule: exercises by day, in order, with doses, week by week.

Seconds that the best week leaves over raise the target steps of single exercises; the objective
does not count this.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from api.planner.catalogue import Dosage
from api.planner.rules.features import POSITIONS, Feature, Features
from api.planner.rules.progression import Phase, first_rise, step_in
from api.planner.solver.problem import Problem
from api.planner.solver.solution import Placement, Solution
from api.vocabulary import Position, When

ORDER = ("mobility", "motor_control", "balance", "strength", "stretch")
"""Which kind comes first in a session (clinical, proposed order)."""

FIRST_OF_THE_DAY, LAST_OF_THE_DAY = ("before_first_steps",), ("end_of_day", "before_bed")

REPEATED = ("stretch", "mobility")
"""Kinds that may be repeated through the day; never anything heavy."""

MOST_A_DAY = 3
"""Rounds a day of one exercise, the session included (clinical planner caps)."""


@dataclass(frozen=True)
class Repeats:
    """How often an exercise is repeated through the day, when, and the seconds that it takes."""

    times_per_day: int
    when: When | None
    seconds_per_day: int


@dataclass(frozen=True)
class Use:
    """One exercise of the plan. `target` is its last step; `members` are its sessions (bits).

    `days` is on how many days a week it is done, `rise` the first week in which its dose may rise.
    """

    feature: Feature
    members: int
    target: int
    score: int
    days: int
    rise: int
    position: Position

    @property
    def slug(self) -> str:
        return self.feature.exercise.slug

    @property
    def when(self) -> When | None:
        return self.feature.exercise.dosage.when

    def is_there(self, week: int) -> bool:
        return week >= self.feature.from_week

    def step(self, week: int) -> int:
        """Return the step that it is on in a week in which it is there."""
        return min(self.target, step_in(week, self.rise))

    def dose(self, week: int) -> Dosage:
        return self.feature.doses[self.step(week)]

    def seconds(self, week: int) -> int:
        return self.feature.seconds[self.step(week)]

    @property
    def rounds(self) -> int:
        """Rounds a day: one in the session, the others short repeats through the day."""
        exercise = self.feature.exercise
        if exercise.kind not in REPEATED or exercise.load == "high":
            return 1
        return max(1, min(MOST_A_DAY, exercise.dosage.sessions_per_day or 1))

    def repeats(self, week: int) -> Repeats | None:
        """Return the short repeats through the day, outside the session's time; None if none.

        The first of them is for the morning, if the exercise asks for it; in the evening it is the
        session's own round that counts.
        """
        times = self.rounds - 1
        if times < 1:
            return None
        when = self.when if self.when in FIRST_OF_THE_DAY else None
        return Repeats(times, when, times * self.seconds(week))

    @property
    def own_time(self) -> When | None:
        """Return the time of day of the session's own round; None if its repeats have it."""
        return None if self.rounds > 1 and self.when in FIRST_OF_THE_DAY else self.when


@dataclass(frozen=True)
class Schedule:
    """The week as it is done. `days[k]` are the days (0 is Monday) of session k.

    `sessions[k]` are its exercises in the order in which they are done, `uses` all exercises by
    slug, and `phases` the weeks between which a dose rises or an exercise comes in.
    """

    uses: tuple[Use, ...]
    sessions: tuple[tuple[Use, ...], ...]
    days: tuple[tuple[int, ...], ...]
    phases: tuple[Phase, ...]

    def session_of(self, day: int) -> int | None:
        """Return which session a day (0 is Monday) has; None if it has none."""
        for k, days in enumerate(self.days):
            if day in days and self.sessions[k]:
                return k
        return None

    def first_week(self, session: int) -> int:
        """Return the first week in which a session has an exercise."""
        return min(use.feature.from_week for use in self.sessions[session])


def schedule_of(
    problem: Problem,
    solution: Solution,
    features: Features,
    *,
    weeks_done: int = 0,
    holds_doses: bool = False,
) -> Schedule:
    """Return the schedule of the best week; its weeks are counted from 1, after `weeks_done`.

    With `holds_doses` every dose stays where it begins.
    """
    items = {item.slug: item for item in problem.items}
    sizes = solution.layout.sizes
    targets = target_steps(problem, solution)
    uses = tuple(
        Use(
            feature=(feature := features[placed.slug]),
            members=placed.members,
            target=0 if holds_doses else targets[placed.slug],
            score=items[placed.slug].score,
            days=sum(size for k, size in enumerate(sizes) if placed.members >> k & 1),
            rise=first_rise(feature.from_week, weeks_done, goes_on=feature.goes_on),
            position=POSITIONS[items[placed.slug].position],
        )
        for placed in solution.items
    )
    sessions = tuple(
        in_order(use for use in uses if use.members >> k & 1) for k in range(len(sizes))
    )
    return Schedule(uses, sessions, solution.layout.sessions, phases_of(problem.weeks, uses))


def target_steps(problem: Problem, solution: Solution) -> Mapping[str, int]:
    """Return the target steps, once the most valuable exercises have got the seconds left over."""
    items = {item.slug: item for item in problem.items}
    left = [problem.budget] * len(solution.layout.sessions)
    for placed in solution.items:
        take(left, placed, -items[placed.slug].seconds[placed.step])
    targets = {}
    for placed in sorted(solution.items, key=lambda use: (-items[use.slug].score, use.slug)):
        seconds = items[placed.slug].seconds
        room = min(left[k] for k in range(len(left)) if placed.members >> k & 1)
        step = placed.step
        while step + 1 < len(seconds) and seconds[step + 1] - seconds[placed.step] <= room:
            step += 1
        take(left, placed, seconds[placed.step] - seconds[step])
        targets[placed.slug] = step
    return targets


def take(left: list[int], placed: Placement, seconds: int) -> None:
    """Change the seconds left in each session of an exercise; a negative number takes them away."""
    for k in range(len(left)):
        if placed.members >> k & 1:
            left[k] += seconds


def in_order(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Return the exercises of a session in their order: by time of day, by kind, by position.

    Exercises of one kind begin in the position in which those before them end, so that nobody gets
    up and sits down more often than the order of the kinds asks for.
    """
    found: list[Use] = []
    for _, group in groupby(sorted(uses, key=place_in_session), key=time_and_kind):
        of_kind = list(group)
        first = found[-1].position if found else of_kind[0].position
        others = [position for position in POSITIONS if position != first]
        for position in (first, *others):
            found += [use for use in of_kind if use.position == position]
    return tuple(found)


def time_and_kind(use: Use) -> tuple[int, int]:
    """Return the time of day an exercise asks for, and its kind, as places in their orders."""
    first = 0 if use.when in FIRST_OF_THE_DAY else 2 if use.when in LAST_OF_THE_DAY else 1
    return first, ORDER.index(use.feature.exercise.kind)


def place_in_session(use: Use) -> tuple[int, int, int, str]:
    """Return the sort key of a session as long as positions do not matter."""
    return *time_and_kind(use), -use.score, use.slug


def phases_of(weeks: int, uses: tuple[Use, ...]) -> tuple[Phase, ...]:
    """Cut the weeks wherever an exercise comes in or its dose rises."""
    found: list[Phase] = []
    before: list[int | None] = []
    for week in range(1, weeks + 1):
        now = [use.step(week) if use.is_there(week) else None for use in uses]
        if found and now == before:
            found[-1] = Phase(found[-1].from_week, week)
        else:
            found.append(Phase(week, week))
        before = now
    return tuple(found)
