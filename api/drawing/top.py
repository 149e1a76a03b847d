"""One foot from above, the toes upwards: how its toes are turned, and what hands do with them.

It is a right foot. Places are shares of its length, from the back of the heel: `x` towards the
little toe, `forward` towards the tips.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from api.drawing.fields import FORBID
from api.drawing.geometry import Point

LENGTH = 290.0
"""Units from the back of the heel to the tip of the big toe."""

LONGER = 0.03
"""By which share of the foot's length a big toe is drawn out at most."""


def of_length(x: float, forward: float) -> Point:
    """Return a place of the foot in the picture, from the heel, in units."""
    return Point(x * LENGTH, -forward * LENGTH)


@dataclass(frozen=True)
class Toe:
    """A toe: its joint, its length from there to the middle of its tip, half its thickness.

    `rests`: degrees by which it points to the side of the little toe; `fans`: how many more if the
    toes are spread.
    """

    name: str
    x: float
    forward: float
    length: float
    half: float
    rests: float
    fans: float

    @property
    def joint(self) -> Point:
        return of_length(self.x, self.forward)


TOES = (
    Toe("big toe", x=-0.118, forward=0.70, length=0.235, half=0.053, rests=-1, fans=-17),
    Toe("toe 2", x=-0.030, forward=0.735, length=0.215, half=0.032, rests=0, fans=-5),
    Toe("toe 3", x=0.046, forward=0.715, length=0.195, half=0.031, rests=2, fans=5),
    Toe("toe 4", x=0.116, forward=0.675, length=0.175, half=0.030, rests=5, fans=15),
    Toe("toe 5", x=0.178, forward=0.615, length=0.155, half=0.030, rests=9, fans=26),
)
"""From the big toe to the little one."""


@dataclass(frozen=True)
class TopPose:
    """What the toes do, and the hands that move them.

    `spread`: from 0 (together) to 1 (apart). `aside`: degrees by which a hand turns the big toe
    away from the others; `out`: from 0 to 1, how far it draws it out. `grip`: from 0 (away) to 1,
    the hand that holds the big toe. `fingers`: from 0 (away) to 1, a finger in each gap.
    """

    spread: float = 0.0
    aside: float = 0.0
    out: float = 0.0
    grip: float = 0.0
    fingers: float = 0.0
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class PlacedToe:
    """Where the joint of a toe is in the picture, from the heel, and how the toe is turned."""

    toe: Toe
    joint: Point
    turn: float

    def at(self, share: float) -> Point:
        """Return the place at a share of the way from the joint to the tip."""
        return self.joint + Point(0, -share * self.toe.length * LENGTH).turned(self.turn)


def place(pose: TopPose) -> tuple[PlacedToe, ...]:
    """Return the toes of a pose, the big one first."""
    placed = []
    for toe in TOES:
        turn, joint = toe.rests + toe.fans * pose.spread, toe.joint
        if toe is TOES[0]:
            turn -= pose.aside
            joint += Point(0, -LONGER * LENGTH * pose.out).turned(turn)
        placed.append(PlacedToe(toe, joint, turn))
    return tuple(placed)


@dataclass(frozen=True)
class Gap:
    """The middle between two toes, from the heel, and the turn of what lies between them."""

    at: Point
    turn: float


def gaps(toes: tuple[PlacedToe, ...]) -> tuple[Gap, ...]:
    """Return the gaps between neighbours, that beside the big toe first."""
    return tuple(
        Gap((one.at(0.55) + other.at(0.55)) * 0.5, (one.turn + other.turn) / 2)
        for one, other in pairwise(toes)
    )
