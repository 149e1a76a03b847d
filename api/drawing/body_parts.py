"""The outlines of the whole figure, seen from its right side while it faces right.

Each part lies in the coordinates of its upper joint and hangs downwards; the trunk and the head
stand upwards. Widths are shares of the body's height.
"""

from api.drawing.geometry import Point
from api.drawing.paths import Path, limb, sleeve, smooth
from api.drawing.proportions import (
    ANKLE,
    BALL,
    FOREARM,
    HEEL,
    HEIGHT,
    SHANK,
    THIGH,
    TOES,
    TRUNK,
    UPPER_ARM,
)


def hanging(length: float, *widths: tuple[float, float, float]) -> Path:
    """Return a limb; `widths` are as in `paths.limb`, as shares of the height."""
    return limb(length, [(at, front * HEIGHT, back * HEIGHT) for at, front, back in widths])


def cloth(length: float, *widths: tuple[float, float, float]) -> Path:
    return sleeve(length, [(at, front * HEIGHT, back * HEIGHT) for at, front, back in widths])


def upright(length: float, *widths: tuple[float, float, float]) -> Path:
    return hanging(length, *widths).scaled(1, -1)


def of_height(*points: tuple[float, float]) -> Path:
    return smooth([(x * HEIGHT, y * HEIGHT) for x, y in points])


THIGH_PATH = hanging(THIGH, (0, 0.05, 0.05), (0.35, 0.047, 0.042), (1, 0.029, 0.028))
SHANK_PATH = hanging(
    SHANK, (0, 0.028, 0.027), (0.28, 0.027, 0.043), (0.6, 0.022, 0.027), (0.97, 0.017, 0.019)
)
FOOT_PATH = smooth(
    [
        (-0.02 * HEIGHT, -0.022 * HEIGHT),
        (0.02 * HEIGHT, -0.02 * HEIGHT),
        (0.05 * HEIGHT, 0.008 * HEIGHT),
        (BALL, 0.017 * HEIGHT),
        (BALL + 0.014 * HEIGHT, 0.029 * HEIGHT),
        (BALL, ANKLE),
        (0.02 * HEIGHT, ANKLE - 0.004 * HEIGHT),
        (-0.026 * HEIGHT, ANKLE),
        (-HEEL, ANKLE - 0.014 * HEIGHT),
    ]
)
TOES_PATH = smooth(
    [
        (-0.006 * HEIGHT, -0.021 * HEIGHT),
        (0.5 * TOES, -0.021 * HEIGHT),
        (TOES - 0.004 * HEIGHT, -0.016 * HEIGHT),
        (TOES, -0.007 * HEIGHT),
        (0.8 * TOES, 0),
        (0, 0),
        (-0.012 * HEIGHT, -0.01 * HEIGHT),
    ]
)
"""From the point of the floor under the ball."""

SHIRT_PATH = upright(
    TRUNK * 1.02,
    (0.1, 0.047, 0.047),
    (0.35, 0.045, 0.046),
    (0.72, 0.056, 0.05),
    (0.93, 0.04, 0.042),
)
NECK_PATH = upright(0.1 * HEIGHT, (0, 0.024, 0.028), (1, 0.022, 0.026))
HEAD_PATH = of_height(
    (0.0, -0.068),
    (0.038, -0.05),
    (0.052, -0.018),
    (0.054, -0.002),
    (0.066, 0.014),
    (0.053, 0.021),
    (0.05, 0.045),
    (0.03, 0.066),
    (-0.004, 0.058),
    (-0.04, 0.04),
    (-0.056, 0.0),
    (-0.04, -0.05),
)
"""A head with the hint of a nose, which says where it faces; around its middle."""

HIPS_PATH = of_height(
    (-0.05, -0.045),
    (0.0, -0.05),
    (0.05, -0.045),
    (0.054, 0.0),
    (0.05, 0.03),
    (0.0, 0.055),
    (-0.05, 0.03),
    (-0.056, 0.0),
)
SHORTS_PATH = cloth(THIGH * 0.55, (0.0, 0.052, 0.056), (0.5, 0.053, 0.052), (1.0, 0.051, 0.049))
UPPER_ARM_PATH = hanging(UPPER_ARM, (0, 0.029, 0.029), (0.5, 0.024, 0.026), (1, 0.02, 0.02))
SLEEVE_PATH = cloth(UPPER_ARM * 0.5, (0, 0.033, 0.034), (0.5, 0.031, 0.032), (1.0, 0.032, 0.033))
FOREARM_PATH = hanging(FOREARM, (0, 0.02, 0.02), (0.3, 0.021, 0.021), (1, 0.013, 0.013))
HAND_PATH = of_height(
    (0.0, -0.01),
    (0.013, 0.01),
    (0.014, 0.05),
    (0.009, 0.085),
    (0.0, 0.092),
    (-0.009, 0.085),
    (-0.012, 0.05),
    (-0.013, 0.01),
)
HEAD_OVER_SHOULDER = Point(0.012 * HEIGHT, -0.112 * HEIGHT)
CALF_PATH = hanging(
    SHANK, (0.14, -0.002, 0.026), (0.3, 0.004, 0.037), (0.5, 0.001, 0.027), (0.68, -0.004, 0.015)
)
TENDON_PATH = hanging(SHANK, (0.6, 0.003, 0.021), (0.85, 0.009, 0.0165), (1.01, 0.008, 0.017))
