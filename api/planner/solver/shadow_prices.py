"""Shadow prices of a second and of a place in each session: the proof that a plan is the best.

They are the Lagrange multipliers of the two limits of a session. With any prices ≥ 0, the price of
all room, plus what each item earns above the price of the room it takes, is at least the objective
of the best plan (Lagrangian relaxation). Good prices make this bound tight. They are looked for
with floats and used as integers, so the proof does not depend on rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from api.planner.solver.candidates import SHIFT, Candidate, Candidates
from api.planner.solver.objective import GRADES

ROUNDS = 30

LEAST_SCALE = 0.005
"""Below this scale the steps are so short that the prices stay as they are."""

HALF = 1 << SHIFT - 1


@dataclass(frozen=True)
class ShadowPrices:
    """Points for a second and for a place, by session."""

    second: tuple[int, ...]
    place: tuple[int, ...]

    def room(self, budget: int, most_items: int) -> int:
        """Return the price of all room, as a gain."""
        return (sum(self.second) * budget + sum(self.place) * most_items) << SHIFT

    def table(self) -> list[tuple[int, int]]:
        """Return (price of a second, price of a place) for each set of sessions, as gains."""
        found = []
        for members in range(1 << len(self.second)):
            inside = [k for k in range(len(self.second)) if members >> k & 1]
            found.append(
                (
                    sum(self.second[k] for k in inside) << SHIFT,
                    sum(self.place[k] for k in inside) << SHIFT,
                )
            )
        return found


def profit_of(candidate: Candidate, table: Sequence[tuple[int, int]]) -> int:
    """Return the gain of a candidate above the price of the room that it takes."""
    second, place = table[candidate.members]
    return candidate.gain - second * candidate.seconds - place


Slim = list[tuple[bool, list[tuple[float, int, int]]]]
"""For each item whether it alone gives help, and its candidates as (points, seconds, sessions)."""


def find_shadow_prices(
    items: Sequence[Candidates], sizes: Sequence[int], budget: int, most_items: int
) -> ShadowPrices:
    """Return good prices for sessions of so many days each, with so many seconds and places."""
    sessions = len(sizes)
    slim = [slim_of(candidates) for candidates in items]
    limits = [float(budget)] * sessions + [float(most_items)] * sessions
    found = best_prices(slim, limits, of_same_size(sizes))
    return ShadowPrices(
        tuple(int(price / budget) for price in found[:sessions]),
        tuple(int(price / most_items) for price in found[sessions:]),
    )


def slim_of(candidates: Candidates) -> tuple[bool, list[tuple[float, int, int]]]:
    """Return what prices are found from, without the help.

    Help is beyond all prices of room. In the bound it would drown the points, and the steps of the
    search for prices, which go by the bound, would be far too long.
    """
    each = [(one.gain + HALF >> SHIFT, one.seconds, one.members) for one in candidates.each]
    helps = any(points >= GRADES for points, _, _ in each)
    return helps, [(float(points % GRADES), seconds, k) for points, seconds, k in each]


def best_prices(slim: Slim, limits: list[float], same: Sequence[Sequence[int]]) -> list[float]:
    """Return the best prices found by a bounded number of subgradient steps (Polyak's rule).

    Prices here are those of a whole session's seconds and of a whole session's places, so that both
    kinds of step have one size. Those of each group of `same` are equal: otherwise all items would
    move from one session to the other and back, and the prices with them.
    """
    prices = [0.0] * len(limits)
    best, found, scale = float("inf"), prices, 0.5
    slope: list[float] = []
    for _ in range(ROUNDS):
        bound, used = relax(slim, prices, limits)
        if bound < best:
            best, found = bound, prices
            slope = [taken / limit - 1 for taken, limit in zip(used, limits, strict=True)]
            for group in same:
                mean = sum(slope[at] for at in group) / len(group)
                for at in group:
                    slope[at] = mean
            length = squared_length(slope, found)
        else:
            scale /= 2
        if length < 1e-9 or scale < LEAST_SCALE:
            break
        pace = scale * best / length
        prices = [max(0.0, price + pace * part) for price, part in zip(found, slope, strict=True)]
    return found


def of_same_size(sizes: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the groups of prices of sessions that have the same number of days."""
    sessions = len(sizes)
    groups = [
        tuple(k for k, other in enumerate(sizes) if other == size) for size in sorted(set(sizes))
    ]
    found = [group for group in groups if len(group) > 1]
    return [*found, *(tuple(sessions + k for k in group) for group in found)]


def squared_length(slope: Sequence[float], prices: Sequence[float]) -> float:
    """Return the squared length of a step; a price of 0 counts only if it is to rise."""
    return sum(
        part * part for part, price in zip(slope, prices, strict=True) if price > 0 or part > 0
    )


def relax(slim: Slim, prices: list[float], limits: list[float]) -> tuple[float, list[float]]:
    """Return the bound at these prices, and the room that the best plan without limits takes.

    An item that alone gives help is taken at any price.
    """
    sessions = len(prices) // 2
    table = price_table(prices, limits)
    bound, used = sum(prices), [0.0] * (2 * sessions)
    for helps, candidates in slim:
        top, members = -inf if helps else 0.0, 0
        for points, needed, choice in candidates:
            second, place = table[choice]
            profit = points - second * needed - place
            if profit > top:
                top, members, seconds = profit, choice, needed
        if members:
            bound += top
            for k in range(sessions):
                if members >> k & 1:
                    used[k] += seconds
                    used[k + sessions] += 1
    return bound, used


def price_table(prices: list[float], limits: list[float]) -> list[tuple[float, float]]:
    """Return (price of a second, price of a place) for each set of sessions."""
    sessions = len(prices) // 2
    found = [(0.0, 0.0)]
    for k in range(sessions):
        more, place_more = prices[k] / limits[k], prices[k + sessions] / limits[k + sessions]
        found += [(second + more, place + place_more) for second, place in found]
    return found
