"""What an editor writes of one foot from above (`top.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.fields import FORBID
from api.drawing.script import Arrow, Beat, Context, Felt, Part
from api.drawing.top import TopPose


@dataclass(frozen=True)
class TopScene:
    """A loop of a right foot from above: it begins and ends in the first of its poses."""

    camera: Literal["top"]
    poses: Mapping[str, TopPose]
    beats: tuple[Beat, ...]
    felt: tuple[Felt, ...]
    arrows: tuple[Arrow, ...] = ()
    poster: Part = "move"
    context: Context | None = None
    __pydantic_config__: ClassVar = FORBID
