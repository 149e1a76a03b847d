"""What holds a foot that lies on the other thigh: two hands, and the thigh itself.

A hand that grips is drawn in the coordinates of the big toe (which points to the right, the sole
below), the thumb that strokes the sole in those of the foot, both as `side_parts` has them.
"""

from api.drawing.geometry import Point
from api.drawing.paths import Path, limb, line, smooth
from api.drawing.side_parts import LENGTH, at

ARM = 1.0
"""A longer limb, as a share of the foot, is an arm."""


def bone(start: Point, end: Point, thick: float, tip: float) -> Path:
    """Return a limb from one place to another; its widths are shares of the foot's length."""
    way = end - start
    wide, narrow = thick * LENGTH, tip * LENGTH
    rows = [(0.0, wide, wide), (1.0, narrow, narrow)]
    if way.length > ARM * LENGTH:
        # Without it, the round end of a long limb would be pointed.
        rows.insert(1, (0.1, wide, wide))
    return limb(way.length, rows).turned(way.direction).moved(start).rounded()


def bent(
    first: tuple[float, float], joint: tuple[float, float], last: tuple[float, float], half: float
) -> Path:
    """Return a finger with a bend, as thick all along."""
    start, middle, end = (of_toe(*place) for place in (first, joint, last))
    across = half * LENGTH
    one, other = side_of(start, middle) * across, side_of(middle, end) * across
    both = (one + other) * 0.5
    ahead = Point(other.y, -other.x)
    places = (
        start + one,
        middle + both,
        end + other,
        end + ahead,
        end - other,
        middle - both,
        start - one,
    )
    return smooth([(place.x, place.y) for place in places]).rounded()


def side_of(one: Point, other: Point) -> Point:
    """Return the way of length 1 to the left of somebody who goes from one to the other."""
    way = (other - one) * (1 / (other - one).length)
    return Point(-way.y, way.x)


def of_foot(*places: tuple[float, float]) -> Path:
    return smooth([(x * LENGTH, y * LENGTH) for x, y in places]).rounded()


def of_toe(x: float, y: float) -> Point:
    """Return a place in shares of the foot's length: along the toe, and from it to the sole."""
    return Point(x * LENGTH, y * LENGTH)


WRIST = of_toe(0.6, -0.06)
GRIP = (
    of_foot(
        (0.62, -0.11),
        (0.5, -0.13),
        (0.4, -0.125),
        (0.33, -0.06),
        (0.32, 0.2),
        (0.37, 0.245),
        (0.48, 0.17),
        (0.63, -0.01),
    ),
    bone(of_toe(0.42, -0.085), of_toe(0.08, -0.105), 0.044, 0.036),
    bone(of_toe(0.37, 0.21), of_toe(0.12, 0.225), 0.028, 0.024),
    bone(of_toe(0.35, 0.17), of_toe(0.06, 0.183), 0.031, 0.027),
    bone(of_toe(0.34, 0.125), of_toe(0.05, 0.138), 0.032, 0.028),
    bone(of_toe(0.34, 0.08), of_toe(0.065, 0.09), 0.032, 0.028),
)
"""Around the joint of the big toe: the fingers lie on the side of the sole, where toes begin."""

GRIP_LINES = (
    line(of_toe(0.06, 0.114), of_toe(0.31, 0.104)),
    line(of_toe(0.06, 0.161), of_toe(0.32, 0.15)),
    line(of_toe(0.12, 0.203), of_toe(0.33, 0.193)),
)
"""Between one finger and the next."""

FURTHER = of_toe(0.07, 0.0)
"""How far the palm of a hand that holds the big toe alone is beyond one that holds all toes: so
the tip of the toe with its nail is seen between thumb and forefinger.
"""

PINCH_WRIST = WRIST + FURTHER
PINCH = (
    GRIP[0].moved(FURTHER).rounded(),
    bone(of_toe(0.49, -0.095), of_toe(0.08, -0.105), 0.042, 0.036),
    bone(of_toe(0.47, 0.17), of_toe(0.37, 0.2), 0.05, 0.04),
    bone(of_toe(0.42, 0.09), of_toe(0.065, 0.09), 0.034, 0.028),
)
"""The other fingers are bent: only thumb and forefinger hold, and the small toes can be seen."""

