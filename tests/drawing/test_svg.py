"""SVG files: no script and nothing from outside, still for whoever wants no motion."""

import gzip
import re
from xml.etree import ElementTree

import pytest

from api.drawing.scene import Scene
from api.drawing.svg import short, svg
from api.records.drawings import DrawnScene
from tests.drawing.drawn import drawn

LARGEST = 15_000
NAMESPACE = "{http://www.w3.org/2000/svg}"
every_drawing = pytest.mark.parametrize(
    ("one", "scene"), drawn().values(), ids=[name.replace(" ", "-") for name in drawn()]
)


@every_drawing
def test_it_holds_drawn_outlines_and_its_own_styles_only(one: DrawnScene, scene: Scene) -> None:
    tree = ElementTree.fromstring(svg(scene))  # noqa: S314 - our own bytes

    assert {element.tag.removeprefix(NAMESPACE) for element in tree.iter()} == {
        "svg",
        "style",
        "g",
        "path",
    }
    assert not re.search(rb"url\(|href|@import|script|http(?!://www.w3.org/2000/svg)", svg(scene))


@every_drawing
def test_it_moves_only_for_whoever_wants_motion(one: DrawnScene, scene: Scene) -> None:
    text = svg(scene).decode()
    before, after = text.split("@media(prefers-reduced-motion:no-preference)")

    assert "animation-name" not in before
    named = set(re.findall(r"animation-name:(\w+)", after))
    assert named == set(re.findall(r"@keyframes (\w+)", before))
    assert named == set(re.findall(r'class="(\w+)"', after))


@every_drawing
def test_it_is_small(one: DrawnScene, scene: Scene) -> None:
    assert len(gzip.compress(svg(scene), 9, mtime=0)) <= LARGEST


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.04, "0"), (-0.04, "0"), (0.5, ".5"), (-0.52, "-.5"), (10.0, "10"), (100.26, "100.3")],
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert short(value) == written
