"""How a week is filled: over which days, by which items, and what is proven of it."""

from collections.abc import Iterable
from dataclasses import replace

from api.planner.choices import SHIFT
from api.planner.days import Layout
from api.planner.preselection import bound_of_all, most_help
from api.planner.problem import Problem
from api.planner.search import Solution, solve
from api.planner.worth import GRADES

Numbered = list[tuple[int, Layout]]


NODES = 20_000
"""How many choices a search may try with up to USUAL items; far more than the seed ever needs."""

USUAL = 16

FEWER_NODES = 4_000
"""Where not all items are seen: the search could not prove its plan the best of all anyway."""


def nodes_for(problem: Problem) -> int:
    """Return the node budget: the more items, the fewer, as more searches would use it up."""
    if problem.others:
        return FEWER_NODES
    return NODES * USUAL**3 // max(USUAL, len(problem.items)) ** 3


def fill(problem: Problem, nodes: int | None = None) -> Solution:
    """Return the best week. A third session is tried only where two leave a complaint short."""
    items = problem.items
    nodes = nodes_for(problem) if nodes is None else nodes
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
    if problem.others:
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