PINCH_LINES = (
    line(of_toe(0.32, 0.15), of_toe(0.42, 0.13)),
    line(of_toe(0.34, 0.19), of_toe(0.43, 0.17)),
)
THUMB_NAIL = bone(of_toe(0.1, -0.118), of_toe(0.068, -0.119), 0.02, 0.018)

OVER_WRIST = of_toe(-0.2, -0.3)
OVER = (
    of_foot(
        (-0.24, -0.28),
        (-0.14, -0.33),
        (0.0, -0.29),
        (0.14, -0.22),
        (0.2, -0.14),
        (0.12, -0.08),
        (0.0, -0.09),
        (-0.1, -0.16),
    ),
    bent((0.12, -0.2), (0.33, -0.13), (0.41, 0.0), 0.034),
    bent((0.1, -0.15), (0.28, -0.1), (0.36, 0.03), 0.034),
    bent((-0.06, -0.16), (0.04, -0.05), (0.1, 0.05), 0.038),
)
"""The hand lies on the toes from above, its fingers over their tips."""

OVER_LINES = (
    line(of_toe(0.12, -0.155), of_toe(0.29, -0.115), of_toe(0.385, 0.02)),
    line(of_toe(0.13, -0.185), of_toe(0.3, -0.13)),
)
FOREARM = bone(of_toe(0.0, -0.02), of_toe(0.0, 1.9), 0.075, 0.13)
"""From the wrist, hanging."""

ELBOW, OVER_ELBOW = Point(555.0, -350.0), Point(330.0, -300.0)
"""On the canvas: the forearm points there while the hand moves."""

STROKER_HAND = of_foot(
    (-0.13, 0.3),
    (-0.1, 0.2),
    (-0.04, 0.15),
    (0.1, 0.2),
    (0.135, 0.235),
    (0.112, 0.268),
    (0.137, 0.3),
    (0.112, 0.333),
    (0.137, 0.365),
    (0.108, 0.398),
    (0.125, 0.435),
    (0.06, 0.465),
    (-0.07, 0.42),
)
"""The other hand, its fingers bent; their round ends are seen."""

STROKER_THUMB = bone(of_toe(-0.03, 0.24), of_toe(0.0, 0.045), 0.055, 0.042)
"""Its tip touches the sole at the origin."""

STROKER_NAIL = bone(of_toe(0.012, 0.075), of_toe(0.014, 0.045), 0.024, 0.02)
STROKER_LINES = tuple(
    line(of_toe(0.112, y), of_toe(0.0, y)).rounded() for y in (0.268, 0.333, 0.398)
)
"""Between one finger and the next."""

STROKER_ARM = bone(of_toe(-0.07, 0.34), of_toe(-0.85, 1.5), 0.085, 0.13)

STROKER = (STROKER_ARM, STROKER_HAND, STROKER_THUMB)

SOLE_FROM, SOLE_TO = Point(*at(0.2, 0.0)), Point(*at(0.6, 0.02))
CROWN = Point(*at(0.46, 0.083))
"""The way of the stroking thumb: from the heel over the crown of the arch to the ball."""


def on_sole(share: float) -> Point:
    """Return the place of the sole after a share (0 to 1) of the way from heel to ball."""
    rest = 1 - share
    bend = CROWN * 2 - (SOLE_FROM + SOLE_TO) * 0.5
    return SOLE_FROM * rest**2 + bend * (2 * rest * share) + SOLE_TO * share**2


THIGH = smooth(
    [(92, 366), (78, 320), (112, 280), (190, 266), (262, 280), (294, 322), (278, 366), (186, 384)]
).rounded()
"""The other thigh, in shorts: it points at the viewer."""

KNEE = smooth(
    [
        (130, 440),
        (129, 376),
        (124, 346),
        (140, 312),
        (187, 300),
        (234, 312),
        (250, 346),
        (245, 376),
        (244, 440),
    ]
).rounded()
"""Its knee and shin, which go down to the floor."""

KNEECAP = (
    smooth([(164, 326), (154, 342), (156, 360), (168, 370)], is_closed=False).rounded(),
    smooth([(210, 326), (220, 342), (218, 360), (206, 370)], is_closed=False).rounded(),
)
