"""Both feet from the front and from above: toes as rays in space, and where they are seen.

Places in space are shares of the foot's length: from the heel on the floor towards the other foot
(`x`), forwards, and up.
"""

import math
from dataclasses import dataclass
from typing import ClassVar

from api.drawing.fields import FORBID
from api.drawing.geometry import Point

LENGTH = 280.0
"""Units of a foot from the heel to the tip of the toes, if it were seen from straight above."""

ELEVATION = 27.0
"""Degrees by which the camera looks down: from here a toe that lifts travels furthest."""

Five = tuple[float, float, float, float, float]
NONE: Five = (0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Space:
    x: float
    forward: float
    up: float

    def __add__(self, other: "Space") -> "Space":
        return Space(self.x + other.x, self.forward + other.forward, self.up + other.up)

    def seen(self) -> Point:
        """Return where a point is in the picture, from the heel, in units."""
        sine, cosine = math.sin(math.radians(ELEVATION)), math.cos(math.radians(ELEVATION))
        return Point(self.x * LENGTH, (self.forward * sine - self.up * cosine) * LENGTH)


@dataclass(frozen=True)
class Ray:
    """A toe: its joint, its length from there to the middle of its round tip, half its thickness.

    `points`: degrees by which it points towards the other foot; `fans`: how many more if the toes
    are spread.
    """

    x: float
    forward: float
    length: float
    half: float
    points: float
    fans: float

    @property
    def joint(self) -> Space:
        return Space(self.x, self.forward, self.half)

    def tip(self, up: float, spread: float) -> Space:
        """Return the middle of the tip of a toe that is `up` degrees from the floor."""
        turn, lift = math.radians(self.points + self.fans * spread), math.radians(up)
        along = self.length * math.cos(lift)
        way = Space(along * math.sin(turn), along * math.cos(turn), self.length * math.sin(lift))
        return self.joint + way


RAYS = (
    Ray(x=0.105, forward=0.70, length=0.235, half=16 / LENGTH, points=1, fans=11),
    Ray(x=0.020, forward=0.72, length=0.215, half=10 / LENGTH, points=0, fans=0),
    Ray(x=-0.050, forward=0.70, length=0.195, half=10 / LENGTH, points=-4, fans=-9),
    Ray(x=-0.115, forward=0.66, length=0.170, half=10 / LENGTH, points=-8, fans=-18),
    Ray(x=-0.172, forward=0.60, length=0.140, half=10 / LENGTH, points=-12, fans=-28),
)
"""From the big toe to the little one."""


@dataclass(frozen=True)
class FrontPose:
    """What the toes of both feet do, each from the big toe to the little one.

    `up`: degrees by which a toe is lifted at its base. `spread`: from 0 (together) to 1 (apart).
    """

    up: Five = NONE
    spread: float = 0.0
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class SeenToe:
    """A toe in the picture: from its joint to its tip, in units; `up` as posed."""

    joint: Point
    tip: Point
    up: float

    @property
    def long(self) -> float:
        return (self.tip - self.joint).length

    @property
    def turn(self) -> float:
        """Return degrees: of the way from its tip to its joint, 0 for downwards."""
        way = self.joint - self.tip
        return math.degrees(math.atan2(-way.x, way.y))


def see(pose: FrontPose) -> tuple[SeenToe, ...]:
    """Return the toes of a foot in a pose, the big one first."""
    return tuple(
        SeenToe(ray.joint.seen(), ray.tip(up, pose.spread).seen(), up)
        for ray, up in zip(RAYS, pose.up, strict=True)
    )
