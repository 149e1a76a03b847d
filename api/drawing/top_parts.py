"""The outlines of a foot from above, and of the hands that move its toes."""

from api.drawing.geometry import Point
from api.drawing.paths import Path, ellipse, limb, line, smooth
from api.drawing.top import LENGTH, Toe, of_length


def of_foot(*points: tuple[float, float]) -> Path:
    places = [of_length(*point) for point in points]
    return smooth([(place.x, place.y) for place in places]).rounded()


FOOT = of_foot(
    (0.0, 0.0),
    (-0.095, 0.025),
    (-0.13, 0.11),
    (-0.115, 0.26),
    (-0.115, 0.4),
    (-0.14, 0.53),
    (-0.175, 0.64),
    (-0.18, 0.73),
    (-0.14, 0.8),
    (-0.06, 0.835),
    (0.01, 0.84),
    (0.085, 0.81),
    (0.15, 0.76),
    (0.205, 0.7),
    (0.22, 0.63),
    (0.205, 0.53),
    (0.165, 0.38),
    (0.14, 0.24),
    (0.135, 0.11),
    (0.1, 0.025),
)
"""The foot without its toes, from the back of the heel."""

BASE = ellipse(0.062 * LENGTH, 0.05 * LENGTH).rounded()
"""Around the joint of the big toe."""


def toe(one: Toe) -> Path:
    """Return a toe that points upwards from its joint."""
    half, long = one.half * LENGTH, one.length * LENGTH
    return limb(long, [(0, half, half), (0.5, 0.9 * half, 0.9 * half), (1, half, half)]).scaled(
        1, -1
    )


def nail(one: Toe) -> Path:
    half, long = one.half * LENGTH, one.length * LENGTH
    return ellipse(0.6 * half, 0.72 * half).moved(Point(0, -long - 0.1 * half))


FINGER_LONG, FINGER_HALF = 0.15 * LENGTH, 0.026 * LENGTH
FINGER = limb(
    FINGER_LONG, [(0, FINGER_HALF, FINGER_HALF), (1, 0.9 * FINGER_HALF, 0.9 * FINGER_HALF)]
).rounded()
"""What is seen of a finger in a gap: from there over the top of the foot."""

FINGER_NAIL = ellipse(0.6 * FINGER_HALF, 0.8 * FINGER_HALF).moved(Point(0, FINGER_LONG))
KNUCKLE = line(Point(-0.5 * FINGER_HALF, 9), Point(0.5 * FINGER_HALF, 9))
WEB = smooth([(-15, 8), (0, 2), (15, 8), (12, 48), (0, 66), (-12, 48)]).rounded()
"""Where a gap is stretched, from the gap downwards."""

PALM = smooth(
    [
        (-74, 40),
        (-70, -30),
        (-50, -80),
        (-42, -130),
        (-40, -240),
        (40, -240),
        (42, -130),
        (56, -70),
        (76, -10),
        (78, 60),
    ]
).rounded()
"""A hand below the toes whose fingers come up between them; around the middle of the gaps."""

FIST = smooth(
    [
        (-250, -230),
        (-150, -130),
        (-105, -108),
        (-62, -100),
        (-36, -78),
        (-30, -48),
        (-44, -24),
        (-78, -12),
        (-112, -34),
        (-150, -70),
        (-300, -170),
    ]
).rounded()
"""The hand that holds the big toe, below it; around the toe's joint while it points upwards."""

THUMB = smooth(
    [(-84, -84), (-40, -66), (0, -50), (14, -36), (6, -22), (-14, -24), (-56, -36), (-88, -50)]
).rounded()
"""Its thumb, which lies on the toe close to its base."""

THUMB_TIP = ellipse(9, 6).turned(28).moved(Point(0, -36)).rounded()
"""The nail of that thumb."""

AWAY = Point(-190.0, -150.0)
"""How far the hand is away before it holds."""
