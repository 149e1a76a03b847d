"""The whole figure as a player shows it: bones keep their lengths, and what stands stays."""

from dataclasses import replace
from typing import Any

import pytest

from api.drawing.body import BodyPose, Foot, place
from api.drawing.body_script import BodyScene
from api.drawing.cameras import faults
from api.drawing.geometry import ORIGIN, Point
from api.drawing.marks import FLOOR
from api.drawing.measuring import where
from api.drawing.proportions import ANKLE, BALL, HEIGHT, SHANK, THIGH
from api.drawing.scene import Scene
from api.drawing.script import Beat
from api.drawing.timing import spans
from tests.drawing.drawn import drawn

SLIP = 0.005 * HEIGHT
BODIES = {
    name: (one.script, scene)
    for name, (one, scene) in drawn().items()
    if isinstance(one.script, BodyScene)
}
every_body = pytest.mark.parametrize(("script", "scene"), BODIES.values(), ids=BODIES)

CALF_STRETCH = BODIES["calf-stretch main"][0]


@every_body
def test_bones_keep_their_lengths_between_the_keys(script: BodyScene, scene: Scene) -> None:
    for frame in range(scene.frames + 1):
        knee = where(scene, "near shank", ORIGIN, frame)
        assert length(knee, where(scene, "near thigh", ORIGIN, frame)) == pytest.approx(THIGH, 0.01)
        ankle = where(scene, "near foot", ORIGIN, frame)
        assert length(ankle, knee) == pytest.approx(SHANK, 0.01)


@every_body
def test_a_foot_that_stands_does_not_slide(script: BodyScene, scene: Scene) -> None:
    loop = spans(script.beats)
    for span in loop:
        for side in {"near", "far"} - set(span.beat.steps):
            places = [
                where(scene, f"{side} foot", Point(BALL, ANKLE), frame)
                for frame in range(span.first, span.end)
            ]
            assert max(length(place, places[0]) for place in places) <= 2 * SLIP
            assert all(abs(place.y - FLOOR) <= SLIP for place in places)


def test_a_hand_that_cannot_reach_is_reported() -> None:
    far_wall = changed(CALF_STRETCH, hand_x=380.0)

    assert [fault.split(" (")[0] for fault in faults(far_wall)] == [
        "the hand lets go: the arm does not reach its place"
    ]


def test_a_joint_beyond_its_limit_is_reported() -> None:
    too_deep = changed(CALF_STRETCH, ankle=31.0)

    found = "\n".join(faults(too_deep))

    assert "the near ankle goes beyond -50 to 20 degrees" in found


def changed(script: BodyScene, **fields: Any) -> BodyScene:
    """Return a script in which every pose has other values in these fields."""
    return replace(
        script,
        poses={name: replace(pose, **fields) for name, pose in script.poses.items()},
    )


def length(one: Point, other: Point) -> float:
    return (one - other).length


def test_who_sits_has_the_hips_on_the_seat_and_both_feet_on_the_floor() -> None:
    sitting = BodyPose(
        near=Foot(212),
        far=Foot(226),
        ankle=0,
        knee=0,
        trunk=2,
        hand_x=190,
        hand_y=262,
        palm=-70,
        stride=0,
        seat_x=130,
        seat_height=118,
    )
    script = BodyScene("body", {"sitting": sitting}, (Beat("setup", 1.0),), (), poster="setup")

    placed = place(sitting, FLOOR)
    assert list(faults(script)) == []
    assert placed.pelvis == Point(130, FLOOR - 118)
    assert placed.near.thigh < -60
    assert abs(placed.near.shank) < 15
