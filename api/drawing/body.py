"""The whole figure from the side: from what an editor says of a pose to the turn of each joint.

Both feet stand where the pose puts them. One leg carries: its ankle and knee say where the pelvis
is. The other leg and the arms reach for their places.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from api.drawing.fields import FORBID
from api.drawing.geometry import Point, below, reach
from api.drawing.proportions import (
    ANKLE,
    BALL,
    FOREARM,
    HIPS_APART,
    PALM,
    SHANK,
    THIGH,
    TRUNK,
    UPPER_ARM,
)

KNEE, ELBOW = 1, -1
"""To which side these joints bend (see `geometry.reach`)."""


@dataclass(frozen=True)
class Foot:
    """Where a foot stands.

    `x`: its ankle, units from the left, as if it stood flat. `pitch`: degrees by which the heel is
    up, around the ball. `toes`: degrees by which the toes are up, seen from the floor. While it
    steps, `lift` is its height over the floor, and `tip` the degrees by which it points down.
    """

    x: float
    pitch: float = 0.0
    toes: float = 0.0
    lift: float = 0.0
    tip: float = 0.0
    __pydantic_config__: ClassVar = FORBID

    def ankle(self, floor: float) -> Point:
        ball = Point(self.x + BALL, floor - self.lift)
        return ball + Point(-BALL, -ANKLE).turned(self.pitch + self.tip)


@dataclass(frozen=True)
class BodyPose:
    """A pose: the angles of the carrying leg, the lean of the trunk, and what feet and hands do.

    `ankle`: degrees by which the shank leans forwards over a flat foot (dorsiflexion). `knee`:
    flexion. `trunk`: lean forwards. `head`: its turn against the trunk. `hand_x`, `hand_y`: the
    middle of both palms; `palm`: the turn of the hands. Somebody who sits has their hips at
    `seat_x` and `seat_height` (units over the floor), and both legs reach for their places.
    """

    near: Foot
    far: Foot
    ankle: float
    knee: float
    trunk: float
    hand_x: float
    hand_y: float
    palm: float = 180.0
    head: float = -7.0
    stride: float = 1.0
    """How far the hips are turned: 1 if the carrying leg is behind, -1 if it is in front."""

    seat_x: float | None = None
    seat_height: float | None = None

    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class Leg:
    hip: Point
    thigh: float
    shank: float
    foot: float
    toes: float
    missed: float = 0.0


@dataclass(frozen=True)
class Arm:
    upper: float
    lower: float
    hand: float
    missed: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A figure whose joints are solved; turns are seen from the canvas."""

    pelvis: Point
    trunk: float
    head: float
    near: Leg
    far: Leg
    arm: Arm

    @property
    def shoulder(self) -> Point:
        return self.pelvis + Point(0, -TRUNK).turned(self.trunk)


def place(pose: BodyPose, floor: float) -> Placed:
    """Return the figure of a pose."""
    pelvis = pelvis_of(pose, floor)
    turned = Point(HIPS_APART * pose.stride, 0)
    near = reaching_leg(pelvis - turned, pose.near, floor)
    far = reaching_leg(pelvis + turned, pose.far, floor)
    figure = Placed(pelvis, pose.trunk, pose.trunk + pose.head, near, far, Arm(0, 0, 0))
    return replace(figure, arm=reaching_arm(figure.shoulder, pose))


def pelvis_of(pose: BodyPose, floor: float) -> Point:
    """Return the middle of the hips: on the seat, or over the near leg, also while that steps."""
    if pose.seat_x is not None and pose.seat_height is not None:
        return Point(pose.seat_x, floor - pose.seat_height)
    shank = pose.near.pitch + pose.ankle
    ankle = replace(pose.near, lift=0.0, tip=0.0).ankle(floor)
    hip = ankle - below(SHANK, shank) - below(THIGH, shank - pose.knee)
    return hip + Point(HIPS_APART * pose.stride, 0)


def reaching_leg(hip: Point, foot: Foot, floor: float) -> Leg:
    solved = reach(hip, foot.ankle(floor), THIGH, SHANK, bends=KNEE)
    turn = foot.pitch + foot.tip
    return Leg(hip, solved.upper, solved.lower, turn, foot.tip - foot.toes, solved.missed)


def reaching_arm(shoulder: Point, pose: BodyPose) -> Arm:
    wrist = Point(pose.hand_x, pose.hand_y) - below(PALM, pose.palm)
    solved = reach(shoulder, wrist, UPPER_ARM, FOREARM, bends=ELBOW)
    return Arm(solved.upper, solved.lower, pose.palm, solved.missed)
