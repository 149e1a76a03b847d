"""No drawing of the seed has a fault, and each fault of a broken script is reported."""

from dataclasses import replace

import pytest

from api.drawing.body_script import BodyScene
from api.drawing.cameras import faults, unknown_names
from api.drawing.scene import Scene
from api.drawing.script import Beat, Felt
from api.records.drawings import DrawnScene
from tests.drawing.drawn import drawn

every_drawing = pytest.mark.parametrize(
    ("one", "scene"), drawn().values(), ids=[name.replace(" ", "-") for name in drawn()]
)


@every_drawing
def test_nothing_is_wrong_with_it(one: DrawnScene, scene: Scene) -> None:
    assert unknown_names(one.script) == []
    assert list(faults(one.script)) == []


@every_drawing
def test_what_is_seen_at_the_end_is_as_it_was_at_the_beginning(
    one: DrawnScene, scene: Scene
) -> None:
    for layer in scene.layers:
        assert layer.opacity[0].value == layer.opacity[-1].value
        if layer.opacity[-1].value == 0:
            continue
        for track in (layer.x, layer.y, layer.rotation):
            assert track[0].value == pytest.approx(track[-1].value, abs=0.01), layer.name


def test_names_that_lead_nowhere_are_reported() -> None:
    script = drawn()["calf-stretch main"][0].script
    assert isinstance(script, BodyScene)
    wrong = replace(
        script,
        beats=(Beat("setup", 1.0, "nowhere"), Beat("move", 1.0)),
        felt=(Felt("elbow", ("return",)),),
        arrows=(),
    )

    assert unknown_names(wrong) == [
        "a beat goes to nowhere, which is not among the poses",
        "elbow is not among the areas: calf, far_calf, achilles_tendon",
        "no beat plays the part return",
    ]


def test_a_loop_that_does_not_come_back_is_reported() -> None:
    script = drawn()["calf-stretch main"][0].script
    assert isinstance(script, BodyScene)

    assert "the loop does not end in its first pose" in list(
        faults(replace(script, beats=script.beats[:-1]))
    )
