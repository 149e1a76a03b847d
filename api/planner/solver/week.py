"""The best week of a problem: its layout, its items, and the proven bound."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from api.planner.solver.bounds import bound_of_all, most_help
from api.planner.solver.branch_and_bound import BranchAndBound, Common, Path
from api.planner.solver.candidates import SHIFT
from api.planner.solver.layouts import Layout
from api.planner.solver.objective import GRADES
from api.planner.solver.problem import Item, Problem
from api.planner.solver.solution import Placement, Solution

Numbered = list[tuple[int, Layout]]

NOTHING = -(1 << 128)
"""Below the gain of every plan, the empty one too."""

NODES = 5_500
"""How many candidates a search may try with up to USUAL items. Of a thousand requests to the seed
one or two need more: those with wishes only, for which many exercises are equally good."""

USUAL = 16

LOOK = 3
"""This part of the budget goes into a first look at each layout, so that none is left unseen."""

FOR_THIRDS = 4
"""At least this part of the budget is left for three sessions."""

FEWER_NODES = 4_000
"""If not all exercises are seen, the search could not prove its plan the best of all anyway."""


def nodes_for(problem: Problem) -> int:
    """Return the node budget: the more items, the fewer, as more searches would use it up."""
    if problem.others:
        return FEWER_NODES
    return NODES * USUAL**3 // max(USUAL, len(problem.items)) ** 3


def never_pause() -> None:
    """Stand for a pause where nobody waits."""


def fill(
    problem: Problem, nodes: int | None = None, pause: Callable[[], object] = never_pause
) -> Solution:
    """Return the best week; three sessions are tried only if two leave a complaint without help."""
    items = problem.items
    nodes = nodes_for(problem) if nodes is None else nodes
    heavy = any(item.heavy_regions for item in items)
    fewer = numbered([*problem.layouts(1), *problem.layouts(2)], 0, heavy)
    found = solve(problem, fewer, items, nodes, pause)
    sessions = len(fewer[-1][1].sessions)
    if found.objective // GRADES < most_help(problem) // GRADES and problem.layouts(3):
        sessions = 3
        thirds = numbered(problem.layouts(3), len(fewer), heavy)
        above = (found.objective << SHIFT) + (1 << SHIFT - 1)
        left = max(nodes - found.nodes, nodes // FOR_THIRDS)
        other = solve(problem, thirds, items, left, pause, above)
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


def solve(
    problem: Problem,
    layouts: Sequence[tuple[int, Layout]],
    items: Sequence[Item],
    nodes: int,
    pause: Callable[[], object],
    above: int = NOTHING,
) -> Solution:
    """Return the best plan over these (numbered) layouts, none of them empty.

    Only plans above the gain `above` are looked for; if there is none, no item is placed.
    """
    common = Common(problem, items)
    searches = [
        BranchAndBound(common, layout, number)
        for number, layout in layouts
        if len(layout.sessions) > 1 or len(layouts) == 1
    ]
    searches.sort(key=lambda search: -search.limit)
    best, limit, left = above, above, nodes
    found: Path = ()
    layout = layouts[0][1]
    for search, most in turns(searches, common, layouts, nodes):
        given = min(most, left)
        search.run(best, given, pause)
        left -= given - search.left
        if search.best > best and search.found is not None:
            best, found, layout = search.best, search.found, search.layout
    limit = max([limit, *(search.open for search in searches)])
    placed = tuple(sorted((Placement(*one) for one in found), key=lambda one: one.slug))
    objective = rounded(best)
    bound = objective if limit <= best else max(objective, rounded(limit))
    return Solution(layout, placed, objective, bound, nodes - left)


def turns(
    searches: list[BranchAndBound],
    common: Common,
    layouts: Sequence[tuple[int, Layout]],
    nodes: int,
) -> Iterator[tuple[BranchAndBound, int]]:
    """Yield each search whenever it is its turn, with the most nodes that it may use then.

    Every search gets a first look. If that does not finish it, the same layout gets a second look,
    with the longest exercises first, because that order finds other plans. Then the search may use
    the rest of the budget. The search of one session comes last and joins `searches`, unless it
    cannot have the best plan: one session is two that have the same exercises, so the searches of
    two know a bound for it.
    """
    look = nodes // LOOK
    for search in searches:
        yield search, look
    for search in [each for each in searches if each.is_unfinished()]:
        other = BranchAndBound(common, search.layout, search.number, longest_first=True)
        yield other, look
        if other.is_unfinished():
            yield search, nodes
        else:
            search.open = other.open
    number, layout = layouts[0]
    if len(layout.sessions) > 1 or len(layouts) == 1:
        return
    best = max(search.best for search in searches)
    if min(search.limit_if_all_are_equal() for search in searches) > best:
        searches.append(BranchAndBound(common, layout, number))
        yield searches[-1], nodes


def rounded(total: int) -> int:
    """Return the objective inside a total; its tie-break lies within half a point either way."""
    return (total + (1 << SHIFT - 1)) >> SHIFT
