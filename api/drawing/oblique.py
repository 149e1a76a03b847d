"""A foot in the air, seen obliquely from the side of its toes: a model of balls in space.

The ankle is the origin. `up` leads to the toes, `out` to the little toe, `sole` away from the shin.
Lengths are shares of the foot's length.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from api.drawing.geometry import Point
from api.drawing.paths import Path, smooth

LENGTH = 208.0
"""Units of the canvas that the foot is long."""

AROUND, ABOVE = 50.0, 50.0
"""Degrees by which the viewer stands nearer to the toes than to the side, and higher."""


@dataclass(frozen=True)
class Ball:
    """A ball of the model, in shares of the foot's length."""

    up: float
    out: float
    sole: float
    radius: float


@dataclass(frozen=True)
class Disc:
    """A ball as it is seen, in units from the ankle."""

    at: Point
    radius: float


HEEL = (Ball(-0.2, 0.0, 0.16, 0.115), Ball(-0.06, 0.0, 0.04, 0.13), Ball(0.0, 0.0, -0.06, 0.12))
FOREFOOT = (
    Ball(0.2, -0.03, 0.1, 0.1),
    Ball(0.42, -0.09, 0.12, 0.085),
    Ball(0.4, 0.03, 0.12, 0.08),
    Ball(0.34, 0.12, 0.12, 0.07),
)
TOES = (
    (Ball(0.46, -0.11, 0.12, 0.062), Ball(0.66, -0.115, 0.12, 0.055)),
    (Ball(0.46, -0.02, 0.12, 0.045), Ball(0.645, -0.01, 0.12, 0.04)),
    (Ball(0.44, 0.04, 0.12, 0.042), Ball(0.605, 0.06, 0.12, 0.038)),
    (Ball(0.41, 0.09, 0.12, 0.04), Ball(0.555, 0.12, 0.12, 0.036)),
    (Ball(0.37, 0.14, 0.12, 0.04), Ball(0.49, 0.18, 0.12, 0.034)),
)
"""From the base to the tip, the big toe first."""


def seen(ball: Ball, ankle: float, out: float) -> Disc:
    """Return a ball as it is seen when the ankle is bent `ankle` degrees up and `out` outwards."""
    bent, swung = math.radians(ankle), math.radians(out)
    up = ball.up * math.cos(bent) + ball.sole * math.sin(bent)
    sole = ball.sole * math.cos(bent) - ball.up * math.sin(bent)
    up, side = (
        up * math.cos(swung) - ball.out * math.sin(swung),
        ball.out * math.cos(swung) + up * math.sin(swung),
    )
    return Disc(projected(up, side, sole), ball.radius * LENGTH)


def projected(up: float, out: float, sole: float) -> Point:
    """Return a place of the model as the viewer sees it."""
    around, above = math.radians(AROUND), math.radians(ABOVE)
    right = sole * math.cos(around) + out * math.sin(around)
    depth = out * math.cos(around) - sole * math.sin(around)
    return Point(right, -(up * math.cos(above) - depth * math.sin(above))) * LENGTH


POINTS = 10
"""Knots of the outline of the foot."""

RIM = 24
"""Points on the rim of each disc that an outline may touch."""


def outline(ankle: float, out: float) -> Path:
    """Return the outline of the foot without its toes: the same number of knots for every pose."""
    discs = [seen(ball, ankle, out) for ball in (*HEEL, *FOREFOOT)]
    return smooth([(place.x, place.y) for place in evenly(hull(rim_of(discs)), POINTS)])


def rim_of(discs: list[Disc]) -> list[Point]:
    return [
        disc.at + Point(disc.radius, 0).turned(360 * step / RIM)
        for disc in discs
        for step in range(RIM)
    ]


def hull(points: list[Point]) -> list[Point]:
    """Return the convex hull of points, clockwise as they are seen (Andrew's monotone chain)."""
    rows = sorted(points, key=lambda point: (point.x, point.y))
    return [*half_hull(rows), *half_hull(rows[::-1])]


def half_hull(rows: list[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in rows:
        while len(chain) > 1 and turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def turn(one: Point, other: Point, third: Point) -> float:
    """Return more than 0 if three points turn clockwise as they are seen."""
    first, second = other - one, third - other
    return first.x * second.y - first.y * second.x


def evenly(corners: list[Point], count: int) -> list[Point]:
    """Return points at equal steps along a closed line; the first is where it is highest."""
    top = min(range(len(corners)), key=lambda place: corners[place].y)
    ring = [*corners[top:], *corners[:top], corners[top]]
    lengths = [(after - before).length for before, after in pairwise(ring)]
    step, found, gone, place = sum(lengths) / count, [], 0.0, 0
    for number in range(count):
        wanted = number * step
        while gone + lengths[place] < wanted:
            gone += lengths[place]
            place += 1
        share = (wanted - gone) / lengths[place]
        found.append(ring[place] + (ring[place + 1] - ring[place]) * share)
    return found
