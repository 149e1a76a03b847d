"""What an editor writes of a foot in the air, seen obliquely (`oblique.py`)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.fields import FORBID
from api.drawing.script import Beat, Context, Felt, Part


@dataclass(frozen=True)
class Circle:
    """The ankle's way: degrees up and down (pointed, negative), and to each side."""

    up: float
    down: float
    sideways: float
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class ObliqueScene:
    """A loop of a foot that draws circles: in each `move` one round outwards, in `move 2` back."""

    camera: Literal["oblique"]
    circle: Circle
    beats: tuple[Beat, ...]
    felt: tuple[Felt, ...] = ()
    poster: Part = "move"
    context: Context | None = None
    __pydantic_config__: ClassVar = FORBID
