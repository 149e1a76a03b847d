"""What an editor writes of a foot from its inner side (`side.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.fields import FORBID
from api.drawing.script import Arrow, Beat, Felt, Part
from api.drawing.side import Rest, SidePose


@dataclass(frozen=True)
class SideScene:
    """A loop of one foot from its inner side: it begins and ends in the first of its poses.

    `x`: where its ankle is while it stands flat. `rests`: on what the foot stays, while all else
    moves. `planted`: the parts that stay down, each a place under the floor. `outlined`: a thin
    outline shows where the foot was at first.
    """

    camera: Literal["side"]
    poses: Mapping[str, SidePose]
    beats: tuple[Beat, ...]
    felt: tuple[Felt, ...]
    arrows: tuple[Arrow, ...] = ()
    poster: Part = "move"
    rests: Rest = "sole"
    x: float = 106.0
    towel: bool = False
    outlined: bool = False
    planted: tuple[float, ...] = ()
    __pydantic_config__: ClassVar = FORBID
