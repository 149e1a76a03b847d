"""A week that is too short: the minutes that would bring more help, and by which exercises."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from api.planner.catalogue import Catalogue
from api.planner.rules.formulation import Formulation, formulate
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.request_bounds import MINUTES_PER_SESSION
from api.planner.rules.scoring import direct_grades
from api.planner.solver.bounds import most_help
from api.planner.solver.objective import GRADES, THIRD_SESSION
from api.planner.solver.solution import Solution
from api.planner.solver.week import fill

MOST_MORE = 20
"""Minutes more that are looked at: beyond that it is another plan."""

FEW_NODES = 300
"""The search in each of these weeks: help is found early, and the rest does not matter here."""


@dataclass(frozen=True)
class Gained:
    """The help for one complaint (by its plan) that more minutes bring.

    `grade` (1 to 5) is that of the best of `exercises`; `before` was the best grade until then.
    """

    plan: str
    exercises: tuple[str, ...]
    grade: int
    before: int


@dataclass(frozen=True)
class MoreMinutes:
    """The fewest minutes of a session with which there is more help, and the help."""

    minutes: int
    gained: tuple[Gained, ...]


def more_minutes(
    formulation: Formulation,
    solution: Solution,
    catalogue: Catalogue,
    pause: Callable[[], object],
) -> MoreMinutes | None:
    """Return the fewest minutes that bring more help; None if a few more bring none."""
    request, helped = formulation.request, help_of(solution)
    high = min(request.minutes_per_session + MOST_MORE, MINUTES_PER_SESSION.high)
    if high == request.minutes_per_session or not is_short(formulation, helped):
        return None
    tried: dict[int, tuple[Formulation, Solution]] = {}

    def helps(minutes: int) -> bool:
        found = formulate(with_minutes(request, minutes), catalogue)
        tried[minutes] = found, fill(found.problem, FEW_NODES, pause)
        return help_of(tried[minutes][1]) > helped

    if not helps(high):
        return None
    low = request.minutes_per_session
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if helps(middle) else (middle, high)
    before = best_grades(formulation, solution)
    found = gained(*tried[high], before)
    return MoreMinutes(high, found) if found else None


def with_minutes(request: NormalPlanRequest, minutes: int) -> NormalPlanRequest:
    return replace(request, minutes_per_session=minutes)


def help_of(solution: Solution) -> int:
    """Return the part of an objective that is help: weeks with help, and their grades."""
    third = THIRD_SESSION if len(solution.layout.sessions) == 3 else 0
    return (solution.objective + third) // GRADES


def is_short(formulation: Formulation, helped: int) -> bool:
    """Say whether anything that helps directly found no room, or does not fit a session alone."""
    if helped < most_help(formulation.problem) // GRADES:
        return True
    too_long = formulation.features.members(formulation.screened.first["too_long"], MOST_MORE)
    return any(any(direct_grades(one.slug, formulation.known)) for one in too_long)


def best_grades(formulation: Formulation, solution: Solution) -> dict[str, int]:
    """Return for each plan the best grade of direct help in a solution, 0 for none."""
    items = {item.slug: item for item in formulation.problem.items}
    used = [items[placed.slug] for placed in solution.items]
    return {
        plan: max((item.grades[at] for item in used), default=0)
        for at, plan in enumerate(formulation.problem.plans)
    }


def gained(
    formulation: Formulation, solution: Solution, before: dict[str, int]
) -> tuple[Gained, ...]:
    """Return for each plan that has better help than before the exercises that bring it."""
    items = {item.slug: item for item in formulation.problem.items}
    found = []
    for at, (plan, grade) in enumerate(best_grades(formulation, solution).items()):
        if grade > before.get(plan, 0):
            best = sorted(p.slug for p in solution.items if items[p.slug].grades[at] == grade)
            found.append(Gained(plan, tuple(best), grade, before.get(plan, 0)))
    return tuple(found)
