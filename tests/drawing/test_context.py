"""The small picture of the whole person: inside its frame, seen, and the same all along."""

import pytest

from api.drawing.context import FRAME, HIGH, PEOPLE, WIDE, drawn
from api.drawing.lottie import lottie
from api.drawing.paths import Path, flat
from api.drawing.scene import SIZE, Scene
from api.rasters import frames
from api.records.drawings import DrawnScene
from tests.drawing.drawn import drawn as drawings
from tests.drawing.likeness import likeness, on_white

WITH_CONTEXT = {name: both for name, both in drawings().items() if "context" in both[1].by_name}


@pytest.mark.parametrize("name", PEOPLE)
def test_everything_lies_inside_of_its_frame(name: str) -> None:
    for shape in drawn(PEOPLE[name]):
        assert isinstance(shape.path, Path)
        margin = shape.width / 2 if shape.path is not FRAME else 0
        for point in flat(shape.path):
            assert margin <= point.x <= WIDE - margin
            assert margin <= point.y <= HIGH - margin


@pytest.mark.parametrize(("one", "scene"), WITH_CONTEXT.values(), ids=[*WITH_CONTEXT])
def test_it_stands_on_the_canvas_and_stays_the_same(one: DrawnScene, scene: Scene) -> None:
    asked = scene.layer("context")
    x, y = round(asked.x[0].value), round(asked.y[0].value)
    box = (x, y, x + round(WIDE), y + round(HIGH))
    assert min(box) >= 0
    assert max(box) <= SIZE

    first, poster = (
        on_white(picture.crop(box)) for picture in frames(lottie(scene), [0, scene.poster], SIZE)
    )
    assert first.std() > 5
    assert likeness(first, poster) > 0.999


def test_each_close_up_without_a_second_scene_of_the_body_has_one() -> None:
    bodies = {
        name.split()[0] for name, (one, _) in drawings().items() if one.script.camera == "body"
    }
    alone = {name for name in drawings() if name.split()[0] not in bodies}

    assert alone <= set(WITH_CONTEXT)
