"""Of very many items, those that the search looks at; and what is proven of all of them.

Up to FEW the search sees every item, and its bound is the problem's. Of more it sees the best for
each complaint, the best in total and those that give most for their time: a heuristic, so the
bound is then a simpler one over all items, which is true whatever was left out.
"""

from collections.abc import Callable, Sequence
from heapq import nsmallest
from typing import Any

from api.planner.problem import Item, Problem
from api.planner.worth import CHAIN, COVERED, DAYS, GRADES

FEW = 48
"""Up to so many items the search sees all of them."""

SEEN = 16
"""Of more: so many best ones in total, by their time, and shared among the complaints."""

FEWEST = 4
"""At least so many for each complaint, and so many of its shortest."""


def preselected(problem: Problem) -> tuple[Item, ...]:
    items = problem.items
    if len(items) <= FEW:
        return items
    chosen: dict[str, Item] = {}

    def take(count: int, among: Sequence[Item], key: Callable[[Item], Any]) -> None:
        best = nsmallest(count, among, key=lambda item: (key(item), item.slug))
        chosen.update((item.slug, item) for item in best)

    take(SEEN, items, lambda item: (-item.worth, item.seconds[0]))
    take(SEEN, items, lambda item: -item.worth * 1000 // item.seconds[0])
    for at in range(len(problem.plans)):
        direct = [item for item in items if item.grades[at]]
        share = max(FEWEST, SEEN // len(problem.plans))
        take(share, direct, lambda item, at=at: (-item.grades[at], -item.worth))  # type: ignore[misc]
        take(FEWEST, direct, lambda item, at=at: (-item.grades[at], item.seconds[0]))  # type: ignore[misc]
    return tuple(chosen[slug] for slug in sorted(chosen))


def bound_of_all(problem: Problem, sessions: int) -> int:
    """Return what no plan of at most so many sessions surpasses, whatever it is made of.

    Every item counts with its best days and dose; as many as there are places, or as much as
    there are seconds at the lowest dose, whichever is less.
    """
    items = problem.items
    gains = [
        item.worth * (problem.weeks * DAYS[min(item.cap, len(problem.days))] + item.progress[-1])
        for item in items
    ]
    places = sum(sorted(gains, reverse=True)[: problem.most_items * sessions])
    reached = 0
    for item in items:
        reached |= item.chain
    chain = CHAIN * problem.weeks * reached.bit_count()
    return most_help(problem) + chain + min(places, most_for_time(problem, gains, sessions))


def most_for_time(problem: Problem, gains: Sequence[int], sessions: int) -> int:
    """Return the most that all seconds together could gain, the last item cut to fit."""
    left, total = problem.budget * sessions, 0
    pairs = [(gain, item.seconds[0]) for gain, item in zip(gains, problem.items, strict=True)]
    for gain, seconds in sorted(pairs, key=lambda pair: -pair[0] / max(pair[1], 1)):
        if seconds >= left:
            return total + -(-gain * left // max(seconds, 1))
        total, left = total + gain, left - seconds
    return total


def most_help(problem: Problem) -> int:
    """Return what the first two steps of the objective would be if everything fitted together."""
    best = [
        max((item.grades[at] for item in problem.items), default=0)
        for at in range(len(problem.plans))
    ]
    return sum(COVERED + GRADES * grade for grade in best if grade)
