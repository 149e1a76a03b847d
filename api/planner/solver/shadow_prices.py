"""Shadow prices of a second and of a place in each session: the proof that a plan is the best.

They are the Lagrange multipliers of the two limits of a session. With any prices ≥ 0, the price of
all room, plus what each item earns above the price of the room it takes, is at least the objective
of the best plan (Lagrangian relaxation). Good prices make this bound tight. They are looked for
with floats and used as integers, so the proof does not depend on rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.planner.solver.candidates import SHIFT, Candidate, Candidates

ROUNDS = 30


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


Slim = list[list[tuple[float, int, int]]]
"""For each item its candidates, as (points, seconds, sessions)."""


def find_shadow_prices(
    items: Sequence[Candidates], sessions: int, budget: int, most_items: int
) -> ShadowPrices:
    """Return good prices for sessions of so many seconds and places."""
    slim: Slim = [
        [(one.gain / (1 << SHIFT), one.seconds, one.members) for one in candidates.each]
        for candidates in items
    ]
    found = best_prices(slim, [float(budget)] * sessions + [float(most_items)] * sessions)
    return ShadowPrices(
        tuple(int(price / budget) for price in found[:sessions]),
        tuple(int(price / most_items) for price in found[sessions:]),
    )


def best_prices(slim: Slim, limits: list[float]) -> list[float]:
    """Return the best prices found by a fixed number of subgradient steps (Polyak's rule).

    Prices here are those of a whole session's seconds and of a whole session's places, so that both
    kinds of step have one size.
    """
    prices = [0.0] * len(limits)
    best, found, scale = float("inf"), prices, 0.5
    slope: list[float] = []
    for _ in range(ROUNDS):
        bound, used = relax(slim, prices, limits)
        if bound < best:
            best, found = bound, prices
            slope = [taken / limit - 1 for taken, limit in zip(used, limits, strict=True)]
        else:
            scale /= 2
        length = squared_length(slope, found)
        if length < 1e-9:
            break
        pace = scale * best / length
        prices = [max(0.0, price + pace * part) for price, part in zip(found, slope, strict=True)]
    return found


def squared_length(slope: Sequence[float], prices: Sequence[float]) -> float:
    """Return the squared length of a step; a price of 0 counts only if it is to rise."""
    return sum(
        part * part for part, price in zip(slope, prices, strict=True) if price > 0 or part > 0
    )


def relax(slim: Slim, prices: list[float], limits: list[float]) -> tuple[float, list[float]]:
    """Return the bound at these prices, and the room that the best plan without limits takes."""
    sessions = len(prices) // 2
    table = price_table(prices, limits)
    bound, used = sum(prices), [0.0] * (2 * sessions)
    for candidates in slim:
        top, taken = 0.0, (0, 0)
        for gain, seconds, members in candidates:
            second, place = table[members]
            profit = gain - second * seconds - place
            if profit > top:
                top, taken = profit, (seconds, members)
        if top > 0:
            bound += top
            for k in range(sessions):
                if taken[1] >> k & 1:
                    used[k] += taken[0]
                    used[k + sessions] += 1
    return bound, used


def price_table(prices: list[float], limits: list[float]) -> list[tuple[float, float]]:
    """Return (price of a second, price of a place) for each set of sessions."""
    sessions = len(prices) // 2
    each = [price / limit for price, limit in zip(prices, limits, strict=True)]
    return [
        (
            sum(each[k] for k in range(sessions) if members >> k & 1),
            sum(each[k + sessions] for k in range(sessions) if members >> k & 1),
        )
        for members in range(1 << sessions)
    ]
