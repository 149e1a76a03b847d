"""Points, turns, and the two-bone limb that reaches for a target."""

import math
from dataclasses import dataclass

LONGEST_REACH = 0.9988
"""The share of a limb's length that it reaches at most: it stays bent by some five degrees.

An exactly straight limb would jump when its target moves a little.
"""


@dataclass(frozen=True)
class Point:
    x: float
    y: float

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other: "Point") -> "Point":
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, factor: float) -> "Point":
        return Point(self.x * factor, self.y * factor)

    @property
    def length(self) -> float:
        return math.hypot(self.x, self.y)

    @property
    def direction(self) -> float:
        """Return the turn of a limb that hangs from the origin and ends here."""
        return math.degrees(math.atan2(-self.x, self.y))

    def turned(self, degrees: float) -> "Point":
        """Return the point turned clockwise around the origin."""
        sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
        return Point(self.x * cosine - self.y * sine, self.x * sine + self.y * cosine)


ORIGIN = Point(0.0, 0.0)


def below(length: float, degrees: float) -> Point:
    """Return the end of a limb that hangs from the origin and is turned clockwise by an angle."""
    return Point(0.0, length).turned(degrees)


@dataclass(frozen=True)
class Reach:
    """The turns of the two bones of a limb, and how far its end stays away from its target."""

    upper: float
    lower: float
    missed: float


def reach(root: Point, target: Point, upper: float, lower: float, *, bends: int) -> Reach:
    """Return how a limb of two bones, which hangs from `root`, reaches for `target`.

    `bends` says to which side the joint in the middle goes, seen along the limb from its root: 1 to
    the left hand (a knee of somebody who faces right), -1 to the right one (an elbow).
    """
    way = target - root
    longest = (upper + lower) * LONGEST_REACH
    distance = min(max(way.length, abs(upper - lower) + 0.001), longest)
    at_root = angle_opposite(lower, upper, distance)
    at_joint = 180.0 - angle_opposite(distance, upper, lower)
    turn = way.direction - bends * at_root
    return Reach(turn, turn + bends * at_joint, max(0.0, way.length - distance))


def angle_opposite(side: float, one: float, other: float) -> float:
    """Return the angle of a triangle that lies opposite to `side` (the law of cosines)."""
    cosine = (one * one + other * other - side * side) / (2 * one * other)
    return math.degrees(math.acos(min(1.0, max(-1.0, cosine))))
