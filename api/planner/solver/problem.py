"""The optimisation problem of one week: items, gains and constraints, as numbers only.

Choose a layout, and for each item the sessions it is in and its target step, so that

    objective = COVERED × sum over complaints of the weeks with a direct helper
              + GRADES × sum over complaints and weeks of the best direct grade
              − THIRD_SESSION × (1 if there are three sessions)
              + CHAIN × sum over regions of the chain of the weeks in which an item works on it
              + sum over chosen items of score × (weeks × DAYS[days a week] + progress of its step)

is largest. An item counts only in its own weeks, from its first one to the end: before that it is
absent, and its time stays free. The constraints: the step is one that its item offers; in each
session the seconds at the target steps, the number of exercises and the rules for heavy work hold;
and no item is on more days than its cap.

Of plans with equal objectives the best has the fewest items, then the fewest positions (counted in
each session), then the earliest layout, then the fewest seconds, then the names decide.
"""

from dataclasses import dataclass
from functools import cached_property

from api.planner.solver.layouts import Layout, layouts


@dataclass(frozen=True)
class Item:
    """An exercise that may be chosen. `seconds` and `progress` by target step; `grades` by plan.

    It is there from week `from_week` on, which is `weeks` weeks.

    `steps` are those to choose from: the lowest dose, and the highest that the weeks allow if it
    fits a session alone. They depend on nothing else, so more time only ever adds to the choice.
    The steps between are for the seconds that the best week leaves over.

    `position` is a number for how it is done: two items with the same one need no change.

    `chain`, `heavy_regions` and `heavy_subregions` are sets of regions (one bit each): those of the
    chain that it works on, those that it loads heavily, and all that are inside of those.
    """

    slug: str
    score: int
    cap: int
    from_week: int
    weeks: int
    seconds: tuple[int, ...]
    progress: tuple[int, ...]
    grades: tuple[int, ...]
    chain: int
    heavy_regions: int
    heavy_subregions: int
    steps: tuple[int, ...]
    position: int = 0


@dataclass(frozen=True)
class Group:
    """Exercises of equal score that the search does not see: the seconds of its shortest."""

    score: int
    seconds: tuple[int, ...]


@dataclass(frozen=True)
class Stage:
    """Weeks between which no item comes in: `weeks` of them, the first is `from_week`."""

    from_week: int
    weeks: int


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

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Return the weeks of the plan, cut wherever an item comes in."""
        starts = sorted({1, *(item.from_week for item in self.items)})
        ends = (*starts[1:], self.weeks + 1)
        return tuple(Stage(start, end - start) for start, end in zip(starts, ends, strict=True))

    def layouts(self, sessions: int) -> tuple[Layout, ...]:
        return layouts(self.days, sessions)
