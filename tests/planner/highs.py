"""Solve an instance as `instep plan --instance` prints it, with another solver: HiGHS.

Nothing of the planner is used here. For each layout the help is made largest first, then the
points: in one sum the steps of the objective would be beyond the solver's tolerances.
"""

from collections.abc import Iterator
from typing import Any

import highspy

Json = dict[str, Any]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def optimum(instance: Json) -> int:
    """Return the largest objective over all layouts; 0 if nothing can be chosen."""
    weights, best = instance["weights"], 0
    most_help = sum(
        stage["weeks"] * (weights["covered"] + weights["grades"] * grade)
        for stage in instance["stages"]
        for at in range(len(instance["complaints"]))
        if (grade := max([i["grades"][at] for i in there(instance, stage)], default=0))
    )
    for layout in sorted(instance["layouts"], key=lambda layout: len(layout["sessions"])):
        is_third = len(layout["sessions"]) == 3
        # A third session costs more than all points: it pays only if help is missing.
        if not (is_third and best >= most_help):
            best = max(best, Model(instance, layout).solve())
    return best


def fewest(instance: Json, objective: int) -> tuple[int, int]:
    """Return the fewest items with which a plan has this objective, and then the fewest positions.

    A position counts once in each session.
    """
    found = []
    for layout in instance["layouts"]:
        model = Model(instance, layout)
        if model.taken and model.solve() == objective:
            found.append(model.fewest())
    return min(found)


def there(instance: Json, stage: Json) -> list[Json]:
    """Return the items that are there in the weeks of a stage."""
    return [item for item in instance["items"] if item["from_week"] <= stage["from_week"]]


