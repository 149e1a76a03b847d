"""The optimisation problem of one week: items, gains and constraints, as numbers only.

Choose a layout, and for each item the sessions it is in and its target step, so that

    objective = COVERED × complaints with a direct helper
              + GRADES × sum over complaints of the best direct grade
              − THIRD_SESSION × (1 if there are three sessions)
              + CHAIN × weeks × regions of the chain that a chosen item works on
              + sum over chosen items of score × (weeks × DAYS[days a week] + progress of its step)

is largest. The constraints: the step is one that its item offers; in each session the seconds at
the target steps, the number of exercises and the rules for heavy work hold; and no item is on more
days than its cap.
"""

from dataclasses import dataclass

from api.planner.solver.layouts import Layout, layouts


@dataclass(frozen=True)
class Item:
    """An exercise that may be chosen. `seconds` and `progress` by target step; `grades` by plan.

    `steps` are those to choose from: the lowest dose, and the highest that the weeks allow if it
    fits a session alone. They depend on nothing else, so more time only ever adds to the choice.
    The steps between are for the seconds that the best week leaves over.

    `chain`, `heavy_regions` and `heavy_subregions` are sets of regions (one bit each): those of the
    chain that it works on, those that it loads heavily, and all that are inside of those.
    """

    slug: str
    score: int
    cap: int
    seconds: tuple[int, ...]
    progress: tuple[int, ...]
    grades: tuple[int, ...]
    chain: int
    heavy_regions: int
    heavy_subregions: int
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """Exercises of equal score that the search does not see: the seconds of its shortest."""

    score: int
    seconds: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """`items` by slug; `days` from 0 (Monday); `budget` is the seconds of a session.

    `plans` are the complaints to help, in the order of every item's grades. `others` stand for all
    exercises if there are too many for the search to see; only the bound counts them.
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
