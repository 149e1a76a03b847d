"""Prices of a second and of a place in each session: what proves that nothing better exists.

With any prices ≥ 0 the room of the sessions at those prices, and what each item earns above what
it takes, add up to at least the best plan (Lagrangian relaxation). Good prices make this bound
tight; they are looked for with floats and used as integers, so the proof does not depend on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.planner.choices import SHIFT, Choice, Offer

ROUNDS = 30


@dataclass(frozen=True)
class Prices:
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


def earned(choice: Choice, table: Sequence[tuple[int, int]]) -> int:
    """Return what a choice gains above the price of the room that it takes."""
    second, place = table[choice.members]
    return choice.gain - second * choice.seconds - place


Slim = list[list[tuple[float, int, int]]]


def find_prices(offers: Sequence[Offer], sessions: int, budget: int, most_items: int) -> Prices:
    """Return good prices after a fixed number of subgradient steps (Polyak's rule).

    Prices are those of a whole session's seconds and of a whole session's places, so that both
    kinds of step have one size.
    """
    slim: Slim = [
        [(choice.gain / (1 << SHIFT), choice.seconds, choice.members) for choice in offer.choices]
        for offer in offers
    ]
    limits = [float(budget)] * sessions + [float(most_items)] * sessions
    prices = [0.0] * (2 * sessions)
    best, found, scale = float("inf"), prices, 0.5
    for _ in range(ROUNDS):
        bound, used = relaxed(slim, prices, limits)
        if bound < best:
            best, found, slope = (
                bound,
                prices,
                [u / m - 1 for u, m in zip(used, limits, strict=True)],
            )
        else:
            scale /= 2
        length = sum(
            part * part for part, price in zip(slope, found, strict=True) if price > 0 or part > 0
        )
        if length < 1e-9:
            break
        pace = scale * best / length
        prices = [max(0.0, price + pace * part) for price, part in zip(found, slope, strict=True)]
    return Prices(
        tuple(int(price / budget) for price in found[:sessions]),
        tuple(int(price / most_items) for price in found[sessions:]),
    )


def relaxed(slim: Slim, prices: list[float], limits: list[float]) -> tuple[float, list[float]]:
    """Return the bound at these prices, and what the unlimited best would take of each room."""
    sessions = len(prices) // 2
    table = [
        (
            sum(prices[k] / limits[k] for k in range(sessions) if members >> k & 1),
            sum(
                prices[k] / limits[k]
                for k in range(sessions, 2 * sessions)
                if members >> (k - sessions) & 1
            ),
        )
        for members in range(1 << sessions)
    ]
    bound, used = sum(prices), [0.0] * (2 * sessions)
    for choices in slim:
        top, taken = 0.0, (0, 0)
        for gain, seconds, members in choices:
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
