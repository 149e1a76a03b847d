"""What an editor writes of a foot from its inner side (`side.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.fields import FORBID
from api.drawing.script import Arrow, Beat, Context, Felt, Part, Planted
from api.drawing.side import Rest, SidePose


@dataclass(frozen=True)
class SideScene:
    """A loop of one foot from its inner side: it begins and ends in the first of its poses.

    `x`: where its ankle is while it stands flat. `rests`: on what the foot stays, while all else
    moves. `planted`: what stays down. `outlined`: a thin line shows where instep and arch were at
    first.
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
    planted: tuple[Planted, ...] = ()
    context: Context | None = None
    __pydantic_config__: ClassVar = FORBID
