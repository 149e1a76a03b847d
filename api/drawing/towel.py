"""A towel on the floor that gathers in soft folds under the arch; its length never changes."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from api.drawing.geometry import Point
from api.drawing.palette import Role
from api.drawing.paths import Knot, Path, line, smooth
from api.drawing.scene import Layer, Morph, MorphKey, Shape
from api.drawing.tracks import fit, still

THICK = 11.0
START, END = 176.0, 372.0
"""Where the towel begins under the arch, and where its far end lies at first."""

WAY = 46.0
"""Units by which its end comes nearer."""

FOLDED = 70.0
"""Units from its start in which it gathers."""

NARROWER = 0.45
"""The share by which this becomes narrower meanwhile."""

HIGHEST, HALVINGS = 120.0, 30
FOLDS = 2
PIECES = 8
"""Straight pieces in each fold."""


def towel(shares: Sequence[float], floor: float) -> Iterator[Layer]:
    """Yield the towel; `shares` says for each frame how far its end has come (0 to 1)."""
    track = fit(shares, 0.02)
    cloth: Path | Morph = tuple(
        MorphKey(key.frame, cloth_at(key.value, floor), key.leaves, key.arrives) for key in track
    )
    if len(track) == 1:
        cloth = cloth_at(track[0].value, floor)
    yield Layer(
        "towel",
        (
            Shape(cloth, stroke=Role.INK, width=THICK + 8),
            Shape(cloth, stroke=Role.SHIRT, width=THICK),
        ),
    )
    y = floor - THICK / 2 - 2
    comes = fit([END - WAY * share for share in shares], 0.25)
    stripe = line(Point(0, -THICK / 2), Point(0, THICK / 2))
    yield Layer(
        "stripes",
        tuple(
            Shape(stripe.moved(Point(-10 - 8 * number, 0)), stroke=Role.GROUND, width=3)
            for number in range(2)
        ),
        x=comes,
        y=still(y),
    )


def cloth_at(share: float, floor: float) -> Path:
    """Return the middle line of the towel when its end has come nearer by a share of its way."""
    y = floor - THICK / 2 - 2
    width, height = fold_width(share), fold_height(share)
    steps = FOLDS * PIECES
    folded = [
        (START + width * step / steps, y - wave(step / steps) * height) for step in range(steps + 1)
    ]
    soft = smooth(folded, is_closed=False)
    return Path((*soft.knots, Knot(Point(END - WAY * share, y))), is_closed=False)


def wave(share: float) -> float:
    """Return the height (0 to 1) of soft folds after a share of their way."""
    return (1 - math.cos(2 * math.pi * FOLDS * share)) / 2


def fold_width(share: float) -> float:
    """Return the units of floor over which the towel gathers."""
    return FOLDED * (1 - NARROWER * share)


def fold_height(share: float) -> float:
    """Return how high the folds are, found by halving: what came nearer lies in the folds."""
    wanted = fold_width(share) + WAY * share
    low, high = 0.0, HIGHEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if folded_length(share, middle) > wanted else (middle, high)
    return low


def folded_length(share: float, height: float) -> float:
    steps = FOLDS * PIECES
    across = fold_width(share) / steps
    heights = [wave(step / steps) * height for step in range(steps + 1)]
    return sum(math.hypot(across, after - before) for before, after in pairwise(heights))
