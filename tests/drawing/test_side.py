"""A foot from its inner side as a player shows it: what rests on the floor stays there."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from api.drawing.cameras import faults
from api.drawing.geometry import ORIGIN, Point
from api.drawing.measuring import where
from api.drawing.paths import flat
from api.drawing.scene import Scene
from api.drawing.side_parts import NEAR_BONE
from api.drawing.side_script import SideScene
from api.drawing.towel import cloth_at
from api.drawing.tracks import value_at
from tests.drawing.drawn import drawn

FEET = {
    name: (one.script, scene)
    for name, (one, scene) in drawn().items()
    if isinstance(one.script, SideScene)
}
every_foot = pytest.mark.parametrize(("script", "scene"), FEET.values(), ids=FEET)
DOME = FEET["foot-doming-stretch main"]
POINT = FEET["seated-point-and-flex main"]


@every_foot
def test_the_segments_of_the_big_toe_keep_their_lengths(script: SideScene, scene: Scene) -> None:
    for frame in range(scene.frames + 1):
        joint = where(scene, "toe", ORIGIN, frame)
        assert (where(scene, "tip", ORIGIN, frame) - joint).length == pytest.approx(NEAR_BONE)


def test_a_raised_arch_draws_the_ball_nearer_and_leaves_the_heel() -> None:
    _, scene = DOME

    before, domed = (where(scene, "toe", ORIGIN, frame) for frame in (0, scene.poster))
    assert domed.x < before.x - 5
    assert domed.y == pytest.approx(before.y, abs=0.1)
    assert where(scene, "foot", ORIGIN, 0) == where(scene, "foot", ORIGIN, scene.poster)


def test_the_shin_stays_while_the_foot_points() -> None:
    _, scene = POINT

    shins = {round(where(scene, "shin", Point(0, -200), frame).x) for frame in range(scene.frames)}
    assert max(shins) - min(shins) <= 2


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_a_towel_keeps_its_length(share: float) -> None:
    points = flat(cloth_at(share, 320.0), pieces=20)

    length = sum((after - before).length for before, after in pairwise(points))
    assert length == pytest.approx(flat_length(), rel=0.01)


def flat_length() -> float:
    points = flat(cloth_at(0.0, 320.0))
    return points[-1].x - points[0].x


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"toes": 80.0}, "toes goes beyond -45 to 70"),
        ({"toes": -40.0}, "the tip of the big toe sinks into the floor"),
        ({"ankle": 15.0}, "the heel leaves the floor, or sinks into it"),
    ],
)
def test_what_cannot_be_is_reported(fields: dict[str, Any], fault: str) -> None:
    script = DOME[0]
    poses = {name: replace(pose, **fields) for name, pose in script.poses.items()}

    assert fault in "\n".join(faults(replace(script, poses=poses)))


def test_the_ball_of_a_foot_that_turns_around_it_stays() -> None:
    script = replace(DOME[0], rests="ball", poses={"flat": pose(), "up": pose(shin=10, ankle=-30)})
    beats = tuple(
        replace(b, to={"shorter": "up", "domed": "up"}.get(b.to or "", b.to)) for b in script.beats
    )
    lifted = replace(script, beats=beats)

    assert not [fault for fault in faults(lifted) if "slides" in fault]


def pose(**fields: float) -> Any:
    return replace(next(iter(DOME[0].poses.values())), **fields)


def test_the_shin_is_marked_only_when_the_foot_has_passed_the_middle() -> None:
    script, scene = POINT
    turns, mark = scene.layer("foot").rotation, scene.layer("felt shin in move 2").opacity
    points = next(marker for marker in scene.markers if marker.name == "move 2")
    middle = value_at(turns, 0)

    seen = [frame for frame in range(points.frame, scene.frames) if value_at(mark, frame) > 0]
    assert value_at(turns, seen[0]) > middle
    assert seen[-1] > points.frame + points.frames
    assert script.felt[1].after > 0
