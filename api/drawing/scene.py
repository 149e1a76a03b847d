"""A scene: layers of outlines that turn, move and fade, from the lowest to the topmost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from api.drawing.palette import Role
from api.drawing.paths import Path
from api.drawing.tracks import Key, Track, at, still

SIZE = 400
"""Units of the canvas, in both directions."""

FRAMES_A_SECOND = 30


@dataclass(frozen=True)
class MorphKey:
    """An outline at a frame, and how it turns into the next one (see `tracks.Key`)."""

    frame: int
    path: Path
    leaves: float = 1 / 3
    arrives: float = 2 / 3


Morph = tuple[MorphKey, ...]
"""An outline that changes its shape: as many knots at each of its keys."""


def outline_at(morph: Morph, frame: float) -> Path:
    """Return the outline at a frame, between two keys their mixture."""
    for key, following in pairwise(morph):
        if frame < following.frame:
            share = at(Key(key.frame, 0.0, key.leaves, key.arrives), following.frame, 1.0, frame)
            return key.path.mixed(following.path, share)
    return morph[-1].path


@dataclass(frozen=True)
class Shape:
    """An outline, filled or drawn as a line (`width` units) or both.

    The line lies below the fill, which hides its inner half.
    """

    path: Path | Morph
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 0.0
    opacity: Track = field(default_factory=lambda: still(1.0))


@dataclass(frozen=True)
class Layer:
    """Shapes in the coordinates of a joint.

    The origin lies at `x, y` in the coordinates of the layer called `parent` (None: the canvas),
    turned by `rotation`; before that, the shapes are stretched by `across` and `down` (-1: turned
    into their mirror image; at most one of the two changes). A child goes along with its parent,
    but does not fade with it.
    """

    name: str
    shapes: tuple[Shape, ...]
    parent: str | None = None
    x: Track = field(default_factory=lambda: still(0.0))
    y: Track = field(default_factory=lambda: still(0.0))
    rotation: Track = field(default_factory=lambda: still(0.0))
    opacity: Track = field(default_factory=lambda: still(1.0))
    across: Track = field(default_factory=lambda: still(1.0))
    down: Track = field(default_factory=lambda: still(1.0))


@dataclass(frozen=True)
class Marker:
    """A part of the loop: `setup`, `move`, `hold`, `return`."""

    name: str
    frame: int
    frames: int


@dataclass(frozen=True)
class Scene:
    """A loop of `frames` frames; `poster` is the frame that says most, shown if nothing moves."""

    frames: int
    poster: int
    layers: tuple[Layer, ...]
    markers: tuple[Marker, ...]

    @cached_property
    def by_name(self) -> dict[str, Layer]:
        return {layer.name: layer for layer in self.layers}

    def layer(self, name: str) -> Layer:
        return self.by_name[name]

    def ancestors(self, layer: Layer) -> Iterator[Layer]:
        """Yield the layers that a layer goes along with, the nearest first."""
        while layer.parent is not None:
            layer = self.layer(layer.parent)
            yield layer
