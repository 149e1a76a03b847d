"""What is wrong with a scene of a foot from its inner side, in sentences for its editor."""

from collections.abc import Iterator

from api.drawing.geometry import Point
from api.drawing.measuring import placing, where
from api.drawing.paths import flat
from api.drawing.scene import Scene
from api.drawing.script_checks import beyond, each_once, looked_at, open_loop, wrong_names
from api.drawing.side import HEEL, SidePose
from api.drawing.side_parts import FAR_TOE, LENGTH, NEAR_TOE, ball
from api.drawing.side_scene import AREAS, FLOOR, poses
from api.drawing.side_script import SideScene
from api.drawing.timing import spans

LIMITS = {
    "shin": (-80.0, 40.0),
    "ankle": (-50.0, 20.0),
    "toes": (-45.0, 70.0),
    "curl": (0.0, 90.0),
    "small_toes": (-40.0, 60.0),
    "small_curl": (0.0, 90.0),
    "dome": (0.0, 1.0),
    "towel": (0.0, 1.0),
}
"""Degrees; of the dome and the towel, shares."""

TOE_RIMS = {"toe": flat(NEAR_TOE, pieces=3), "tip": flat(FAR_TOE, pieces=3)}
SLIP = 0.01 * LENGTH
SUNK = 0.03 * LENGTH
"""How far a part may reach below the floor: soft tissue that is pressed flat."""


def unknown_names(script: SideScene) -> Iterator[str]:
    """Yield names that lead nowhere. Only without them can a scene be composed."""
    yield from wrong_names(script.poses, AREAS, script)


def faults(script: SideScene, scene: Scene) -> Iterator[str]:
    """Yield each fault once, with the frame at which it is seen first."""
    asked = poses(script, spans(script.beats))
    yield from each_once(
        (frame, fault)
        for frame, pose in looked_at(asked)
        for fault in (
            *beyond(LIMITS, pose),
            *out_of_place(script, scene, pose, frame),
        )
    )
    yield from open_loop(script.poses, script.beats)


def out_of_place(script: SideScene, scene: Scene, pose: SidePose, frame: int) -> Iterator[str]:
    """Yield what slides or sinks."""
    if script.rests != "heel":
        joint = ball(pose.dome)
        wanted = where(scene, "foot", ball(0.0), 0) + joint - ball(0.0)
        if (where(scene, "foot", joint, frame) - wanted).length > SLIP:
            yield "the ball of the foot slides"
    if script.rests != "ball" and abs(lowest(scene, "foot", HEEL, frame) - FLOOR) > SLIP:
        yield "the heel leaves the floor, or sinks into it"
    for name, rim in TOE_RIMS.items():
        if lowest(scene, name, rim, frame) > FLOOR + SUNK:
            yield f"the {name} of the big toe sinks into the floor"


def lowest(scene: Scene, layer: str, points: list[Point], frame: int) -> float:
    place = placing(scene, layer, frame)
    return max(place(point).y for point in points)
