"""What holds a foot that lies on the other thigh: two hands, and the thigh itself.

A hand that grips is drawn in the coordinates of the big toe (which points to the right, the sole
below), the thumb that strokes the sole in those of the foot, both as `side_parts` has them.
"""

from api.drawing.geometry import Point
from api.drawing.paths import Path, limb, smooth
from api.drawing.side_parts import ANKLE, LENGTH, at


def bone(start: Point, end: Point, thick: float, tip: float) -> Path:
    """Return a limb from one place to another; its widths are shares of the foot's length."""
    way = end - start
    turn = way.direction
    wide, narrow = thick * LENGTH, tip * LENGTH
    return limb(way.length, [(0, wide, wide), (1, narrow, narrow)]).turned(turn).moved(start)


def of_toe(x: float, y: float) -> Point:
    """Return a place in shares of the foot's length: along the toe, and from it to the sole."""
    return Point(x * LENGTH, y * LENGTH)


PALM = of_toe(0.37, -0.04)
FINGER = bone(PALM + of_toe(0.0, 0.06), of_toe(-0.01, 0.095), 0.052, 0.042)
"""On the side of the sole, up to where the toes begin."""

THUMB = bone(PALM + of_toe(-0.02, -0.06), of_toe(0.05, -0.115), 0.05, 0.04)
THUMB_NAIL = bone(of_toe(0.088, -0.118), of_toe(0.058, -0.126), 0.02, 0.018)
HAND = smooth(
    [
        (PALM.x + x * LENGTH, PALM.y + y * LENGTH)
        for x, y in (
            (-0.06, -0.1),
            (0.03, -0.13),
            (0.1, -0.06),
            (0.1, 0.05),
            (0.03, 0.115),
            (-0.06, 0.1),
            (-0.075, 0.0),
        )
    ]
)
FOREARM = bone(PALM + of_toe(0.05, -0.04), PALM + of_toe(1.0, -1.35), 0.085, 0.125)

STROKER_THUMB = bone(of_toe(0.0, 0.18), of_toe(0.0, 0.045), 0.045, 0.038)
"""The thumb of the other hand; its tip touches the sole at the origin."""

STROKER_HAND = smooth(
    [
        (x * LENGTH, y * LENGTH)
        for x, y in (
            (-0.07, 0.16),
            (0.05, 0.13),
            (0.09, 0.22),
            (0.06, 0.33),
            (-0.04, 0.36),
            (-0.12, 0.29),
        )
    ]
)
STROKER_ARM = bone(of_toe(-0.02, 0.29), of_toe(-0.45, 0.9), 0.085, 0.11)

SOLE_FROM, SOLE_TO = Point(*at(0.2, 0.0)), Point(*at(0.6, 0.02))
CROWN = Point(*at(0.46, 0.083))
"""The way of the stroking thumb: from the heel over the crown of the arch to the ball."""


def on_sole(share: float) -> Point:
    """Return the place of the sole after a share (0 to 1) of the way from heel to ball."""
    rest = 1 - share
    bend = CROWN * 2 - (SOLE_FROM + SOLE_TO) * 0.5
    return SOLE_FROM * rest**2 + bend * (2 * rest * share) + SOLE_TO * share**2


THIGH = smooth(
    [
        (20, 440),
        (40, 350),
        (110, 306),
        (210, 302),
        (310, 330),
        (372, 396),
        (380, 440),
    ]
)
"""The other thigh, on the canvas."""

HEEL_DOWN = ANKLE.y * LENGTH
