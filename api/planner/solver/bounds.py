"""Bounds without a search: the greatest possible help, and one for very many exercises."""

from api.planner.solver.objective import CHAIN, COVERED, DAYS, GRADES, PROGRESS
from api.planner.solver.problem import Problem


def bound_of_all(problem: Problem, sessions: int) -> int:
    """Return an upper bound of the objective over all exercises, also those the search never sees.

    It counts every exercise with the best days and the whole of its progress: as many as there are
    places in so many sessions, and no more than fit their time at the lowest doses, the last one
    cut to fit.
    """
    best = problem.weeks * DAYS[len(problem.days)] + PROGRESS * problem.weeks
    gains = [(group.score * best, seconds) for group in problem.others for seconds in group.seconds]
    places = sum(sorted((gain for gain, _ in gains), reverse=True)[: problem.most_items * sessions])
    left, timed = problem.budget * sessions, 0
    for gain, seconds in sorted(gains, key=lambda pair: -pair[0] / max(pair[1], 1)):
        if seconds >= left:
            timed += -(-gain * left // max(seconds, 1))
            break
        timed, left = timed + gain, left - seconds
    chain = CHAIN * problem.weeks * problem.wanted_regions
    return most_help(problem) + chain + min(places, timed)


def most_help(problem: Problem) -> int:
    """Return the first two levels of the objective if everything fitted together."""
    found = 0
    for stage in problem.stages:
        there = [item for item in problem.items if item.from_week <= stage.from_week]
        for at in range(len(problem.plans)):
            grade = max((item.grades[at] for item in there), default=0)
            found += stage.weeks * (COVERED + GRADES * grade) if grade else 0
    return found
