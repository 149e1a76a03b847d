"""The choices of each item in one layout, with what each gains and takes, packed into integers.

Gains are `objective × 2^64 + tie`: the tie-break is a part of every sum, so the best choice is
always one and the same. Time and number of exercises of all sessions stand in one integer, each
field with a guard bit above it: one subtraction takes them all, and one AND tells whether any ran
below zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from api.planner.days import Layout
from api.planner.problem import Item, Problem, days_worth, lot
from api.planner.worth import CHAIN, COVERED, GRADES, THIRD_SESSION

SHIFT = 64
TIE_SECONDS = 44
TIE_LAYOUT = 58

FIELD = 14
"""Bits of one field with its guard bit: up to 8,191 seconds."""

GRADE_BITS = 5


class Choice(NamedTuple):
    """One way to use an item: sessions (bits), target step, what it gains and takes."""

    gain: int
    members: int
    step: int
    seconds: int
    need: int
    heavy: int
    blocks: int


@dataclass(frozen=True)
class Offer:
    """An item with its choices in a layout; `cover` has the bits of what it reaches."""

    item: Item
    cover: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Bonus:
    """What reaching things is worth. Bits: GRADE_BITS for each complaint, then the regions."""

    covered: int
    grades: int
    chain: int
    points: int

    def of(self, cover: int) -> int:
        return (
            COVERED * (cover & self.covered).bit_count()
            + GRADES * (cover & self.grades).bit_count()
            + self.points * (cover & self.chain).bit_count()
        ) << SHIFT


def bonus_of(problem: Problem) -> Bonus:
    grades = len(problem.plans) * GRADE_BITS
    return Bonus(
        covered=sum(1 << GRADE_BITS * at for at in range(len(problem.plans))),
        grades=(1 << grades) - 1,
        chain=((1 << problem.region_bits) - 1) << grades,
        points=CHAIN * problem.weeks,
    )


def cover_of(item: Item, complaints: int) -> int:
    """Grade g of a complaint sets its lowest g bits, so the best of several is their OR."""
    cover = item.chain << complaints * GRADE_BITS
    for at, grade in enumerate(item.grades):
        cover |= ((1 << grade) - 1) << at * GRADE_BITS
    return cover


def room_of(problem: Problem, sessions: int) -> tuple[int, int]:
    """Return the packed room of empty sessions, and the guard bits that must stay set."""
    room = guards = 0
    for k in range(sessions):
        for field, amount in ((2 * k, problem.budget), (2 * k + 1, problem.most_items)):
            room |= amount << field * FIELD
            guards |= 1 << field * FIELD + FIELD - 1
    return room | guards, guards


def layout_gain(layout: Layout, number: int) -> int:
    """Return what the layout itself adds: the step for a third session, and its place in line."""
    third = THIRD_SESSION if len(layout.sessions) == 3 else 0
    return (-third << SHIFT) - (number << TIE_LAYOUT)


def offer_of(item: Item, problem: Problem, layout: Layout) -> Offer:
    choices = [
        choice_of(item, problem, layout, members, step)
        for members in range(1, 1 << len(layout.sessions))
        if allowed(item, layout, members)
        for step in item.steps
    ]
    return Offer(item, cover_of(item, len(problem.plans)), tuple(choices))


def allowed(item: Item, layout: Layout, members: int) -> bool:
    days, _ = days_worth(layout, members)
    return days <= item.cap and (not item.own or layout.apart(members))


def choice_of(item: Item, problem: Problem, layout: Layout, members: int, step: int) -> Choice:
    _, points = days_worth(layout, members)
    seconds = item.seconds[step]
    gain = item.worth * (problem.weeks * points + item.progress[step])
    need = heavy = near = 0
    for k in range(len(layout.sessions)):
        if members >> k & 1:
            need |= (seconds | 1 << FIELD) << 2 * k * FIELD
            near |= layout.touches[k] | 1 << k
    if item.own:
        heavy = spread(item.own, members, problem.region_bits)
    return Choice(
        gain=(gain << SHIFT)
        - (seconds * members.bit_count() << TIE_SECONDS)
        + lot(item.slug, members, step),
        members=members,
        step=step,
        seconds=seconds,
        need=need,
        heavy=heavy,
        blocks=spread(item.around, near, problem.region_bits) if item.own else 0,
    )


def spread(mask: int, members: int, width: int) -> int:
    """Repeat a mask of regions in the block of each session among `members`."""
    found = 0
    for k in range(members.bit_length()):
        if members >> k & 1:
            found |= mask << k * width
    return found


def offers_of(problem: Problem, layout: Layout, items: Sequence[Item], bonus: Bonus) -> list[Offer]:
    """Return the items that the layout has a place for.

    What only one of them reaches is a plain gain of that one: the bound then counts it exactly.
    """
    found = [offer_of(item, problem, layout) for item in items]
    offers = [offer for offer in found if offer.choices]
    once = several = 0
    for offer in offers:
        several |= once & offer.cover
        once |= offer.cover
    return [with_sole(offer, bonus.of(offer.cover & ~several), several) for offer in offers]


def with_sole(offer: Offer, points: int, several: int) -> Offer:
    if not points:
        return offer
    choices = tuple(choice._replace(gain=choice.gain + points) for choice in offer.choices)
    return Offer(offer.item, offer.cover & several, choices)
