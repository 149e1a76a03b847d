"""What an editor writes of both feet from the front (`front.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.fields import FORBID
from api.drawing.front import FrontPose
from api.drawing.script import Arrow, Beat, Context, Felt, Part


@dataclass(frozen=True)
class Down:
    """Toes that stay on the mat (`area`) during parts of the loop: a triangle before each."""

    area: str
    during: tuple[Part, ...]
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class FrontScene:
    """A loop of both feet from the front: it begins and ends in the first of its poses.

    Both feet do the same. Toes in the air are orange; `felt` names those that act on the mat.
    Arrows are written for the foot on the left of the picture, and drawn beside the other one as in
    a mirror.
    """

    camera: Literal["front"]
    poses: Mapping[str, FrontPose]
    beats: tuple[Beat, ...]
    felt: tuple[Felt, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    down: tuple[Down, ...] = ()
    poster: Part = "move"
    context: Context | None = None
    __pydantic_config__: ClassVar = FORBID
