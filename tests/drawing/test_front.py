"""Both feet from the front as a player shows them: what is down stays, and both do the same."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.drawing.cameras import faults, unknown_names
from api.drawing.front import LENGTH, RAYS, Ray, see
from api.drawing.front_scene import poses
from api.drawing.front_script import Down, FrontScene
from api.drawing.front_toes import TOES
from api.drawing.geometry import ORIGIN, Point
from api.drawing.measuring import where
from api.drawing.scene import SIZE, Scene
from api.drawing.timing import spans
from tests.drawing.drawn import drawn

FEET = {
    name: (one.script, scene)
    for name, (one, scene) in drawn().items()
    if isinstance(one.script, FrontScene)
}
every_pair = pytest.mark.parametrize(("script", "scene"), FEET.values(), ids=FEET)
FLUTTERS = FEET["toe-flutters main"][0]


@given(st.sampled_from(RAYS), st.floats(-40, 70), st.floats(0, 1))
def test_a_toe_keeps_its_length_in_space(ray: Ray, up: float, spread: float) -> None:
    joint, tip = ray.joint, ray.tip(up, spread)

    far = math.dist(*((p.x, p.forward, p.up) for p in (joint, tip)))
    assert far == pytest.approx(ray.length)


@every_pair
def test_each_toe_is_shown_where_its_pose_puts_it(script: FrontScene, scene: Scene) -> None:
    for frame, pose in enumerate(poses(script, spans(script.beats))):
        for name, toe in zip(TOES, see(pose), strict=True):
            shown = where(scene, f"left {name} tip", ORIGIN, frame)
            wanted = where(scene, "left foot", toe.tip, frame)
            assert (shown - wanted).length <= 0.005 * LENGTH


@every_pair
def test_both_feet_do_the_same(script: FrontScene, scene: Scene) -> None:
    for frame in range(0, scene.frames, 5):
        for name in TOES:
            left, right = (
                where(scene, f"{side} {name} tip", Point(3, 0), frame) for side in ("left", "right")
            )
            assert right.x == pytest.approx(SIZE - left.x)
            assert right.y == left.y


def test_a_big_toe_that_lifts_travels_far_and_the_small_ones_stay() -> None:
    _, scene = FEET["toe-flutters main"]

    travels = [
        (
            where(scene, f"left {name} tip", ORIGIN, scene.poster)
            - where(scene, f"left {name} tip", ORIGIN, 0)
        ).length
        for name in TOES
    ]
    assert travels[0] > 0.15 * SIZE
    assert max(travels[1:]) < 1


def test_a_joint_beyond_its_limit_is_reported() -> None:
    assert "big_up: the big toe goes beyond -40 to 70 degrees" in reported(up=(75.0, 0, 0, 0, 0))


def test_a_toe_that_leaves_the_mat_is_reported() -> None:
    assert "the toe 2 should stay on the mat from frame 24 to 81" in reported(
        up=(60.0, 20.0, 0, 0, 0)
    )


def test_areas_that_do_not_exist_are_reported() -> None:
    wrong = replace(FLUTTERS, down=(Down("thumb", ("return 2",)),))

    assert unknown_names(wrong) == [
        "thumb is not among the areas: big_toe, small_toes, toes",
        "no beat plays the part return 2",
    ]


def reported(**fields: Any) -> list[str]:
    """Return the faults of toe flutters whose second pose has other values."""
    changed = replace(FLUTTERS.poses["big_up"], **fields)
    return list(faults(replace(FLUTTERS, poses={**FLUTTERS.poses, "big_up": changed})))
