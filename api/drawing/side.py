"""A foot from its inner side: from what an editor says of a pose to the turn of each joint."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from api.drawing.fields import FORBID
from api.drawing.geometry import Point
from api.drawing.paths import flat
from api.drawing.side_parts import ball, foot_outline

Rest = Literal["sole", "ball", "heel", "free"]
"""On what the foot rests: the whole sole, the ball with the heel up, the heel alone, or on nothing.

A free foot turns around its ankle joint.
"""

HEEL = [point for point in flat(foot_outline()) if point.x < 0 and point.y > 0]
"""The round of the heel, from the ankle joint: what touches the floor while the foot turns."""


@dataclass(frozen=True)
class SidePose:
    """A pose of one foot, in degrees.

    `shin`: lean of the lower leg to the right. `ankle`: bent up (dorsiflexion) is positive.
    `toes`: the big toe up from the line of the sole. `curl`: the big toe's tip bent towards the
    sole. The small toes do the same unless `small_toes` and `small_curl` say otherwise. `dome`: the
    arch, from 0 (at rest) to 1 (raised). `towel`: the share of a towel's way that it has come.
    """

    shin: float = 0.0
    ankle: float = 0.0
    toes: float = 0.0
    curl: float = 0.0
    small_toes: float | None = None
    small_curl: float | None = None
    dome: float = 0.0
    towel: float = 0.0
    __pydantic_config__: ClassVar = FORBID

    @property
    def small(self) -> tuple[float, float]:
        """Return how the small toes are turned and curled."""
        toes = self.toes if self.small_toes is None else self.small_toes
        return toes, self.curl if self.small_curl is None else self.small_curl


@dataclass(frozen=True)
class PlacedFoot:
    """A foot whose joints are solved; turns are seen from the canvas, places too."""

    ankle: Point
    shin: float
    foot: float
    toe: float
    tip: float
    small_toe: float
    small_tip: float
    dome: float


def place(pose: SidePose, rest: Rest, x: float, floor: float) -> PlacedFoot:
    """Return the foot of a pose; `x` is where its ankle is while it stands flat."""
    foot = pose.shin - pose.ankle
    small_toes, small_curl = pose.small
    toe, small_toe = foot - pose.toes, foot - small_toes
    return PlacedFoot(
        ankle=ankle_of(pose, foot, rest, x, floor),
        shin=pose.shin,
        foot=foot,
        toe=toe,
        tip=toe + pose.curl,
        small_toe=small_toe,
        small_tip=small_toe + small_curl,
        dome=pose.dome,
    )


def ankle_of(pose: SidePose, foot: float, rest: Rest, x: float, floor: float) -> Point:
    """Return the ankle's place, so that what the foot rests on stays where it is."""
    if rest == "free":
        return Point(x, floor)
    flat_ankle = Point(x, floor - lowest(0.0))
    if rest == "ball":
        joint = ball(pose.dome)
        return flat_ankle + joint - joint.turned(foot)
    if rest == "heel":
        return Point(x, floor - lowest(foot))
    return flat_ankle


def lowest(foot: float) -> float:
    """Return how far the heel reaches below the ankle joint while the foot is turned."""
    return max(point.turned(foot).y for point in HEEL)


def stated(pose: SidePose) -> SidePose:
    """Return the pose with a number for each joint of the small toes."""
    small_toes, small_curl = pose.small
    return replace(pose, small_toes=small_toes, small_curl=small_curl)
