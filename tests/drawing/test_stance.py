"""Both feet from above: the back one stays inwards of straight ahead, and aims where it should."""

from dataclasses import replace
from itertools import pairwise

import pytest

from api.drawing.cameras import faults
from api.drawing.geometry import ORIGIN
from api.drawing.marks import HEAD_LONG
from api.drawing.measuring import where
from api.drawing.paths import Path, flat
from api.drawing.stance_scene import FRONT_HEEL
from api.drawing.stance_script import StancePose, StanceScene
from api.drawing.timing import during, spans
from api.drawing.top import of_length
from tests.drawing.drawn import drawn

ONE, SCENE = drawn()["calf-stretch direction-of-the-foot"]


def script() -> StanceScene:
    assert isinstance(ONE.script, StanceScene)
    return ONE.script


def test_a_foot_that_is_turned_in_aims_at_the_front_heel() -> None:
    frame = during(spans(script().beats), ["hold"])[0]

    heel, tip = (where(SCENE, "back foot", of_length(0, at), frame) for at in (0, 1))
    way, aim = tip - heel, FRONT_HEEL - heel
    assert way.direction == pytest.approx(aim.direction, abs=5)


def test_the_heels_stay_where_they_are() -> None:
    for name in ("back foot", "front foot"):
        assert len({where(SCENE, name, ORIGIN, frame) for frame in range(SCENE.frames)}) == 1


@pytest.mark.parametrize("turn", [-5.0, 60.0])
def test_a_foot_that_turns_out_or_too_far_is_reported(turn: float) -> None:
    poses = {**script().poses, "turned_in": StancePose(turn)}

    assert "turned_in: the back foot turns beyond 0 to 50 degrees inwards" in list(
        faults(replace(script(), poses=poses))
    )


def test_a_curved_arrow_turns_as_the_foot_does() -> None:
    (arrow,) = script().arrows
    shaft, *_ = SCENE.layer("arrow 1").shapes
    assert isinstance(shaft.path, Path)

    points = flat(shaft.path)
    length = sum((after - before).length for before, after in pairwise(points))
    assert length == pytest.approx(arrow.length - HEAD_LONG, rel=0.01)
    first, last = points[1] - points[0], points[-1] - points[-2]
    assert last.direction - first.direction == pytest.approx(arrow.bend, abs=6)
    assert arrow.bend < 0
