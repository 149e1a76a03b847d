"""What an editor writes of the whole figure from the side (`body.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.body import BodyPose
from api.drawing.fields import FORBID
from api.drawing.script import Arrow, Beat, Felt, Part, Planted


@dataclass(frozen=True)
class Counter:
    """A counter or table: its edge, and its height over the floor."""

    x: float
    height: float
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class Chair:
    """A chair seen from its side: the back edge of its seat, and the seat's height."""

    x: float
    height: float
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class BodyScene:
    """A loop of the whole figure from the side: it begins and ends in the first of its poses.

    `wall`: the face of a wall. `planted`: what stays down.
    """

    camera: Literal["body"]
    poses: Mapping[str, BodyPose]
    beats: tuple[Beat, ...]
    felt: tuple[Felt, ...]
    arrows: tuple[Arrow, ...] = ()
    poster: Part = "move"
    wall: float | None = None
    chair: Chair | None = None
    counter: Counter | None = None
    planted: tuple[Planted, ...] = ()
    __pydantic_config__: ClassVar = FORBID
