"""The outlines of a foot seen from its inner side, toes to the right.

The foot lies in the coordinates of its ankle joint. Lengths are shares of the foot's length, and
heights are measured upwards from the sole.
"""

from collections.abc import Iterable

from api.drawing.geometry import Point
from api.drawing.paths import Path, ellipse, limb, smooth

LENGTH = 286.0
"""Units of the canvas from the heel to the tip of the big toe."""

ANKLE = Point(0.23, 0.27)
"""The ankle joint, from the end of the heel and from the sole."""

BALL = Point(0.70, 0.062)
"""The joint between the foot and the big toe."""

NEAR_BONE, FAR_BONE = 0.16 * LENGTH, 0.145 * LENGTH
"""The two segments of the big toe, drawn larger than life: so they can be seen to bend."""

SMALL_NEAR_BONE, SMALL_FAR_BONE = 0.12 * LENGTH, 0.1 * LENGTH
SMALL_BALL = Point(0.69, 0.095)

SHIN = 1.15 * LENGTH
"""How far the lower leg is drawn upwards, beyond the edge of the picture."""

DOME_RISE, DOME_SHORTER, DOME_INSTEP = 0.055, 0.045, 0.022
"""What a raised arch changes, larger than life: its crown, the place of the ball, the instep."""


def at(x: float, height: float) -> tuple[float, float]:
    """Return a place of the foot in units, from its ankle joint."""
    return (x - ANKLE.x) * LENGTH, (ANKLE.y - height) * LENGTH


def lying(length: float, *widths: tuple[float, float, float]) -> Path:
    """Return a limb that points to the right; its widths lie above and below it."""
    return limb(length, in_units(widths)).turned(-90)


def rising(length: float, *widths: tuple[float, float, float]) -> Path:
    """Return a limb that points upwards; its widths lie in front and behind."""
    return limb(length, in_units(widths)).scaled(1, -1)


