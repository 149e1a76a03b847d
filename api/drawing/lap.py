"""A foot that lies on the other thigh: its sole to the left, its toes up, its shin to the right."""

from dataclasses import dataclass, replace
from typing import ClassVar

from api.drawing.fields import FORBID
from api.drawing.side import SidePose


@dataclass(frozen=True)
class LapPose:
    """A pose of the foot in degrees (as `SidePose`), and of both hands in shares from 0 to 1.

    `grip`: a hand holds the toes at their base (1) or is away (0). `over`: a hand lies over the
    toes from above (1) or is away (0). `stroke`: the thumb of the other
    hand is there (1) or away (0); `along`: how far from heel to ball it has gone.
    """

    ankle: float = 0.0
    toes: float = 0.0
    small_toes: float | None = None
    grip: float = 0.0
    over: float = 0.0
    stroke: float = 0.0
    along: float = 0.0
    __pydantic_config__: ClassVar = FORBID

    @property
    def foot(self) -> SidePose:
        return SidePose(ankle=self.ankle, toes=self.toes, small_toes=self.small_toes)


def stated(pose: LapPose) -> LapPose:
    """Return the pose with a number for the small toes."""
    return replace(pose, small_toes=pose.foot.small[0])
