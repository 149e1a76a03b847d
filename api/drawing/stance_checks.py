"""What is wrong with a scene of both feet on the floor from above, in sentences for its editor."""

from collections.abc import Iterator

from api.drawing.measuring import where
from api.drawing.scene import Scene
from api.drawing.script_checks import open_loop, wrong_names
from api.drawing.stance_scene import AREAS, FRONT_HEEL
from api.drawing.stance_script import StanceScene
from api.drawing.top import LENGTH, of_length

INWARDS = (0.0, 50.0)
"""Degrees: a back foot that points outwards would be another exercise."""

APART = 0.05 * LENGTH
"""Units that the feet stay apart at least."""


def unknown_names(script: StanceScene) -> Iterator[str]:
    """Yield names that lead nowhere. Only without them can a scene be composed."""
    yield from wrong_names(script.poses, AREAS, script)


def faults(script: StanceScene, scene: Scene) -> Iterator[str]:
    """Yield each fault once."""
    low, high = INWARDS
    for name, pose in script.poses.items():
        if not low <= pose.turn <= high:
            yield f"{name}: the back foot turns beyond {low:.0f} to {high:.0f} degrees inwards"
    tips = [where(scene, "back foot", of_length(0, 1), frame) for frame in range(scene.frames)]
    if min((tip - FRONT_HEEL).length for tip in tips) < APART:
        yield "the feet touch"
    if any(beat.steps for beat in script.beats):
        yield "only the whole figure steps"
    yield from open_loop(script.poses, script.beats)