def in_units(widths: Iterable[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    return [(along, one * LENGTH, other * LENGTH) for along, one, other in widths]


def foot_outline(dome: float = 0.0) -> Path:
    """Return the foot without its toes; `dome` from 0 (at rest) to 1 (the arch raised)."""
    rise, back, up = dome * DOME_RISE, -dome * DOME_SHORTER, dome * DOME_INSTEP
    return smooth(
        [
            at(0.37, 0.335),
            at(0.45, 0.262 + up * 0.6),
            at(0.56, 0.205 + up),
            at(0.65 + back * 0.8, 0.155 + up * 0.7),
            at(0.715 + back, 0.122),
            at(0.752 + back, 0.066),
            at(0.735 + back, 0.014),
            at(0.685 + back, 0.0),
            at(0.62 + back, 0.014 + rise * 0.3),
            at(0.545 + back * 0.5, 0.068 + rise * 0.9),
            at(0.475, 0.086 + rise),
            at(0.4, 0.07 + rise * 0.8),
            at(0.32, 0.03 + rise * 0.2),
            at(0.24, 0.004),
            at(0.13, 0.0),
            at(0.05, 0.02),
            at(0.006, 0.085),
            at(0.012, 0.155),
            at(0.05, 0.225),
            at(0.065, 0.3),
            at(0.1, 0.37),
            at(0.25, 0.41),
        ]
    )


def ball(dome: float = 0.0) -> Point:
    """Return the joint of the big toe, from the ankle joint."""
    return Point(*at(BALL.x - dome * DOME_SHORTER, BALL.y))


def small_ball(dome: float = 0.0) -> Point:
    return Point(*at(SMALL_BALL.x - dome * DOME_SHORTER, SMALL_BALL.y))


SHIN_OUTLINE = rising(
    SHIN, (0.0, 0.13, 0.155), (0.12, 0.122, 0.14), (0.4, 0.128, 0.15), (1.0, 0.16, 0.23)
)


def toe(length: float, thick: float, tip: float) -> Path:
    """Return a segment of a toe that points to the right, from its joint."""
    thick, tip = thick * LENGTH, tip * LENGTH
    return limb(
        length, [(0.0, thick, thick), (0.5, (thick + tip) / 2, thick * 0.98), (1.0, tip, tip)]
    ).turned(-90)


NEAR_TOE = toe(NEAR_BONE, 0.05, 0.049)
FAR_TOE = toe(FAR_BONE, 0.05, 0.04)
SMALL_NEAR_TOE = toe(SMALL_NEAR_BONE, 0.044, 0.042)
SMALL_FAR_TOE = toe(SMALL_FAR_BONE, 0.042, 0.034)
NAIL = (
    ellipse(0.042 * LENGTH, 0.012 * LENGTH)
    .turned(8)
    .moved(Point(FAR_BONE + 0.004 * LENGTH, -0.026 * LENGTH))
)
ANKLE_BONE = smooth([at(0.205, 0.255), at(0.235, 0.285), at(0.265, 0.255)], is_closed=False)
SOLE = smooth(
    [
        at(0.14, 0.022),
        at(0.25, 0.026),
        at(0.35, 0.058),
        at(0.475, 0.107),
        at(0.57, 0.076),
        at(0.66, 0.026),
        at(0.7, 0.035),
        at(0.66, 0.06),
        at(0.57, 0.115),
        at(0.475, 0.142),
        at(0.35, 0.096),
        at(0.24, 0.062),
        at(0.15, 0.052),
    ]
)


def arch(dome: float) -> Path:
    """Return the area under the arch, as it follows the dome."""
    rise, back = dome * DOME_RISE, -dome * DOME_SHORTER
    return smooth(
        [
            at(0.33, 0.055 + rise * 0.3),
            at(0.4, 0.09 + rise * 0.8),
            at(0.475, 0.107 + rise),
            at(0.545 + back * 0.5, 0.09 + rise * 0.9),
            at(0.61 + back, 0.04 + rise * 0.3),
            at(0.6 + back, 0.085 + rise * 0.6),
            at(0.545 + back * 0.5, 0.128 + rise * 0.95),
            at(0.475, 0.145 + rise),
            at(0.4, 0.128 + rise * 0.9),
            at(0.345, 0.09 + rise * 0.5),
        ]
    )


INSTEP = smooth(
    [
        at(0.3, 0.34),
        at(0.4, 0.278),
        at(0.5, 0.222),
        at(0.6, 0.172),
        at(0.67, 0.134),
        at(0.64, 0.118),
        at(0.56, 0.15),
        at(0.46, 0.2),
        at(0.36, 0.256),
        at(0.28, 0.31),
    ]
)
OVER_BALL = smooth(
    [
        at(0.52, 0.212),
        at(0.6, 0.172),
        at(0.66, 0.138),
        at(0.712, 0.11),
        at(0.7, 0.09),
        at(0.62, 0.122),
        at(0.54, 0.17),
    ]
)
UNDER_BALL = smooth(
    [
        at(0.56, 0.07),
        at(0.62, 0.03),
        at(0.69, 0.016),
        at(0.735, 0.03),
        at(0.7, 0.058),
        at(0.62, 0.078),
    ]
)
UNDER_TOE = lying(NEAR_BONE * 1.2, (0.1, -0.012, 0.036), (0.6, -0.012, 0.036), (0.95, -0.015, 0.03))
CALF = rising(SHIN, (0.32, -0.05, 0.12), (0.55, -0.02, 0.155), (0.86, -0.05, 0.18))
SHIN_FRONT = rising(SHIN, (0.05, 0.1, -0.05), (0.3, 0.1, -0.04), (0.5, 0.1, -0.06))


def rims() -> tuple[Path, Path]:
    """Return the lines of the instep and of the arch of a foot at rest."""
    knots = foot_outline().knots
    return Path(knots[:4], is_closed=False), Path(knots[8:13], is_closed=False)
