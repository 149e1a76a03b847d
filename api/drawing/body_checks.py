"""What is wrong with a scene of the whole figure, in sentences for its editor.

Every frame is looked at as a player shows it: a joint beyond its limit, a foot that slides or sinks
into the floor, a hand that lets go of what it holds.
"""

from collections.abc import Iterator

from api.drawing.body import BodyPose, Placed, place
from api.drawing.body_scene import poses
from api.drawing.body_script import BodyScene
from api.drawing.figure import AREAS
from api.drawing.geometry import Point
from api.drawing.marks import FLOOR
from api.drawing.measuring import where
from api.drawing.proportions import ANKLE, BALL, HEIGHT, PALM
from api.drawing.scene import Scene
from api.drawing.script_checks import each_once, looked_at, open_loop, wrong_names
from api.drawing.timing import spans

LIMITS = {
    "ankle": (-50.0, 20.0),
    "knee": (0.0, 140.0),
    "toes": (-40.0, 70.0),
    "elbow": (0.0, 150.0),
}
"""Degrees: pointed and bent up, flexion, bent down and up, flexion."""

SLIP = 0.005 * HEIGHT
"""How far what stays in its place may seem to move: half a hundredth of the height."""

BALL_OF_FOOT = Point(BALL, ANKLE)
MIDDLE_OF_HAND = Point(0, PALM)


def unknown_names(script: BodyScene) -> Iterator[str]:
    """Yield names that lead nowhere. Only without them can a scene be composed."""
    yield from wrong_names(script.poses, AREAS, script)


def faults(script: BodyScene, scene: Scene) -> Iterator[str]:
    """Yield each fault once, with the frame at which it is seen first."""
    asked = poses(script, spans(script.beats))
    yield from each_once(
        (frame, fault)
        for frame, pose in looked_at(asked)
        for fault in (
            *beyond_limits(place(pose, FLOOR)),
            *out_of_place(scene, pose, frame),
        )
    )
    yield from open_loop(script.poses, script.beats)


def beyond_limits(figure: Placed) -> Iterator[str]:
    joints = {"elbow": figure.arm.upper - figure.arm.lower}
    for side in ("near", "far"):
        leg = getattr(figure, side)
        joints |= {
            f"{side} knee": leg.shank - leg.thigh,
            f"{side} ankle": leg.shank - leg.foot,
            f"{side} toes": leg.foot - leg.toes,
        }
    for joint, degrees in joints.items():
        low, high = LIMITS[joint.split()[-1]]
        if not low <= degrees <= high:
            yield f"the {joint} goes beyond {low:.0f} to {high:.0f} degrees"


def out_of_place(scene: Scene, pose: BodyPose, frame: int) -> Iterator[str]:
    """Yield what a player shows in another place than the pose asks for."""
    for side in ("near", "far"):
        foot = getattr(pose, side)
        wanted = Point(foot.x + BALL, FLOOR - foot.lift)
        if (where(scene, f"{side} foot", BALL_OF_FOOT, frame) - wanted).length > SLIP:
            yield f"the {side} foot slides: the leg does not reach its place"
        if where(scene, f"{side} shank", Point(0, 0), frame).y > FLOOR:
            yield f"the {side} knee sinks into the floor"
    hand = where(scene, "hand", MIDDLE_OF_HAND, frame)
    if (hand - Point(pose.hand_x, pose.hand_y)).length > SLIP:
        yield "the hand lets go: the arm does not reach its place"
