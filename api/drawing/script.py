"""What an editor writes of every drawing: in which time a pose becomes the next, and marks.

These values are read from `seed/drawings/`. Places are units of the canvas (400 by 400, from the
upper left), angles degrees, times seconds.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from api.drawing.fields import FORBID

Part = Literal[
    "setup", "move", "hold", "return", "move 2", "hold 2", "return 2", "move 3", "move 4"
]


@dataclass(frozen=True)
class Beat:
    """A part of the loop: in `seconds` the figure comes `to` a pose (None: it rests).

    `steps`: the feet that are lifted on their way.
    """

    part: Part
    seconds: float
    to: str | None = None
    steps: tuple[Literal["near", "far"], ...] = ()
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class Arrow:
    """An arrow from `x, y` in the direction `turn` (0: to the right, 90: down).

    It comes shortly before the first part of `during` begins, and goes when the last one ends.
    `moves` shows a movement and drifts with it by `drift` units; `to_and_fro`, with a head at both
    ends, one that goes there and back; `press` shows what presses down or stays down. By `bend`
    degrees it is curved, clockwise if positive.
    """

    kind: Literal["moves", "to_and_fro", "press"]
    x: float
    y: float
    turn: float
    length: float
    during: tuple[Part, ...]
    drift: float = 0.0
    bend: float = 0.0
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class Felt:
    """Where it is felt: an area of the camera, by its name, during parts of the loop.

    `after`: the share of the first of these parts that is over when it comes.
    """

    area: str
    during: tuple[Part, ...]
    after: float = 0.0
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class Planted:
    """A triangle under what stays down: its place, during parts of the loop (none: always)."""

    x: float
    during: tuple[Part, ...] = ()
    __pydantic_config__: ClassVar = FORBID


@dataclass(frozen=True)
class Context:
    """A small picture of the whole person, with a ring around what the large one shows.

    It stays throughout the loop. `x, y`: its upper left corner; it is 100 wide and 112 high.
    """

    shows: Literal[
        "seated",
        "ankle_on_thigh",
        "calf_on_cushion",
        "legs_forward",
        "behind_chair",
        "at_counter",
        "at_wall",
    ]
    x: float
    y: float
    __pydantic_config__: ClassVar = FORBID
