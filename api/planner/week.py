"""How a week is filled: over which days, by which items, and what is proven of it."""

from collections.abc import Iterable
from dataclasses import replace

from api.planner.choices import SHIFT
from api.planner.days import Layout
from api.planner.preselection import bound_of_all, most_help, preselected
from api.planner.problem import Problem
from api.planner.search import NODES, Solution, solve
from api.planner.worth import GRADES

Numbered = list[tuple[int, Layout]]


def fill(problem: Problem, nodes: int = NODES) -> Solution:
    """Return the best week. A third session is tried only where two leave a complaint short."""
    items = preselected(problem)
    heavy = any(item.own for item in items)
    fewer = numbered([*problem.layouts(1), *problem.layouts(2)], 0, heavy)
    found = solve(problem, fewer, items, nodes)
    sessions = len(fewer[-1][1].sessions)
    if found.objective // GRADES < most_help(problem) // GRADES and problem.layouts(3):
        sessions = 3
        thirds = numbered(problem.layouts(3), len(fewer), heavy)
        above = (found.objective << SHIFT) + (1 << SHIFT - 1)
        other = solve(problem, thirds, items, nodes, above)
        bound, tried = max(found.bound, other.bound), found.nodes + other.nodes
        found = replace(other if other.items else found, bound=bound, nodes=tried)
    if len(items) < len(problem.items):
        found = replace(found, bound=max(found.objective, bound_of_all(problem, sessions)))
    return found


def numbered(layouts: Iterable[Layout], start: int, heavy: bool) -> Numbered:
    """Return the layouts with their places in line; the earlier one wins a tie.

    Without heavy work one layout of each size is enough: the others allow nothing more.
    """
    found = list(enumerate(layouts, start))
    if heavy:
        return found
    return list({layout.sizes: (at, layout) for at, layout in reversed(found)}.values())[::-1]
