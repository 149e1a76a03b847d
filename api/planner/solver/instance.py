"""A problem as JSON: all that is needed to check an optimum with another solver."""

from typing import Any

from api.planner.solver.layouts import Layout
from api.planner.solver.objective import CHAIN, COVERED, DAYS, GRADES, THIRD_SESSION
from api.planner.solver.problem import Item, Problem
from api.vocabulary import Weekday, words

WEEKDAYS = words(Weekday)


TIES = ("fewest items", "fewest positions", "earliest layout", "fewest seconds", "names")
"""What decides between equal objectives, the first first. A position counts once a session."""


def instance_json(problem: Problem) -> dict[str, Any]:
    """Return the problem as JSON; `instep plan --instance` prints it."""
    return {
        "weights": {
            "covered": COVERED,
            "grades": GRADES,
            "third_session": THIRD_SESSION,
            "chain": CHAIN,
            "days": list(DAYS),
        },
        "complaints": list(problem.plans),
        "stages": [vars(stage) for stage in problem.stages],
        "constraints": constraints(problem),
        "layouts": [
            layout_json(layout, count) for count in (1, 2, 3) for layout in problem.layouts(count)
        ],
        "ties": list(TIES),
        "items": [item_json(item) for item in problem.items],
    }


def constraints(problem: Problem) -> dict[str, Any]:
    return {
        "seconds_per_session": problem.budget,
        "items_per_session": problem.most_items,
        "one_layout": "choose one layout; each item chosen has sessions of it and one step",
        "days": "the days of an item's sessions together are at most its cap",
        "weeks": (
            "an item is there from its `from_week` to the end, and takes its time and place in all"
            " weeks; `covered`, `grades` and `chain` count each week of a stage in which an item"
            " reaches them, `days` each week of the item"
        ),
        "heavy": (
            "an item with `heavy` is in sessions whose days, taken together, are no"
            " neighbours; two items with `heavy` that share a region share no session, and no"
            " session of one touches a session of the other"
        ),
    }


def layout_json(layout: Layout, count: int) -> dict[str, Any]:
    return {
        "sessions": [[WEEKDAYS[day] for day in days] for days in layout.sessions],
        "touches": [[m for m in range(count) if touched >> m & 1] for touched in layout.touches],
    }


def item_json(item: Item) -> dict[str, Any]:
    return {
        "exercise": item.slug,
        "worth": item.score,
        "cap": item.cap,
        "position": item.position,
        "from_week": item.from_week,
        "weeks": item.weeks,
        "steps": list(item.steps),
        "seconds": [item.seconds[step] for step in item.steps],
        "progress": [item.progress[step] for step in item.steps],
        "grades": list(item.grades),
        "chain": region_numbers(item.chain),
        "heavy": region_numbers(item.heavy_regions),
        "heavy_shares": region_numbers(item.heavy_subregions),
    }


def region_numbers(mask: int) -> list[int]:
    return [at for at in range(mask.bit_length()) if mask >> at & 1]
