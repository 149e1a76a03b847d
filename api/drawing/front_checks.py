"""What is wrong with a scene of both feet from the front, in sentences for its editor."""

from collections.abc import Iterator

from api.drawing.front import RAYS, FrontPose
from api.drawing.front_scene import AREAS, poses
from api.drawing.front_script import FrontScene
from api.drawing.front_toes import TOES
from api.drawing.geometry import ORIGIN, Point
from api.drawing.measuring import where
from api.drawing.scene import Scene
from api.drawing.script_checks import EVERY, open_loop, wrong_names
from api.drawing.timing import during, spans

LIFT = (-40.0, 70.0)
"""Degrees by which the joint at the base of a toe bends down and up."""

SLIP = 1.0
"""Units by which a toe that stays down may seem to move."""


def unknown_names(script: FrontScene) -> Iterator[str]:
    """Yield names that lead nowhere. Only without them can a scene be composed."""
    yield from wrong_names(script.poses, AREAS, script)
    played = {beat.part for beat in script.beats}
    for down in script.down:
        if down.area not in AREAS:
            yield f"{down.area} is not among the areas: {', '.join(AREAS)}"
        for part in sorted(set(down.during) - played):
            yield f"no beat plays the part {part}"


def faults(script: FrontScene, scene: Scene) -> Iterator[str]:
    """Yield each fault once."""
    for name, pose in script.poses.items():
        yield from beyond_limits(name, pose)
    yield from lifted(script, scene)
    if any(beat.steps for beat in script.beats):
        yield "only the whole figure steps"
    yield from open_loop(script.poses, script.beats)


def beyond_limits(name: str, pose: FrontPose) -> Iterator[str]:
    low, high = LIFT
    for toe, up in zip(TOES, pose.up, strict=True):
        if not low <= up <= high:
            yield f"{name}: the {toe} goes beyond {low:.0f} to {high:.0f} degrees"
    if not 0 <= pose.spread <= 1:
        yield f"{name}: the toes are spread by less than 0 or more than 1"


def lifted(script: FrontScene, scene: Scene) -> Iterator[str]:
    """Yield the toes that a player shows elsewhere than on the mat while they should stay there."""
    loop = spans(script.beats)
    asked = poses(script, loop)
    for down in script.down:
        first, end = during(loop, down.during)
        for toe in AREAS[down.area]:
            tip = f"left {TOES[toe]} tip"
            flat = where(scene, "left foot", resting(toe, asked[first]), first)
            shown = [where(scene, tip, ORIGIN, frame) for frame in range(first, end, EVERY)]
            if max((place - flat).length for place in shown) > SLIP:
                yield f"the {TOES[toe]} should stay on the mat from frame {first} to {end}"


def resting(toe: int, pose: FrontPose) -> Point:
    """Return where the tip of a toe would be if it lay on the mat."""
    return RAYS[toe].tip(0.0, pose.spread).seen()
