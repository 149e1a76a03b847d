"""What is wrong with a scene of a foot on the other thigh, in sentences for its editor."""

from collections.abc import Iterator

from api.drawing.lap import LapPose, stated
from api.drawing.lap_scene import poses
from api.drawing.lap_script import LapScene
from api.drawing.scene import Scene
from api.drawing.script_checks import looked_at, open_loop, wrong_names
from api.drawing.side_checks import LIMITS as FOOT_LIMITS
from api.drawing.side_scene import AREAS
from api.drawing.timing import spans

LIMITS = {
    **{joint: FOOT_LIMITS[joint] for joint in ("ankle", "toes", "small_toes")},
    "grip": (0.0, 1.0),
    "stroke": (0.0, 1.0),
    "along": (0.0, 1.0),
}
"""Degrees; of the hands, shares."""


def unknown_names(script: LapScene) -> Iterator[str]:
    """Yield names that lead nowhere. Only without them can a scene be composed."""
    yield from wrong_names(script.poses, AREAS, script)


def faults(script: LapScene, scene: Scene) -> Iterator[str]:  # noqa: ARG001 - as every camera's
    """Yield each fault once, with the frame at which it is seen first."""
    seen: set[str] = set()
    asked = poses(script, spans(script.beats))
    for frame in looked_at(len(asked)):
        for fault in beyond_limits(stated(asked[frame])):
            if fault not in seen:
                seen.add(fault)
                yield f"{fault} (first at frame {frame})"
    yield from open_loop(script.poses, script.beats)


def beyond_limits(pose: LapPose) -> Iterator[str]:
    for joint, (low, high) in LIMITS.items():
        if not low <= getattr(pose, joint) <= high:
            yield f"{joint} goes beyond {low:.0f} to {high:.0f}"
