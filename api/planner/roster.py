"""From the best week to what is done on which day, in which order, at which dose.

What seconds are left over after the optimum raise the target steps of single exercises; this is
not counted in the objective.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api.planner.catalogue import Catalogue, Dosage
from api.planner.features import Feature, features_of
from api.planner.problem import Problem
from api.planner.ramp import Phase, level_in, phases_of
from api.planner.search import Placed, Solution
from api.planner.worth import COVERED

ORDER = ("mobility", "motor_control", "balance", "strength", "stretch")
"""Which kind comes first in a session (clinical, proposed order)."""

FIRST_OF_THE_DAY, LAST_OF_THE_DAY = ("before_first_steps",), ("end_of_day", "before_bed")

REPEATED = ("stretch", "mobility")
"""Kinds that may be repeated through the day; never anything heavy."""

MOST_A_DAY = 3
"""Rounds a day of one exercise, the sitting included (clinical planner caps)."""


@dataclass(frozen=True)
class Use:
    """One exercise of the plan. `target` is its last step; `members` are its sessions (bits)."""

    feature: Feature
    members: int
    target: int
    worth: int
    days: int

    @property
    def slug(self) -> str:
        return self.feature.exercise.slug

    def dose(self, phase: int) -> Dosage:
        return self.feature.rungs[level_in(phase, self.target)]

    def seconds(self, phase: int) -> int:
        return self.feature.seconds[level_in(phase, self.target)]

    @property
    def rounds(self) -> int:
        """Rounds a day: one in the sitting, the others short repeats through the day."""
        exercise = self.feature.exercise
        if exercise.kind not in REPEATED or exercise.load == "high":
            return 1
        return max(1, min(MOST_A_DAY, exercise.dosage.sessions_per_day or 1))


@dataclass(frozen=True)
class Roster:
    """`sessions[k]` are the uses of session k in the order they are done; `days[k]` its days."""

    uses: tuple[Use, ...]
    sessions: tuple[tuple[Use, ...], ...]
    days: tuple[tuple[int, ...], ...]
    phases: tuple[Phase, ...]

    def session_of(self, day: int) -> int | None:
        """Return which session a day (0 is Monday) has; None where it has nothing."""
        for k, days in enumerate(self.days):
            if day in days and self.sessions[k]:
                return k
        return None


def roster_of(problem: Problem, solution: Solution, catalogue: Catalogue) -> Roster:
    features = features_of(catalogue)
    worths = {item.slug: item.worth for item in problem.items}
    sizes = solution.layout.sizes
    phases = phases_of(problem.weeks)
    targets = raised(problem, solution)
    uses = tuple(
        Use(
            feature=features[placed.slug],
            members=placed.members,
            target=targets[placed.slug],
            worth=worths[placed.slug],
            days=sum(size for k, size in enumerate(sizes) if placed.members >> k & 1),
        )
        for placed in solution.items
    )
    sessions = tuple(
        tuple(sorted((use for use in uses if use.members >> k & 1), key=place_in_session))
        for k in range(len(sizes))
    )
    return Roster(uses, sessions, solution.layout.sessions, merged(phases, uses))


def raised(problem: Problem, solution: Solution) -> Mapping[str, int]:
    """Return the target steps, after the seconds left over have gone to the most valuable."""
    items = {item.slug: item for item in problem.items}
    left = [problem.budget] * len(solution.layout.sessions)
    for placed in solution.items:
        take(left, placed, -items[placed.slug].seconds[placed.step])
    targets = {}
    for placed in sorted(solution.items, key=lambda use: (-items[use.slug].worth, use.slug)):
        seconds = items[placed.slug].seconds
        room = min(left[k] for k in range(len(left)) if placed.members >> k & 1)
        step = placed.step
        while step + 1 < len(seconds) and seconds[step + 1] - seconds[placed.step] <= room:
            step += 1
        take(left, placed, seconds[placed.step] - seconds[step])
        targets[placed.slug] = step
    return targets


def take(left: list[int], placed: Placed, seconds: int) -> None:
    for k in range(len(left)):
        if placed.members >> k & 1:
            left[k] += seconds


def place_in_session(use: Use) -> tuple[int, int, int, str]:
    """Return the sort key of a session: by the time of day an exercise asks for, then by kind."""
    when = use.feature.exercise.dosage.when
    first = 0 if when in FIRST_OF_THE_DAY else 2 if when in LAST_OF_THE_DAY else 1
    return first, ORDER.index(use.feature.exercise.kind), -use.worth, use.slug


def merged(phases: tuple[Phase, ...], uses: tuple[Use, ...]) -> tuple[Phase, ...]:
    """Join the phases at the end in which nothing rises any more."""
    rising = max((use.target for use in uses), default=0)
    if rising + 1 >= len(phases):
        return phases
    return (*phases[:rising], Phase(phases[rising].from_week, phases[-1].to_week))


def helped(objective: int) -> int:
    """Return how many complaints the objective counts as helped directly."""
    return objective // COVERED
