"""Which items stand behind others: whatever they can do for a plan, another one does better.

If `worse` were in a plan without `better`, `better` in its place would gain at least as much, take
no more seconds, and do one of both strictly better. So the best plan has the one only beside the
other, and the search may leave out all plans in which it has not. The tie-break of candidates never
decides between the two.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import takewhile

from api.planner.solver.problem import Item


def ahead_of(items: Sequence[Item]) -> dict[str, frozenset[str]]:
    """Return for each item the others without which it is in no best plan."""
    points = {item.slug: item.score * item.weeks for item in items}
    strongest = sorted(items, key=lambda item: -points[item.slug])
    found: dict[str, frozenset[str]] = {}
    for item in items:
        rivals = takewhile(partial(scores_as_much, points, points[item.slug]), strongest)
        found[item.slug] = frozenset(one.slug for one in rivals if surpasses(one, item))
    return found


def scores_as_much(points: Mapping[str, int], least: int, item: Item) -> bool:
    return points[item.slug] >= least


def surpasses(better: Item, worse: Item) -> bool:
    """Say whether `better` could take the place of `worse` in every plan, and improve it."""
    return (
        better.chain | worse.chain == better.chain
        and better.cap >= worse.cap
        and better.from_week <= worse.from_week
        and not better.heavy_regions & ~worse.heavy_regions
        and not better.heavy_subregions & ~worse.heavy_subregions
        and all(one >= other for one, other in zip(better.grades, worse.grades, strict=True))
        and all(
            any(improves(better, step, worse, at) for step in better.steps) for at in worse.steps
        )
    )


def improves(better: Item, step: int, worse: Item, at: int) -> bool:
    """Say whether an item at a step gains more, or as much in less time, on any number of days.

    As much is more only in the same position: another one may bring a change.
    """
    one = better.score * better.weeks, better.score * better.progress[step]
    other = worse.score * worse.weeks, worse.score * worse.progress[at]
    longer = better.seconds[step] - worse.seconds[at]
    if longer > 0 or one[0] < other[0] or one[1] < other[1]:
        return False
    return one != other or (longer < 0 and better.position == worse.position)
