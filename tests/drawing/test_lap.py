"""A foot on the other thigh: the hand goes along with the toes, the thumb stays on the sole."""

from dataclasses import replace

import pytest

from api.drawing.cameras import faults
from api.drawing.geometry import ORIGIN, Point
from api.drawing.lap_parts import (
    ELBOW,
    GRIP,
    OVER_ELBOW,
    OVER_WRIST,
    PINCH,
    STROKER,
    WRIST,
    on_sole,
)
from api.drawing.lap_scene import ARM_TOLERANCE
from api.drawing.lap_script import LapScene
from api.drawing.measuring import where
from api.drawing.paths import flat
from api.drawing.scene import SIZE
from tests.drawing.drawn import drawn

ONE, SCENE = drawn()["plantar-heel-stretch main"]


def test_the_foot_lies_with_its_sole_to_the_left_and_its_toes_up() -> None:
    ankle, toe, sole, shin = (
        where(SCENE, layer, point, 0)
        for layer, point in (
            ("foot", ORIGIN),
            ("toe", ORIGIN),
            ("foot", on_sole(0.5)),
            ("shin", Point(0, -100)),
        )
    )

    assert toe.y < ankle.y - 40
    assert sole.x < ankle.x - 20
    assert shin.x > ankle.x + 40


def test_the_hand_that_grips_goes_along_with_the_toes() -> None:
    hold = next(marker for marker in SCENE.markers if marker.name == "hold")
    held, pulled = 47, hold.frame

    gaps = [
        where(SCENE, "grip", ORIGIN, frame) - where(SCENE, "toe", ORIGIN, frame)
        for frame in (held, pulled)
    ]
    assert gaps[0].length < 3
    assert gaps[1].length < 1


@pytest.mark.parametrize(
    ("name", "hand", "wrist", "elbow"),
    [
        ("plantar-heel-stretch main", "grip", WRIST, ELBOW),
        ("foot-flexibility-stretch top", "over", OVER_WRIST, OVER_ELBOW),
    ],
)
def test_a_forearm_stays_at_its_hand_and_points_at_its_elbow(
    name: str, hand: str, wrist: Point, elbow: Point
) -> None:
    _, scene = drawn()[name]

    for frame in range(0, scene.frames, 5):
        start = where(scene, f"{hand} forearm", ORIGIN, frame)
        along = where(scene, f"{hand} forearm", Point(0, 100), frame)
        assert (start - where(scene, hand, wrist, frame)).length < 0.1
        off = (along - start).direction - (elbow - start).direction
        assert abs((off + 180) % 360 - 180) < ARM_TOLERANCE + 0.5


def test_a_hand_that_moves_the_big_toe_alone_shows_the_small_ones() -> None:
    _, alone = drawn()["toe-stretch up-and-down"]

    assert {shape.path for shape in alone.layer("grip hand").shapes} >= set(PINCH)
    assert {shape.path for shape in SCENE.layer("grip hand").shapes} >= set(GRIP)
    assert set(PINCH) != set(GRIP)


def test_no_hand_is_seen_before_it_comes() -> None:
    for hand, points in (("grip hand", GRIP), ("stroking hand", STROKER)):
        places = [where(SCENE, hand, point, 0) for path in points for point in flat(path)]
        assert all(not (0 <= place.x <= SIZE and 0 <= place.y <= SIZE) for place in places), hand


def test_the_thumb_goes_along_the_sole() -> None:
    hold = next(marker for marker in SCENE.markers if marker.name == "hold")
    thumbs = range(hold.frame + 24, hold.frame + hold.frames - 1)

    for frame in thumbs:
        thumb = where(SCENE, "stroking hand", ORIGIN, frame)
        sole = [where(SCENE, "foot", on_sole(step / 50), frame) for step in range(51)]
        assert min((thumb - place).length for place in sole) < 2


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [("ankle", 25.0, "ankle goes beyond -50 to 20"), ("grip", 1.5, "grip goes beyond 0 to 1")],
)
def test_what_cannot_be_is_reported(field: str, value: float, fault: str) -> None:
    script = ONE.script
    assert isinstance(script, LapScene)
    poses = {name: replace(pose, **{field: value}) for name, pose in script.poses.items()}

    assert fault in "\n".join(faults(replace(script, poses=poses)))
