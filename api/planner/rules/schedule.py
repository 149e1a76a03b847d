"""From the best week to the schedule: exercises by day, in order, with doses.

Seconds that the best week leaves over raise the target steps of single exercises; the objective
does not count this.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api.planner.catalogue import Catalogue, Dosage
from api.planner.rules.features import Feature, features_of
from api.planner.rules.progression import Phase, phases_of, step_in
from api.planner.solver.problem import Problem
from api.planner.solver.solution import Placement, Solution
from api.vocabulary import When

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

    `days` is on how many days a week it is done.
    """

    feature: Feature
    members: int
    target: int
    score: int
    days: int

    @property
    def slug(self) -> str:
        return self.feature.exercise.slug

    def dose(self, phase: int) -> Dosage:
        return self.feature.doses[step_in(phase, self.target)]

    def seconds(self, phase: int) -> int:
        return self.feature.seconds[step_in(phase, self.target)]

    @property
    def rounds(self) -> int:
        """Rounds a day: one in the session, the others short repeats through the day."""
        exercise = self.feature.exercise
        if exercise.kind not in REPEATED or exercise.load == "high":
            return 1
        return max(1, min(MOST_A_DAY, exercise.dosage.sessions_per_day or 1))

    def repeats(self, phase: int) -> Repeats | None:
        """Return the short repeats through the day, outside the session's time; None if none."""
        times = self.rounds - 1
        if times < 1:
            return None
        return Repeats(times, self.feature.exercise.dosage.when, times * self.seconds(phase))


@dataclass(frozen=True)
class Schedule:
    """The week as it is done. `days[k]` are the days (0 is Monday) of session k.

    `sessions[k]` are its exercises in the order in which they are done, `uses` all exercises by
    slug, and `phases` the weeks between which doses rise.
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


def schedule_of(
    problem: Problem, solution: Solution, catalogue: Catalogue, *, holds_doses: bool = False
) -> Schedule:
    """Return the schedule of the best week. With `holds_doses` every dose stays where it begins."""
    features = features_of(catalogue)
    scores = {item.slug: item.score for item in problem.items}
    sizes = solution.layout.sizes
    phases = phases_of(problem.weeks)
    targets = target_steps(problem, solution)
    uses = tuple(
        Use(
            feature=features[placed.slug],
            members=placed.members,
            target=0 if holds_doses else targets[placed.slug],
            score=scores[placed.slug],
            days=sum(size for k, size in enumerate(sizes) if placed.members >> k & 1),
        )
        for placed in solution.items
    )
    sessions = tuple(
        tuple(sorted((use for use in uses if use.members >> k & 1), key=place_in_session))
        for k in range(len(sizes))
    )
    return Schedule(uses, sessions, solution.layout.sessions, join_last(phases, uses))


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


def place_in_session(use: Use) -> tuple[int, int, int, str]:
    """Return the sort key of a session: by the time of day an exercise asks for, then by kind."""
    when = use.feature.exercise.dosage.when
    first = 0 if when in FIRST_OF_THE_DAY else 2 if when in LAST_OF_THE_DAY else 1
    return first, ORDER.index(use.feature.exercise.kind), -use.score, use.slug


def join_last(phases: tuple[Phase, ...], uses: tuple[Use, ...]) -> tuple[Phase, ...]:
    """Join the phases at the end in which nothing rises any more."""
    rising = max((use.target for use in uses), default=0)
    if rising + 1 >= len(phases):
        return phases
    return (*phases[:rising], Phase(phases[rising].from_week, phases[-1].to_week))
