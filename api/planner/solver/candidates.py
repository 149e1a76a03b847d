"""The candidates of each item in one layout: sessions, target step and gain.

Everything that the search adds up or compares is packed into integers.

`gain` is the objective and its tie-break in one sum. Everything below bit 76 together stays under
half a point, so it decides only between equal objectives:

    bit  76 and up       70      64          58       44             0
        ┌───────────────┬───────┬───────────┬────────┬──────────────┬───────────────┐
        │ objective,    │ items │ positions │ layout │ seconds of   │ tie_break,    │
        │ whole points  │       │ (search)  │ number │ all sessions │ 38 bits each  │
        └───────────────┴───────┴───────────┴────────┴──────────────┴───────────────┘
         added           subtr.  subtracted  subtr.   subtracted     added

    7 points that take 134 seconds in one session: (7 << 76) - (1 << 70) - (134 << 44) + tie_break

The positions are no part of a candidate's gain, as several share one: the search counts the bits of
`stands`, which has POSITIONS bits for each session.

`room` and `need` have two fields of FIELD bits for each session. The top bit of a field is its
guard: 1 in `room`, 0 in `need`.

    bit  55  54 … 42  41  40 … 28   27  26 … 14  13  12 … 0
        ┌───┬────────┬───┬─────────┬───┬────────┬───┬─────────┐
        │ 1 │ places │ 1 │ seconds │ 1 │ places │ 1 │ seconds │
        └───┴────────┴───┴─────────┴───┴────────┴───┴─────────┘
         session 1                  session 0

    An empty session 0 has 600 seconds and 4 places. An item of 134 seconds needs 134 | 1 << 14;
    room - need leaves 466 and 3. A field that ran below zero would borrow its guard bit, so one
    AND with all guards finds whatever does not fit.

`heavy` and `blocks` have a block of bits for each session, one bit for each region:

    session 1 │ session 0
      0b 0101 │ 0000          heavy work for the regions 0 and 2 in session 1, of four regions

`cover` is what an item reaches for a bonus; several items reach the OR of their covers. It has a
block for each stage of weeks, and an item sets the bits of the stages in which it is there. Grade g
sets the lowest g of GRADE_BITS bits, so the OR of grades is the best of them:

    stage 1 (weeks 3 to 6)            │ stage 0 (weeks 1 and 2)
    regions of the chain │ 1  │ 0     │ regions of the chain │ plan 1 │ plan 0
    …                    │ …  │ …     │   one bit for each   │  00011 │  00111

    stage 0 has grade 2 for plan 1 and grade 3 for plan 0
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from api.planner.solver.layouts import Layout, SessionSet
from api.planner.solver.objective import CHAIN, COVERED, DAYS, GRADES, THIRD_SESSION
from api.planner.solver.problem import Item, Problem

SHIFT = 76
TIE_SECONDS = 44
TIE_LAYOUT = 58
TIE_POSITIONS = 64
TIE_ITEMS = 70

POSITIONS = 4
"""Bits of one session in `stands`."""

FIELD = 14
"""Bits of one field with its guard bit: up to 8,191 seconds."""

GRADE_BITS = 5


class Candidate(NamedTuple):
    """One way to use an item: sessions (bits), target step, gain and room.

    `heavy` and `blocks` hold the regions of a problem once for each session: what it loads heavily
    there, and what no other item may load heavily there. `stands` has its position in each session.
    """

    gain: int
    members: int
    step: int
    seconds: int
    need: int
    heavy: int
    blocks: int
    stands: int


@dataclass(frozen=True)
class Candidates:
    """An item with all its candidates in a layout; `cover` has the bits that it reaches."""

    item: Item
    cover: int
    each: tuple[Candidate, ...]


@dataclass(frozen=True)
class StageBonus:
    """The bonuses of one stage: masks over a cover, and its weeks."""

    covered: int
    grades: int
    chain: int
    weeks: int


@dataclass(frozen=True)
class Bonus:
    """The bonuses for reaching things, stage by stage."""

    stages: tuple[StageBonus, ...]

    def of(self, cover: int) -> int:
        """Return the gain of a cover: weeks of helped complaints, their grades, the chain."""
        return (
            sum(
                stage.weeks
                * (
                    COVERED * (cover & stage.covered).bit_count()
                    + GRADES * (cover & stage.grades).bit_count()
                    + CHAIN * (cover & stage.chain).bit_count()
                )
                for stage in self.stages
            )
            << SHIFT
        )


def bonus_of(problem: Problem) -> Bonus:
    grades = len(problem.plans) * GRADE_BITS
    covered = sum(1 << GRADE_BITS * at for at in range(len(problem.plans)))
    chain = ((1 << problem.region_bits) - 1) << grades
    width = cover_width(problem)
    return Bonus(
        tuple(
            StageBonus(
                covered=covered << at * width,
                grades=((1 << grades) - 1) << at * width,
                chain=chain << at * width,
                weeks=stage.weeks,
            )
            for at, stage in enumerate(problem.stages)
        )
    )


def cover_width(problem: Problem) -> int:
    """Return the bits of a cover for one stage."""
    return len(problem.plans) * GRADE_BITS + problem.region_bits


def cover_of(item: Item, problem: Problem) -> int:
    once = item.chain << len(problem.plans) * GRADE_BITS
    for at, grade in enumerate(item.grades):
        once |= ((1 << grade) - 1) << at * GRADE_BITS
    cover, width = 0, cover_width(problem)
    for at, stage in enumerate(problem.stages):
        if stage.from_week >= item.from_week:
            cover |= once << at * width
    return cover


def room_of(problem: Problem, sessions: int) -> tuple[int, int]:
    """Return the packed room of empty sessions, and the guard bits that must stay set."""
    room = guards = 0
    for k in range(sessions):
        for field, amount in ((2 * k, problem.budget), (2 * k + 1, problem.most_items)):
            room |= amount << field * FIELD
            guards |= 1 << field * FIELD + FIELD - 1
    return room | guards, guards


@lru_cache(maxsize=64)
def places_of(members: int) -> tuple[int, int]:
    """Return the room that a second takes in each of these sessions (bits), and that of a place."""
    second = sum(1 << 2 * k * FIELD for k in range(members.bit_length()) if members >> k & 1)
    return second, second << FIELD


def layout_gain(layout: Layout, number: int) -> int:
    """Return the gain of the layout itself: the step for a third session, and its tie-break."""
    third = THIRD_SESSION if len(layout.sessions) == 3 else 0
    return (-third << SHIFT) - (number << TIE_LAYOUT)


def candidates_of(
    item: Item, cover: int, points: int, problem: Problem, layout: Layout
) -> Candidates:
    """Return the candidates of an item; `points` is a gain that each of them has beside its own."""
    each = [
        candidate_of(item, points, problem, choice, step)
        for choice in layout.choices
        if choice.days <= item.cap and (choice.apart or not item.heavy_regions)
        for step in item.steps
    ]
    return Candidates(item, cover, tuple(each))


def candidate_of(
    item: Item, own: int, problem: Problem, choice: SessionSet, step: int
) -> Candidate:
    members, seconds = choice.members, item.seconds[step]
    points = item.score * (item.weeks * DAYS[choice.days] + item.progress[step])
    heavy = blocks = 0
    if item.heavy_regions:
        heavy = repeat(item.heavy_regions, members, problem.region_bits)
        blocks = repeat(item.heavy_subregions, choice.near, problem.region_bits)
    second, place = places_of(members)
    return Candidate(
        gain=own
        + (points << SHIFT)
        - (1 << TIE_ITEMS)
        - (seconds * choice.sessions << TIE_SECONDS)
        + tie_break(item.slug, members, step),
        members=members,
        step=step,
        seconds=seconds,
        need=seconds * second + place,
        heavy=heavy,
        blocks=blocks,
        stands=repeat(1 << item.position, members, POSITIONS),
    )


@lru_cache(maxsize=65536)
def tie_break(slug: str, members: int, step: int) -> int:
    """Return the number (38 bits) that breaks a tie, drawn from the candidate itself.

    It depends on nothing else, so an exercise that is not used cannot change who wins.
    """
    drawn = hashlib.blake2b(f"{slug}/{members}/{step}".encode(), digest_size=5).digest()
    return int.from_bytes(drawn) >> 2


def repeat(mask: int, members: int, width: int) -> int:
    """Return a mask of regions repeated in the block of each session among `members`.

    With regions of 4 bits, 0b0101 in the sessions 0 and 2 is 0b0101_0000_0101.
    """
    found = 0
    for k in range(members.bit_length()):
        if members >> k & 1:
            found |= mask << k * width
    return found


def all_candidates(
    problem: Problem, layout: Layout, covers: Sequence[tuple[Item, int]], bonus: Bonus
) -> list[Candidates]:
    """Return the candidates of each item (with its cover) that the layout has a place for.

    A bonus that only one item can earn is moved into that item's gain, so that the bound, which
    cannot know which item earns a bonus, is exact for it.
    """
    possible = [(item, cover) for item, cover in covers if has_place(item, layout)]
    once = several = 0
    for _, cover in possible:
        several |= once & cover
        once |= cover
    return [
        candidates_of(item, cover & several, bonus.of(cover & ~several), problem, layout)
        for item, cover in possible
    ]


def has_place(item: Item, layout: Layout) -> bool:
    return bool(item.steps) and any(
        choice.days <= item.cap and (choice.apart or not item.heavy_regions)
        for choice in layout.choices
    )
