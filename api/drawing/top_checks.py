"""What is wrong with a scene of one foot from above, in sentences for its editor."""

from collections.abc import Iterator

from api.drawing.geometry import ORIGIN, Point
from api.drawing.measuring import where
from api.drawing.scene import Scene
from api.drawing.script_checks import beyond, open_loop, wrong_names
from api.drawing.timing import spans
from api.drawing.top import LENGTH, TopPose, gaps, place
from api.drawing.top_scene import AREAS, HEEL, poses
from api.drawing.top_script import TopScene

LIMITS = {
    "spread": (0.0, 1.0),
    "aside": (0.0, 15.0),
    "out": (0.0, 1.0),
    "grip": (0.0, 1.0),
    "fingers": (0.0, 1.0),
}
"""Shares; of the big toe that a hand turns aside, degrees."""

SLIP = 0.005 * LENGTH
ROOM = 0.4
"""How far toes have to be apart for fingers between them."""


def unknown_names(script: TopScene) -> Iterator[str]:
    """Yield names that lead nowhere. Only without them can a scene be composed."""
    yield from wrong_names(script.poses, AREAS, script)


def faults(script: TopScene, scene: Scene) -> Iterator[str]:
    """Yield each fault once."""
    for name, pose in script.poses.items():
        yield from (f"{name}: {fault}" for fault in wrong(pose))
    yield from sorted(set(loose(script, scene)))
    if any(beat.steps for beat in script.beats):
        yield "only the whole figure steps"
    yield from open_loop(script.poses, script.beats)


def wrong(pose: TopPose) -> Iterator[str]:
    yield from beyond(LIMITS, pose)
    if pose.fingers > 0 and pose.spread < ROOM:
        yield f"there is no room for fingers: spread is below {ROOM}"
    if pose.fingers > 0 and pose.grip > 0:
        yield "one hand cannot hold the big toe and have its fingers between the toes"
    if (pose.aside or pose.out) and pose.grip < 1:
        yield "the big toe moves although no hand holds it"


def loose(script: TopScene, scene: Scene) -> Iterator[str]:
    """Yield what a hand holds and a player shows elsewhere."""
    for frame, pose in enumerate(poses(script, spans(script.beats))):
        toes = place(pose)
        if pose.grip == 1 and off(scene, "grip", toes[0].joint, frame):
            yield "the hand lets go of the big toe"
        for number, gap in enumerate(gaps(toes), start=1):
            if pose.fingers == 1 and off(scene, f"finger {number}", gap.at, frame):
                yield f"finger {number} leaves its gap"


def off(scene: Scene, layer: str, wanted: Point, frame: int) -> bool:
    return (where(scene, layer, ORIGIN, frame) - HEEL - wanted).length > SLIP
