"""The exact search: branch and bound over the items, with shadow prices for a bound. Integers only.

The search takes the items one by one, in a fixed order. A *node* is the plan so far; its children
add one candidate of a later item. What a node can still reach is bounded by

    bound of the node              gains so far + the price of the room that is left
    + rests[sessions][item]        the best profits of all later items (gain − price of the room)
    + bonus of (cover | reach)     everything that later items could still cover

A branch whose bound is not above the best plan found is pruned, and so is one that has an item
without one that surpasses it (`dominance.py`). The order never decides who wins:
every gain carries its own tie-break, so the best plan is one and the same whatever is tried first,
unless the node budget ends the search. No clock.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate

from api.planner.solver.candidates import (
    FIELD,
    SHIFT,
    TIE_POSITIONS,
    Bonus,
    Candidate,
    Candidates,
    all_candidates,
    bonus_of,
    cover_of,
    layout_gain,
    room_of,
)
from api.planner.solver.dominance import ahead_of
from api.planner.solver.layouts import Layout
from api.planner.solver.problem import Item, Problem
from api.planner.solver.shadow_prices import ShadowPrices, find_shadow_prices, profit_of

MASK = (1 << FIELD - 1) - 1
"""The bits of a packed field, its guard bit left out."""

UNPAUSED = 0b111111
"""So many candidates, and one more, are tried between two pauses: a third of a millisecond."""

REMEMBERED = 40
"""Rooms and gains that are remembered for one state of the search."""

Path = tuple[tuple[str, int, int], ...]
Profitable = list[tuple[int, Candidate]]
"""An item's candidates with their profits, the most profitable first."""


Node = tuple[int, int, int, int, int, int, int, int, int, Path]
"""The plan so far: (item, bound, gain, room, heavy, blocks, cover, taken, stands, path).

`item` is the next one to decide on, `bound` the gain and the price of the room that is left,
`taken` its items (bits, in the order of the search), `path` the chosen candidates. Both `bound` and
`gain` are less the positions so far. The others are packed as `candidates.py` says. It is a plain
tuple because making one is a good part of the time of a search.
"""


class Common:
    """What the searches of all layouts need: bonuses, covers by item, and who surpasses whom."""

    def __init__(self, problem: Problem, items: Sequence[Item]) -> None:
        self.problem = problem
        self.bonus: Bonus = bonus_of(problem)
        self.covers = [(item, cover_of(item, problem)) for item in items]
        self.ahead = ahead_of(items)


