"""The exact search: branch and bound over the items, with prices for a bound. Integers only.

The order of the search never decides who wins: every sum carries its own tie-break, so the plan
is the best one whatever is tried first, unless the node budget ends the search. No clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from api.planner.choices import (
    FIELD,
    SHIFT,
    Bonus,
    Choice,
    bonus_of,
    layout_gain,
    offers_of,
    room_of,
)
from api.planner.days import Layout
from api.planner.prices import earned, find_prices
from api.planner.problem import Item, Problem

MASK = (1 << FIELD - 1) - 1
"""The bits of a packed field, its guard bit left out."""

REMEMBERED = 40

NOTHING = -(1 << 128)
"""Below the gain of every plan, the empty one too."""


@dataclass(frozen=True)
class Placed:
    """One item of the plan: in which sessions (bits) and up to which step."""

    slug: str
    members: int
    step: int


@dataclass(frozen=True)
class Solution:
    """The best plan found; `bound` is a proven limit for every plan, equal where it is the best.

    `items` by slug; empty where nothing fits.
    """

    layout: Layout
    items: tuple[Placed, ...]
    objective: int
    bound: int
    nodes: int


Path = tuple[tuple[str, int, int], ...]


class Branching:
    """One layout's search. `best` and `found` move; everything else stands."""

    def __init__(
        self, problem: Problem, layout: Layout, number: int, items: Sequence[Item]
    ) -> None:
        sessions = len(layout.sessions)
        self.layout = layout
        self.bonus: Bonus = bonus_of(problem)
        offers = offers_of(problem, layout, items, self.bonus)
        prices = find_prices(offers, sessions, problem.budget, problem.most_items)
        table = prices.table()
        self.base = layout_gain(layout, number)
        self.room, self.guards = room_of(problem, sessions)
        priced = [
            (
                offer,
                sorted(((earned(choice, table), choice) for choice in offer.choices), reverse=True),
            )
            for offer in offers
        ]
        priced.sort(key=lambda pair: -pair[1][0][0])
        self.slugs = [offer.item.slug for offer, _ in priced]
        self.covers = [offer.cover for offer, _ in priced]
        self.choices = [choices for _, choices in priced]
        self.worth_of: dict[int, int] = {}
        self.reach = [0]
        for offer, _ in reversed(priced):
            self.reach.append(self.reach[-1] | offer.cover)
        self.reach.reverse()
        self.rests = [
            suffix_sums([best_within(choices, open_) for _, choices in priced])
            for open_ in range(1 << sessions)
        ]
        self.least = [
            suffix_least([least_seconds(choices, k) for _, choices in priced])
            for k in range(sessions)
        ]
        self.most = [
            suffix_sums([most_seconds(choices, k) for _, choices in priced])
            for k in range(sessions)
        ]
        self.prices = [
            (prices.second[k] << SHIFT, prices.place[k] << SHIFT) for k in range(sessions)
        ]
        self.memo: dict[tuple[int, int, int, int], list[tuple[int, int]]] = {}
        self.found: Path | None = None
        self.start = self.base + prices.room(problem.budget, problem.most_items)
        self.limit = self.start + self.rests[-1][0] + self.reached(self.reach[0])

    def reached(self, cover: int) -> int:
        points = self.worth_of.get(cover)
        if points is None:
            points = self.worth_of[cover] = self.bonus.of(cover)
        return points

    def run(self, best: int, nodes: int) -> None:
        """Search for a plan above `best` with at most `nodes` choices tried."""
        self.best, self.left, self.open = best, nodes, best
        if self.limit > best:
            self.descend(0, self.start, self.base, self.room, 0, 0, 0, ())

    def open_sessions(self, at: int, room: int) -> tuple[int, int, int]:
        """Return which sessions can still take an item from `at` on; the price of the room that

        will stay empty for sure, which the bound has counted; and the room that can matter.
        """
        members = lost = useful = 0
        for k, (second, place) in enumerate(self.prices):
            seconds = room >> 2 * k * FIELD & MASK
            places = room >> (2 * k + 1) * FIELD & MASK
            if places and seconds >= self.least[k][at]:
                members |= 1 << k
                most, count = self.most[k][at], len(self.covers) - at
                if seconds > most:
                    lost += second * (seconds - most)
                    seconds = most
                if places > count:
                    lost += place * (places - count)
                    places = count
                useful |= (seconds | places << FIELD) << 2 * k * FIELD
            else:
                lost += second * seconds + place * places
        return members, lost, useful

    def surpassed(self, state: tuple[int, int, int, int], useful: int, total: int) -> bool:
        """Say whether a plan seen before gains as much and leaves as much of every room."""
        seen = self.memo.get(state)
        if seen is None:
            self.memo[state] = [(useful | self.guards, total)]
            return False
        guards = self.guards
        for other, gained in seen:
            if gained >= total and (other - useful) & guards == guards:
                return True
        if len(seen) < REMEMBERED:
            seen.append((useful | guards, total))
        return False

    def give_up(self, bound: int) -> None:
        """Leave the rest of a branch untried: whatever it holds stays below this bound."""
        self.open = max(self.open, bound)

    def descend(
        self,
        at: int,
        bound: int,
        gain: int,
        room: int,
        heavy: int,
        blocks: int,
        cover: int,
        path: Path,
    ) -> None:
        """Take the plan so far, then try each further item; `bound` is what is sure to be above."""
        total = gain + self.reached(cover)
        if total > self.best:
            self.best, self.found = total, path
        members, lost, useful = self.open_sessions(at, room)
        if not members:
            return
        bound -= lost
        if self.surpassed((at, cover & self.reach[at], heavy, blocks), useful, total):
            return
        rest, reach, covers = self.rests[members], self.reach, self.covers
        for item in range(at, len(covers)):
            if bound + rest[item] + self.reached(cover | reach[item]) <= self.best:
                return
            after = rest[item + 1] + self.reached(cover | covers[item] | reach[item + 1])
            for profit, choice in self.choices[item]:
                if bound + profit + after <= self.best:
                    break
                left = room - choice.need
                if left & self.guards != self.guards:
                    continue
                if choice.heavy & blocks or choice.blocks & heavy:
                    continue
                if self.left <= 0:
                    self.give_up(bound + rest[item] + self.reached(cover | reach[item]))
                    return
                self.left -= 1
                self.descend(
                    item + 1,
                    bound + lost + profit,
                    gain + choice.gain,
                    left,
                    heavy | choice.heavy,
                    blocks | choice.blocks,
                    cover | covers[item],
                    (*path, (self.slugs[item], choice.members, choice.step)),
                )


