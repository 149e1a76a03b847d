"""A movement is seen also where a picture is small, as beside a name in a list."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PIL import Image

from api.drawing.cameras import compose
from api.drawing.lottie import lottie
from api.drawing.scene import Scene
from api.rasters import frames
from api.records.drawings import Drawing
from tests.cases import in_one_test
from tests.databases import seed_content

SIZE = 96
STRONG = 60
"""Of 255 steps of grey: about a quarter of black to white."""

LEAST = 50
"""Pixels that change so much: the area of a small toe, 5 by 10."""

MARKS = ("arrow", "felt", "planted")
DRAWINGS = [one.value for one in seed_content().drawings]


def changed_pixels(scene: Scene) -> Iterator[tuple[str, int]]:
    """Yield for each movement how many pixels it changes, without what only marks it."""
    layers = [layer for layer in scene.layers if layer.name.split()[0] not in MARKS]
    bare = lottie(replace(scene, layers=tuple(layers)))
    for part in scene.markers:
        if part.name.startswith("move"):
            ends = [part.frame, part.frame + part.frames - 1]
            one, other = (grey(picture) for picture in frames(bare, ends, SIZE))
            yield part.name, int((abs(one - other) > STRONG).sum())


def grey(picture: Image.Image) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    ground = Image.new("RGBA", picture.size, "#FFFFFF")
    return np.asarray(Image.alpha_composite(ground, picture).convert("L"), dtype=np.int16)


@in_one_test("drawing", DRAWINGS, ids=lambda drawing: drawing.slug)
def test_each_movement_of_the_main_loop_is_seen(drawing: Drawing) -> None:
    few = {
        name: pixels
        for name, pixels in changed_pixels(compose(drawing.scenes[0].script))
        if pixels < LEAST
    }
    assert few == {}