class BranchAndBound:
    """The search in one layout. `best`, `found`, `left` and `open` change, nothing else does."""

    def __init__(
        self, common: Common, layout: Layout, number: int, *, longest_first: bool = False
    ) -> None:
        problem, sessions = common.problem, len(layout.sessions)
        self.layout, self.number = layout, number
        self.bonus = common.bonus
        candidates = all_candidates(problem, layout, common.covers, self.bonus)
        prices = find_shadow_prices(candidates, layout.sizes, problem.budget, problem.most_items)
        self.prices = [
            (prices.second[k] << SHIFT, prices.place[k] << SHIFT) for k in range(sessions)
        ]
        self.bonuses: dict[int, int] = {}
        self.memo: dict[tuple[int, int, int, int], list[tuple[int, int, int]]] = {}
        self.found: Path | None = None
        self.line_up(candidates, prices, longest_first=longest_first)
        self.ahead = [
            sum(1 << at for at, slug in enumerate(self.slugs[:place]) if slug in common.ahead[one])
            for place, one in enumerate(self.slugs)
        ]
        self.sum_up(sessions)
        self.base = layout_gain(layout, number)
        self.room, self.guards = room_of(problem, sessions)
        self.start = self.base + prices.room(problem.budget, problem.most_items)
        self.limit = self.start + self.rests[-1][0] + self.bonus_for(self.reach[0])

    def line_up(
        self, candidates: Sequence[Candidates], prices: ShadowPrices, *, longest_first: bool
    ) -> None:
        """Put the items into the order of the search: the most profitable or the longest first."""
        table = prices.table()
        priced: list[tuple[Candidates, Profitable]] = [
            (item, sorted(((profit_of(one, table), one) for one in item.each), reverse=True))
            for item in candidates
        ]
        if longest_first:
            priced.sort(key=lambda pair: -max(one.seconds for _, one in pair[1]))
        else:
            priced.sort(key=lambda pair: -pair[1][0][0])
        self.slugs = [item.item.slug for item, _ in priced]
        self.covers = [item.cover for item, _ in priced]
        self.candidates = [profitable for _, profitable in priced]

    def sum_up(self, sessions: int) -> None:
        """Compute the cover, gain, need and room of each item and all later ones together."""
        self.reach = [0]
        for cover in reversed(self.covers):
            self.reach.append(self.reach[-1] | cover)
        self.reach.reverse()
        self.rests = [
            suffix_sums([best_within(each, members) for each in self.candidates])
            for members in range(1 << sessions)
        ]
        self.least = [
            suffix_least([least_seconds(each, k) for each in self.candidates])
            for k in range(sessions)
        ]
        self.most = [
            suffix_sums([most_seconds(each, k) for each in self.candidates])
            for k in range(sessions)
        ]

    def limit_if_all_are_equal(self) -> int:
        """Return a bound for the plans in which all sessions have the same items.

        It also holds for a layout of one session on the same days: all tie-breaks together are less
        than a point.
        """
        everywhere = (1 << len(self.prices)) - 1
        profits = [
            max([0, *(profit for profit, one in each if one.members == everywhere)])
            for each in self.candidates
        ]
        return self.start + sum(profits) + self.bonus_for(self.reach[0]) + (1 << SHIFT)

    def bonus_for(self, cover: int) -> int:
        points = self.bonuses.get(cover)
        if points is None:
            points = self.bonuses[cover] = self.bonus.of(cover)
        return points

    def run(self, best: int, nodes: int, pause: Callable[[], object]) -> None:
        """Search for a plan above `best`; at most `nodes` candidates are tried.

        `pause` is called now and then, so that the search need not hold up anybody. A further run
        begins anew.
        """
        self.best, self.left, self.open, self.pause = best, nodes, best, pause
        self.memo.clear()
        if self.limit > best:
            self.descend((0, self.start, self.base, self.room, 0, 0, 0, 0, 0, ()))

    def is_unfinished(self) -> bool:
        """Say whether the budget of the last run ended it before the best plan was proven."""
        return self.open > self.best

    def descend(self, node: Node) -> None:
        """Take the plan so far if it is the best, then try each further item."""
        item, _, gain, room, heavy, blocks, cover, _, stands, path = node
        total = gain + self.bonus_for(cover)
        if total > self.best:
            self.best, self.found = total, path
        members, lost, useful = self.open_sessions(item, room)
        if not members:
            return
        state = (item, cover & self.reach[item], heavy, blocks)
        if not self.is_surpassed(state, useful, total, stands):
            self.go_on(node, members, lost)

    def go_on(self, node: Node, members: int, lost: int) -> None:
        """Go into each plan that one more item makes, as long as it may surpass the best one.

        `members` are the sessions that can take an item; `lost` is the price of the room that will
        stay empty for sure.
        """
        start, paid, gain, room, heavy, blocks, cover, taken, stands, path = node
        rest, reach, covers, guards = self.rests[members], self.reach, self.covers, self.guards
        bound = paid - lost
        for item in range(start, len(covers)):
            above = bound + rest[item] + self.bonus_for(cover | reach[item])
            if above <= self.best:
                return
            if self.ahead[item] & ~taken:
                continue
            reached = cover | covers[item]
            after = bound + rest[item + 1] + self.bonus_for(reached | reach[item + 1])
            for profit, (more, sessions, step, _, need, load, bars, stood) in self.candidates[item]:
                if after + profit <= self.best:
                    break
                left = room - need
                if left & guards != guards or load & blocks or bars & heavy:
                    continue
                if self.left <= 0:
                    self.open = max(self.open, above)
                    return
                self.left -= 1
                if not self.left & UNPAUSED:
                    self.pause()
                new = (stood & ~stands).bit_count() << TIE_POSITIONS
                self.descend(
                    (
                        item + 1,
                        paid + profit - new,
                        gain + more - new,
                        left,
                        heavy | load,
                        blocks | bars,
                        reached,
                        taken | 1 << item,
                        stands | stood,
                        (*path, (self.slugs[item], sessions, step)),
                    )
                )

    def open_sessions(self, item: int, room: int) -> tuple[int, int, int]:
        """Return the sessions that can still take an item, the lost price, and the useful room.

        Lost is the price of all room that will stay empty for sure: of sessions with too little
        time for any later item, and of what the later items together could not fill. Useful is the
        room without it, packed as `room` is.
        """
        members = lost = useful = 0
        for k, (second, place) in enumerate(self.prices):
            seconds = room >> 2 * k * FIELD & MASK
            places = room >> (2 * k + 1) * FIELD & MASK
            if places and seconds >= self.least[k][item]:
                members |= 1 << k
                most, count = self.most[k][item], len(self.covers) - item
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

    def is_surpassed(
        self, state: tuple[int, int, int, int], useful: int, total: int, stands: int
    ) -> bool:
        """Say whether a plan seen before gains as much and leaves as much of every room.

        It may still have to pay for a position that this one has already. Two packed rooms are
        compared by one subtraction: `(seen | guards) - useful` keeps all guards if no field of
        `useful` is larger.
        """
        seen = self.memo.get(state)
        if seen is None:
            self.memo[state] = [(useful | self.guards, total, stands)]
            return False
        guards = self.guards
        for other, gained, stood in seen:
            if gained >= total and (other - useful) & guards == guards:
                owed = (stands & ~stood).bit_count() << TIE_POSITIONS
                if gained - owed >= total:
                    return True
        if len(seen) < REMEMBERED:
            seen.append((useful | guards, total, stands))
        return False


def best_within(candidates: Profitable, members: int) -> int:
    """Return the most that an item earns inside these sessions, at least nothing."""
    return max([0, *(profit for profit, one in candidates if not one.members & ~members)])


def least_seconds(candidates: Profitable, session: int) -> int:
    return min([MASK, *(one.seconds for _, one in candidates if one.members >> session & 1)])


def most_seconds(candidates: Profitable, session: int) -> int:
    return max([0, *(one.seconds for _, one in candidates if one.members >> session & 1)])


def suffix_sums(values: Sequence[int]) -> list[int]:
    """Return the sum from each place to the end: [3, 1, 2] gives [6, 3, 2, 0]."""
    return list(accumulate(reversed(values), initial=0))[::-1]


def suffix_least(values: Sequence[int]) -> list[int]:
    """Return the least from each place to the end, MASK at the end itself."""
    return list(accumulate(reversed(values), min, initial=MASK))[::-1]
