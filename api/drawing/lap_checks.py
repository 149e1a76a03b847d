"""What is wrong with a scene of a foot on the other thigh, in sentences for its editor."""

from collections.abc import Iterator

from api.drawing.lap_scene import poses
from api.drawing.lap_script import LapScene
from api.drawing.scene import Scene
from api.drawing.script_checks import beyond, each_once, looked_at, open_loop, wrong_names
from api.drawing.side_checks import LIMITS as FOOT_LIMITS
from api.drawing.side_scene import AREAS
from api.drawing.timing import spans

LIMITS = {
    **{joint: FOOT_LIMITS[joint] for joint in ("ankle", "toes", "small_toes")},
    "grip": (0.0, 1.0),
    "over": (0.0, 1.0),
    "stroke": (0.0, 1.0),
    "along": (0.0, 1.0),
}
"""Degrees; of the hands, shares."""


def unknown_names(script: LapScene) -> Iterator[str]:
    """Yield names that lead nowhere. Only without them can a scene be composed."""
    yield from wrong_names(script.poses, AREAS, script)


def faults(script: LapScene, scene: Scene) -> Iterator[str]:  # noqa: ARG001 - as every camera's
    """Yield each fault once, with the frame at which it is seen first."""
    asked = poses(script, spans(script.beats))
    yield from each_once(
        (frame, fault) for frame, pose in looked_at(asked) for fault in beyond(LIMITS, pose)
    )
    yield from open_loop(script.poses, script.beats)
