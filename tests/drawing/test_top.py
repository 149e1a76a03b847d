"""A foot from above as a player shows it: toes keep their lengths, and hands hold on to them."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from api.drawing.cameras import faults
from api.drawing.geometry import ORIGIN, Point
from api.drawing.measuring import where
from api.drawing.scene import Scene
from api.drawing.timing import during, spans
from api.drawing.top import LENGTH, LONGER, TOES, TopPose, gaps, place
from api.drawing.top_scene import HEEL, poses
from api.drawing.top_script import TopScene
from tests.drawing.drawn import drawn

FEET = {
    name: (one.script, scene)
    for name, (one, scene) in drawn().items()
    if isinstance(one.script, TopScene)
}
every_foot = pytest.mark.parametrize(("script", "scene"), FEET.values(), ids=FEET)
SIDEWAYS = FEET["toe-stretch sideways-and-out"]
FINGERS = FEET["toe-stretch fingers-between"]


@every_foot
def test_each_toe_keeps_its_length_and_is_where_its_pose_puts_it(
    script: TopScene, scene: Scene
) -> None:
    for frame, pose in enumerate(poses(script, spans(script.beats))):
        for toe, placed in zip(TOES, place(pose), strict=True):
            long = toe.length * LENGTH
            joint = where(scene, toe.name, ORIGIN, frame)
            tip = where(scene, toe.name, Point(0, -long), frame)
            assert (tip - joint).length == pytest.approx(long, 0.001)
            assert (tip - HEEL - placed.at(1)).length <= 0.005 * LENGTH


def test_a_big_toe_is_drawn_out_along_its_own_direction() -> None:
    script, scene = SIDEWAYS
    frame = during(spans(script.beats), ["hold 2"])[0]

    before, after = (where(scene, "big toe", ORIGIN, at) for at in (0, frame))
    assert (after - before).length == pytest.approx(LONGER * LENGTH, abs=0.3)
    assert after.y < before.y
    for toe in TOES[1:]:
        assert where(scene, toe.name, ORIGIN, frame) == where(scene, toe.name, ORIGIN, 0)


def test_the_thumb_goes_along_with_the_toe_that_it_holds() -> None:
    script, scene = SIDEWAYS
    loop = spans(script.beats)
    first, _ = during(loop, ["move"])
    _, end = during(loop, ["hold 2"])

    for frame in range(first, end):
        held = where(scene, "big toe", ORIGIN, frame) - where(scene, "grip", ORIGIN, frame)
        assert held.length <= 0.005 * LENGTH


def test_a_fan_opens_every_gap() -> None:
    closed, fan = (gaps(place(TopPose(spread=spread))) for spread in (0.4, 1.0))

    toes = place(TopPose(spread=1.0))
    assert all(one.turn < other.turn for one, other in pairwise(toes))
    assert fan[-1].at.x - fan[0].at.x > closed[-1].at.x - closed[0].at.x + 5


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"aside": 20.0}, "aside goes beyond 0 to 15"),
        ({"grip": 0.0, "out": 1.0}, "the big toe moves although no hand holds it"),
        ({"fingers": 1.0, "spread": 0.1}, "there is no room for fingers"),
        ({"fingers": 1.0, "spread": 0.5}, "one hand cannot hold the big toe"),
    ],
)
def test_what_cannot_be_is_reported(fields: dict[str, Any], fault: str) -> None:
    script = SIDEWAYS[0]
    changed = replace(script.poses["aside"], **fields)

    found = faults(replace(script, poses={**script.poses, "aside": changed}))

    assert fault in "\n".join(found)


def test_fingers_stay_in_their_gaps() -> None:
    script, scene = FINGERS
    first, end = during(spans(script.beats), ["move", "hold 2"])
    asked = poses(script, spans(script.beats))

    for frame in range(first, end):
        for number, gap in enumerate(gaps(place(asked[frame])), start=1):
            shown = where(scene, f"finger {number}", ORIGIN, frame) - HEEL
            assert (shown - gap.at).length <= 0.005 * LENGTH
