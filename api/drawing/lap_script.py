"""What an editor writes of a foot on the other thigh (`lap.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.fields import FORBID
from api.drawing.lap import LapPose
from api.drawing.script import Arrow, Beat, Context, Felt, Part


@dataclass(frozen=True)
class LapScene:
    """A loop of a foot on the other thigh: it begins and ends in the first of its poses."""

    camera: Literal["lap"]
    poses: Mapping[str, LapPose]
    beats: tuple[Beat, ...]
    felt: tuple[Felt, ...]
    arrows: tuple[Arrow, ...] = ()
    poster: Part = "move"
    context: Context | None = None
    __pydantic_config__: ClassVar = FORBID
