"""Closed and open outlines, made of cubic curves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.drawing.geometry import ORIGIN, Point

ROUND = 0.5523
"""The length of the handles with which four cubic curves draw a circle of radius 1."""

SMOOTH = 1 / 6
"""Handles of this share of the way between both neighbours make a Catmull-Rom curve."""


@dataclass(frozen=True)
class Knot:
    """A point of an outline, with the handles of the curves before and after it, both relative."""

    at: Point
    before: Point = ORIGIN
    after: Point = ORIGIN

    def turned(self, degrees: float) -> "Knot":
        return Knot(*(part.turned(degrees) for part in (self.at, self.before, self.after)))

    def mixed(self, other: "Knot", share: float) -> "Knot":
        ours, theirs = ((one.at, one.before, one.after) for one in (self, other))
        return Knot(*(a + (b - a) * share for a, b in zip(ours, theirs, strict=True)))

    def scaled(self, x: float, y: float) -> "Knot":
        return Knot(*(Point(p.x * x, p.y * y) for p in (self.at, self.before, self.after)))

    def rounded(self) -> "Knot":
        parts = (self.at, self.before, self.after)
        return Knot(*(Point(float(round(p.x)), float(round(p.y))) for p in parts))


@dataclass(frozen=True)
class Path:
    knots: tuple[Knot, ...]
    is_closed: bool = True

    def moved(self, by: Point) -> "Path":
        knots = tuple(Knot(knot.at + by, knot.before, knot.after) for knot in self.knots)
        return Path(knots, self.is_closed)

    def mixed(self, other: "Path", share: float) -> "Path":
        """Return the outline at a share of the way to another one with as many knots."""
        knots = (one.mixed(two, share) for one, two in zip(self.knots, other.knots, strict=True))
        return Path(tuple(knots), self.is_closed)

    def turned(self, degrees: float) -> "Path":
        return Path(tuple(knot.turned(degrees) for knot in self.knots), self.is_closed)

    def scaled(self, x: float, y: float | None = None) -> "Path":
        knots = tuple(knot.scaled(x, x if y is None else y) for knot in self.knots)
        return Path(knots, self.is_closed)

    def rounded(self) -> "Path":
        """Return the path in whole units, which packs smaller."""
        return Path(tuple(knot.rounded() for knot in self.knots), self.is_closed)


def line(*points: Point) -> Path:
    return Path(tuple(Knot(point) for point in points), is_closed=False)


def polygon(*points: Point) -> Path:
    return Path(tuple(Knot(point) for point in points))


def smooth(points: Sequence[tuple[float, float]], *, is_closed: bool = True) -> Path:
    """Return a soft curve through all points."""
    places = [Point(*point) for point in points]
    last = len(places) - 1
    knots = []
    for index, place in enumerate(places):
        before = places[index - 1] if index or is_closed else place
        after = places[(index + 1) % len(places)] if index < last or is_closed else place
        along = (after - before) * SMOOTH
        knots.append(Knot(place, along * -1, along))
    return Path(tuple(knots), is_closed)


def ellipse(across: float, down: float) -> Path:
    """Return an ellipse around the origin with these half-widths."""
    sides = ((0, -1), (1, 0), (0, 1), (-1, 0))
    knots = []
    for x, y in sides:
        along = Point(-y * across, x * down) * ROUND
        knots.append(Knot(Point(x * across, y * down), along * -1, along))
    return Path(tuple(knots))


def limb(length: float, widths: Iterable[tuple[float, float, float]]) -> Path:
    """Return a limb that hangs from the origin, with round ends.

    `widths`: from above downwards, at which share of the length it is how wide in front (to the
    right) and behind (to the left).
    """
    rows = sorted(widths)
    bottom = rows[-1]
    under = (bottom[1] - bottom[2]) / 2, bottom[0] * length + (bottom[1] + bottom[2]) / 2
    front, back = both_sides(length, rows)
    return smooth([*front, under, *back])


def sleeve(length: float, widths: Iterable[tuple[float, float, float]]) -> Path:
    """Return cloth around a limb (see `limb`): round above, with a straight hem below."""
    front, back = both_sides(length, sorted(widths))
    soft = smooth([*front, *back]).knots
    hem = len(front) - 1
    knots = [
        *soft[:hem],
        Knot(soft[hem].at, soft[hem].before, ORIGIN),
        Knot(soft[hem + 1].at, ORIGIN, soft[hem + 1].after),
        *soft[hem + 2 :],
    ]
    return Path(tuple(knots))


def both_sides(
    length: float, rows: Sequence[tuple[float, float, float]]
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return the points in front, from the round top downwards, and behind, upwards."""
    top = rows[0]
    over = (top[1] - top[2]) / 2, top[0] * length - (top[1] + top[2]) / 2
    front = [over, *((row[1], row[0] * length) for row in rows)]
    return front, [(-row[2], row[0] * length) for row in reversed(rows)]


def flat(path: Path, pieces: int = 8) -> list[Point]:
    """Return points along a path, close enough to measure it."""
    knots = [*path.knots, path.knots[0]] if path.is_closed else list(path.knots)
    return [
        on_curve(one, other, step / pieces)
        for one, other in pairwise(knots)
        for step in range(pieces)
    ] + [knots[-1].at]


def on_curve(one: Knot, other: Knot, share: float) -> Point:
    rest = 1 - share
    return (
        one.at * rest**3
        + (one.at + one.after) * (3 * rest**2 * share)
        + (other.at + other.before) * (3 * rest * share**2)
        + other.at * share**3
    )