def best_within(choices: Sequence[tuple[int, Choice]], members: int) -> int:
    """Return the most that an item earns inside these sessions, at least nothing."""
    return max([0, *(profit for profit, choice in choices if not choice.members & ~members)])


def least_seconds(choices: Sequence[tuple[int, Choice]], session: int) -> int:
    return min([MASK, *(c.seconds for _, c in choices if c.members >> session & 1)])


def most_seconds(choices: Sequence[tuple[int, Choice]], session: int) -> int:
    return max([0, *(c.seconds for _, c in choices if c.members >> session & 1)])


def suffix_sums(values: Sequence[int]) -> list[int]:
    return list(accumulate(reversed(values), initial=0))[::-1]


def suffix_least(values: Sequence[int]) -> list[int]:
    return list(accumulate(reversed(values), min, initial=MASK))[::-1]


def solve(
    problem: Problem,
    layouts: Sequence[tuple[int, Layout]],
    items: Sequence[Item],
    nodes: int,
    above: int = NOTHING,
) -> Solution:
    """Return the best plan over these (numbered) layouts, none of them empty.

    Only plans above the gain `above` are looked for; where there is none, no item is placed.
    """
    branchings = [Branching(problem, layout, number, items) for number, layout in layouts]
    branchings.sort(key=lambda branching: -branching.limit)
    best, limit, left = above, above, nodes
    found: Path = ()
    layout = layouts[0][1]
    for branching in branchings:
        branching.run(best, left)
        limit, left = max(limit, branching.open), branching.left
        if branching.found is not None:
            best, found, layout = branching.best, branching.found, branching.layout
    placed = tuple(sorted((Placed(*use) for use in found), key=lambda use: use.slug))
    objective = rounded(best)
    bound = objective if limit <= best else max(objective, rounded(limit))
    return Solution(layout, placed, objective, bound, nodes - left)


def rounded(total: int) -> int:
    """Return the objective inside a total; its tie-break lies within half a point either way."""
    return (total + (1 << SHIFT - 1)) >> SHIFT