class Model:
    """One layout's problem: a binary variable for each way to use an item."""

    def __init__(self, instance: Json, layout: Json) -> None:
        self.instance, self.layout = instance, layout
        self.sizes = [len(days) for days in layout["sessions"]]
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        for option in ("mip_rel_gap", "mip_abs_gap"):
            self.highs.setOptionValue(option, 0.0)
        self.uses = [use for item in instance["items"] for use in self.uses_of(item)]
        self.taken = [self.highs.addBinary() for _ in self.uses]
        self.constrain()
        self.reached = self.reachable()

    def uses_of(self, item: Json) -> Iterator[Json]:
        touches = self.layout["touches"]
        for bits in range(1, 1 << len(self.sizes)):
            sessions = [k for k in range(len(self.sizes)) if bits >> k & 1]
            days = sum(self.sizes[k] for k in sessions)
            near = any(k in touches[m] for k in sessions for m in sessions)
            if days > item["cap"] or (item["heavy"] and near):
                continue
            for seconds, progress in zip(item["seconds"], item["progress"], strict=True):
                points = item["weeks"] * self.instance["weights"]["days"][days] + progress
                yield {
                    "item": item,
                    "sessions": sessions,
                    "seconds": seconds,
                    "points": item["worth"] * points,
                }

    def constrain(self) -> None:
        limits = self.instance["constraints"]
        for item in self.instance["items"]:
            self.at_most([u["item"] is item for u in self.uses], 1)
        for k in range(len(self.sizes)):
            inside = [k in use["sessions"] for use in self.uses]
            self.at_most(inside, limits["items_per_session"])
            seconds = [u["seconds"] * here for u, here in zip(self.uses, inside, strict=True)]
            self.at_most(seconds, limits["seconds_per_session"])
        for at, use in enumerate(self.uses):
            for other in range(at):
                if self.clash(use, self.uses[other]):
                    self.highs.addConstr(self.taken[at] + self.taken[other] <= 1)

    def at_most(self, factors: list[Any], limit: int) -> None:
        if any(factors):
            self.highs.addConstr(self.total(factors) <= limit)

    def total(self, factors: list[Any]) -> Any:
        pairs = zip(factors, self.taken, strict=True)
        return self.highs.qsum(int(factor) * taken for factor, taken in pairs if factor)

    def clash(self, one: Json, other: Json) -> bool:
        """Say whether heavy work of two items would meet on a day, or on neighbouring days."""
        first, second = one["item"], other["item"]
        if first is second or not (
            set(first["heavy"]) & set(second["heavy_shares"])
            or set(second["heavy"]) & set(first["heavy_shares"])
        ):
            return False
        touches = self.layout["touches"]
        return any(k == m or k in touches[m] for k in one["sessions"] for m in other["sessions"])

    def reachable(self) -> list[tuple[int, bool, Any]]:
        """Return (weight, whether it is help, variable) of all that items can reach together."""
        weights, found = self.instance["weights"], []
        regions = sorted({r for item in self.instance["items"] for r in item["chain"]})
        for stage in self.instance["stages"]:
            here = [use["item"]["from_week"] <= stage["from_week"] for use in self.uses]
            for at in range(len(self.instance["complaints"])):
                for grade in range(1, 6):
                    weight = weights["grades"] + (weights["covered"] if grade == 1 else 0)
                    reaching = [use["item"]["grades"][at] >= grade for use in self.uses]
                    found += self.reach(stage["weeks"] * weight, True, both(here, reaching))
            for region in regions:
                reaching = [region in use["item"]["chain"] for use in self.uses]
                weight = stage["weeks"] * weights["chain"]
                found += self.reach(weight, False, both(here, reaching))
        return found

    def reach(self, weight: int, is_help: bool, reaching: list[bool]) -> Any:
        if not any(reaching):
            return []
        variable = self.highs.addBinary()
        self.highs.addConstr(variable <= self.total(reaching))
        return [(weight, is_help, variable)]

    def solve(self) -> int:
        unit = self.instance["weights"]["grades"]
        helping = [(weight // unit, var) for weight, is_help, var in self.reached if is_help]
        if helping:
            help_of = self.highs.qsum(weight * variable for weight, variable in helping)
            self.highs.maximize(help_of)
            self.highs.addConstr(help_of >= round(self.highs.getObjectiveValue()))
        points = self.total([use["points"] for use in self.uses])
        linked = [(w, variable) for w, is_help, variable in self.reached if not is_help]
        if self.taken:
            self.points = points + self.highs.qsum(w * v for w, v in linked)
            self.highs.maximize(self.points)
        return self.value()

    def fewest(self) -> tuple[int, int]:
        """Return the fewest items, then positions, that still have the points of `solve`."""
        items = self.highs.qsum(self.taken)
        self.highs.addConstr(self.points >= round(self.highs.val(self.points)) - 0.5)
        self.highs.minimize(items)
        number = round(self.highs.getObjectiveValue())
        self.highs.addConstr(items <= number)
        stands = [
            (position, k, self.highs.addBinary())
            for position in sorted({item["position"] for item in self.instance["items"]})
            for k in range(len(self.sizes))
        ]
        for position, k, stood in stands:
            for use, taken in zip(self.uses, self.taken, strict=True):
                if k in use["sessions"] and use["item"]["position"] == position:
                    self.highs.addConstr(stood >= taken)
        self.highs.minimize(self.highs.qsum(stood for _, _, stood in stands))
        return number, round(self.highs.getObjectiveValue())

    def value(self) -> int:
        """Return the objective of the solution, added up anew in whole numbers."""
        third = self.instance["weights"]["third_session"] if len(self.sizes) == 3 else 0
        uses = [
            use
            for use, taken in zip(self.uses, self.taken, strict=True)
            if self.highs.val(taken) > 0.5
        ]
        reached = sum(weight for weight, _, var in self.reached if self.highs.val(var) > 0.5)
        return int(reached + sum(use["points"] for use in uses) - third)


def both(first: list[bool], second: list[bool]) -> list[bool]:
    return [a and b for a, b in zip(first, second, strict=True)]
