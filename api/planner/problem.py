"""The optimisation problem of one request: items, gains and constraints, as numbers only.

Choose a layout, and for each item the sessions it stands in and its target step, so that

    objective = COVERED × complaints with a direct helper
              + GRADES × sum over complaints of the best direct grade
              − THIRD_SESSION × (1 if there are three sessions)
              + CHAIN × weeks × regions of the chain that a chosen item works on
              + sum over chosen items of worth × (weeks × DAYS[days a week] + progress of its step)

is largest, while the step is one that its item offers, in each session the seconds at
the target steps, the number of exercises and the rules for heavy work hold, and no item stands on
more days than its cap.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from api.planner.catalogue import Catalogue
from api.planner.days import Layout, layouts
from api.planner.features import Feature, features_of
from api.planner.ramp import Phase, phases_of
from api.planner.request import DAYS as WEEKDAYS
from api.planner.request import PlanRequest
from api.planner.worth import (
    CHAIN,
    COVERED,
    DAYS,
    GRADES,
    THIRD_SESSION,
    Wanted,
    direct_grades,
    progress,
    worth,
)
from api.vocabulary import Level

MOST_ITEMS: Mapping[Level, int] = {"beginner": 4, "intermediate": 5, "advanced": 6}
"""Exercises in one sitting: never more than six, fewer to learn at a time for beginners."""


@dataclass(frozen=True)
class Item:
    """An eligible exercise. `seconds` and `progress` by target step; `grades` by complaint.

    `steps` are those to choose from: the lowest dose, and as far up as the weeks allow if that fits
    alone. They hang on nothing else, so that more time only ever adds to the choice; what lies
    between them is for the seconds that the best week leaves over.
    """

    slug: str
    worth: int
    cap: int
    seconds: tuple[int, ...]
    progress: tuple[int, ...]
    grades: tuple[int, ...]
    chain: int
    own: int
    around: int
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """Exercises of equal worth that the search does not see: the seconds of its shortest."""

    worth: int
    seconds: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """`items` by slug; `days` from 0 (Monday); `budget` in seconds.

    `others` are left unseen among very many; only a bound speaks of them.
    """

    items: tuple[Item, ...]
    others: tuple[Group, ...]
    plans: tuple[str, ...]
    days: tuple[int, ...]
    weeks: int
    budget: int
    most_items: int
    region_bits: int
    wanted_regions: int

    def layouts(self, sessions: int) -> tuple[Layout, ...]:
        return layouts(self.days, sessions)


def problem_for(
    request: PlanRequest,
    catalogue: Catalogue,
    wanted: Wanted,
    seen: Iterable[Feature],
    others: Sequence[Group] = (),
) -> Problem:
    """State the problem of the exercises that are to be seen; each has to fit by itself."""
    phases = phases_of(request.weeks)
    budget = request.minutes_per_session * 60
    items = (item_for(feature, wanted, phases, budget) for feature in seen)
    return Problem(
        items=tuple(sorted(items, key=lambda item: item.slug)),
        others=tuple(others),
        plans=wanted.plans,
        days=tuple(WEEKDAYS.index(day) for day in request.days),
        weeks=request.weeks,
        budget=budget,
        most_items=1 if request.style == "one_a_day" else MOST_ITEMS[request.level],
        region_bits=len(features_of(catalogue).regions),
        wanted_regions=wanted.chain.bit_count(),
    )


def item_for(feature: Feature, wanted: Wanted, phases: Sequence[Phase], budget: int) -> Item:
    steps = min(len(feature.rungs), len(phases))
    # Holding still in pain: the dose stays where it starts (clinical pain rule, 4 and more).
    steps = 1 if wanted.hold else steps
    return Item(
        slug=feature.slug,
        worth=worth(feature, wanted),
        cap=feature.cap,
        seconds=feature.seconds[:steps],
        progress=progress_of(tuple(phase.weeks for phase in phases), steps, len(feature.rungs) - 1),
        grades=direct_grades(feature.slug, wanted.known),
        chain=feature.primary & wanted.chain,
        own=feature.own,
        around=feature.around,
        steps=tuple(s for s in sorted({0, steps - 1}) if feature.seconds[s] <= budget),
    )


@lru_cache(maxsize=1024)
def progress_of(weeks: tuple[int, ...], steps: int, top: int) -> tuple[int, ...]:
    return tuple(progress(weeks, step, top) for step in range(steps))


@lru_cache(maxsize=65536)
def lot(slug: str, members: int, step: int) -> int:
    """Return the number (38 bits) that breaks a tie, drawn from the choice itself.

    It depends on nothing else, so an exercise that is not used cannot change who wins.
    """
    drawn = hashlib.blake2b(f"{slug}/{members}/{step}".encode(), digest_size=5).digest()
    return int.from_bytes(drawn) >> 2


def days_worth(layout: Layout, members: int) -> tuple[int, int]:
    """Return how many days a week these sessions make, and what that is worth."""
    days = sum(size for k, size in enumerate(layout.sizes) if members >> k & 1)
    return days, DAYS[days]


def instance_json(problem: Problem) -> dict[str, Any]:
    """Return the problem as JSON: all that is needed to check an optimum with another solver."""
    return {
        "weights": {
            "covered": COVERED,
            "grades": GRADES,
            "third_session": THIRD_SESSION,
            "chain": CHAIN * problem.weeks,
            "days": [problem.weeks * points for points in DAYS],
        },
        "complaints": list(problem.plans),
        "constraints": {
            "seconds_per_session": problem.budget,
            "items_per_session": problem.most_items,
            "one_layout": "choose one layout; each item chosen has sessions of it and one step",
            "days": "the days of an item's sessions together are at most its cap",
            "heavy": (
                "an item with `heavy` is in sessions whose days, taken together, are no"
                " neighbours; two items with `heavy` that share a region share no session, and no"
                " session of one touches a session of the other"
            ),
        },
        "layouts": [
            {
                "sessions": [[WEEKDAYS[day] for day in days] for days in layout.sessions],
                "touches": [
                    [m for m in range(count) if touched >> m & 1] for touched in layout.touches
                ],
            }
            for count in (1, 2, 3)
            for layout in problem.layouts(count)
        ],
        "items": [
            {
                "exercise": item.slug,
                "worth": item.worth,
                "cap": item.cap,
                "steps": list(item.steps),
                "seconds": [item.seconds[step] for step in item.steps],
                "progress": [item.progress[step] for step in item.steps],
                "grades": list(item.grades),
                "chain": region_numbers(item.chain),
                "heavy": region_numbers(item.own),
                "heavy_shares": region_numbers(item.around),
            }
            for item in problem.items
        ],
    }


def region_numbers(mask: int) -> list[int]:
    return [at for at in range(mask.bit_length()) if mask >> at & 1]
