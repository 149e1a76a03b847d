"""How a week is filled: which items are looked at, over which days, and what is proven of it."""

from dataclasses import replace

from api.planner.choices import SHIFT
from api.planner.days import Layout
from api.planner.problem import Item, Problem
from api.planner.search import NODES, Solution, solve
from api.planner.worth import COVERED, GRADES

FEW = 48
"""Up to so many items the search sees all of them."""

PER_NEED = 16
"""Of more, the best so many for each complaint, in total, and by the time that they take."""


def fill(problem: Problem, nodes: int = NODES) -> Solution:
    """Return the best week. A third session is tried only where two leave a complaint short."""
    items = preselected(problem)
    fewer = [*problem.layouts(1), *problem.layouts(2)]
    layouts, thirds = (
        list(enumerate(fewer)),
        list(enumerate(problem.layouts(3), start=len(fewer))),
    )
    if not any(item.own for item in items):
        layouts, thirds = first_of_each_size(layouts), first_of_each_size(thirds)
    found = solve(problem, layouts, items, nodes)
    if thirds and found.objective // GRADES < most_help(problem):
        at_least = (found.objective << SHIFT) + (1 << SHIFT - 1)
        other = solve(problem, thirds, items, nodes, at_least)
        bound, tried = max(found.bound, other.bound), found.nodes + other.nodes
        found = replace(other if other.items else found, bound=bound, nodes=tried)
    return found


def first_of_each_size(layouts: list[tuple[int, Layout]]) -> list[tuple[int, Layout]]:
    """Keep one layout of each size: without heavy work the others allow nothing more, and lose

    the tie against the one that stands first.
    """
    return list({layout.sizes: (number, layout) for number, layout in reversed(layouts)}.values())


def most_help(problem: Problem) -> int:
    """Return what the first two steps of the objective would be if everything fitted together."""
    best = [
        max((item.grades[at] for item in problem.items), default=0)
        for at in range(len(problem.plans))
    ]
    return sum(COVERED // GRADES + grade for grade in best if grade)


def preselected(problem: Problem) -> tuple[Item, ...]:
    if len(problem.items) <= FEW:
        return problem.items
    return problem.items
