"""Lottie files: valid by the specification, of the portable subset, and alike in two renderers.

Schema: https://lottie.github.io/lottie-spec/1.0/specs/schema/ (package `lottie-specs`).
"""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lottie_specs
import pytest
from jsonschema import Draft202012Validator
from rlottie_python.rlottie_wrapper import LottieAnimation

from api.drawing.cameras import CAMERAS
from api.drawing.lottie import lottie
from api.drawing.palette import DARK, LIGHT, Role
from api.drawing.scene import FRAMES_A_SECOND, Scene
from api.rasters import frames
from api.records.drawings import DrawnScene
from tests.drawing.drawn import drawn
from tests.drawing.likeness import ALIKE, likeness, on_white, straight

SIZE = 200
LARGEST = {"body": 5_000}
LARGEST_CLOSE_UP = 4_000
"""Bytes, gzipped, of a loop: of the whole figure, and of feet alone."""

SHAPES = {"gr", "sh", "st", "fl", "tr"}
OTHERS = {4}
"""The types that every player draws: shape layers with groups, paths, strokes and fills."""

every_drawing = pytest.mark.parametrize(
    ("one", "scene"), drawn().values(), ids=[name.replace(" ", "-") for name in drawn()]
)


@cache
def validator() -> Draft202012Validator:
    path = Path(lottie_specs.__file__).parent / "data" / "lottie.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a JSON value."""
    inner: list[Any] = []
    if isinstance(value, dict):
        yield value
        inner = list(value.values())
    elif isinstance(value, list):
        inner = value
    for one in inner:
        yield from objects(one)


def errors_of(scene: Scene) -> list[str]:
    return [error.json_path for error in validator().iter_errors(json.loads(lottie(scene)))]


@pytest.mark.parametrize("camera", CAMERAS)
def test_a_drawing_of_each_camera_is_valid(camera: str) -> None:
    scene = next(scene for one, scene in drawn().values() if one.script.camera == camera)

    assert errors_of(scene) == []


@pytest.mark.slow
@every_drawing
def test_it_is_valid(one: DrawnScene, scene: Scene) -> None:
    assert errors_of(scene) == []


@every_drawing
def test_its_types_are_of_the_portable_subset_and_stand_first(
    one: DrawnScene, scene: Scene
) -> None:
    typed = [value for value in objects(json.loads(lottie(scene))) if "ty" in value]

    assert {value["ty"] for value in typed} <= SHAPES | OTHERS
    assert all(next(iter(value)) == "ty" for value in typed)


@every_drawing
def test_each_colour_is_a_slot(one: DrawnScene, scene: Scene) -> None:
    file = json.loads(lottie(scene))

    used = {value["sid"] for value in objects(file) if "sid" in value}
    colours = [value["c"] for value in objects(file) if value.get("ty") in ("fl", "st")]
    assert used == set(file["slots"])
    assert all("sid" in colour for colour in colours)


@every_drawing
def test_its_markers_follow_each_other_through_the_whole_loop(
    one: DrawnScene, scene: Scene
) -> None:
    *parts, still = json.loads(lottie(scene))["markers"]

    ends = [marker["tm"] + marker["dr"] for marker in parts]
    assert [marker["tm"] for marker in parts] == [0, *ends[:-1]]
    assert ends[-1] == scene.frames
    assert still == {"cm": "reduced motion", "tm": scene.poster, "dr": 0}
    assert scene.frames == round(sum(b.seconds for b in one.script.beats) * FRAMES_A_SECOND)


@every_drawing
def test_it_is_small(one: DrawnScene, scene: Scene) -> None:
    largest = LARGEST.get(one.script.camera, LARGEST_CLOSE_UP)

    assert len(gzip.compress(lottie(scene), 9, mtime=0)) <= largest


@every_drawing
def test_two_renderers_show_the_same(one: DrawnScene, scene: Scene) -> None:
    numbers = [scene.frames * tenth // 10 for tenth in range(10)]
    file = lottie(scene)
    other = LottieAnimation.from_data(data=file.decode())

    for number, picture in zip(numbers, frames(file, numbers, SIZE), strict=True):
        ours = on_white(picture)
        theirs = on_white(straight(other.render_pillow_frame(number, width=SIZE, height=SIZE)))
        assert ours.std() > 5
        assert likeness(ours, theirs) >= ALIKE


def test_each_layer_has_a_name_of_its_own() -> None:
    for name, (_, scene) in drawn().items():
        assert len(scene.by_name) == len(scene.layers), name


def test_the_same_drawing_gives_the_same_bytes() -> None:
    _, scene = drawn()["calf-stretch main"]

    assert lottie(scene) == lottie(scene)
    assert lottie(scene) != lottie(scene, DARK)
    assert set(LIGHT) == set(DARK) == set(Role)
