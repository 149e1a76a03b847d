"""What an editor writes of both feet on the floor, seen from straight above."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.fields import FORBID
from api.drawing.script import Arrow, Beat, Context, Felt, Part


@dataclass(frozen=True)
class StancePose:
    """`turn`: degrees by which the toes of the back foot point inwards, to the other foot."""

    turn: float = 0.0
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class StanceScene:
    """A loop of feet one behind the other before a wall, the right one behind.

    It begins and ends in the first of its poses.
    """

    camera: Literal["stance"]
    poses: Mapping[str, StancePose]
    beats: tuple[Beat, ...]
    felt: tuple[Felt, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    poster: Part = "move"
    context: Context | None = None
    __pydantic_config__: ClassVar = FORBID
