"""Each camera: how a script of it becomes a scene, and what is wrong with one."""

from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

from api.drawing import (
    body_checks,
    body_scene,
    front_checks,
    front_scene,
    lap_checks,
    lap_scene,
    oblique_checks,
    oblique_scene,
    side_checks,
    side_scene,
    stance_checks,
    stance_scene,
    top_checks,
    top_scene,
)
from api.drawing.body_script import BodyScene
from api.drawing.front_script import FrontScene
from api.drawing.lap_script import LapScene
from api.drawing.oblique_script import ObliqueScene
from api.drawing.scene import Scene
from api.drawing.side_script import SideScene
from api.drawing.stance_script import StanceScene
from api.drawing.top_script import TopScene

Script = BodyScene | SideScene | LapScene | FrontScene | TopScene | StanceScene | ObliqueScene
"""What an editor writes; its `camera` says which one it is."""


class Camera(NamedTuple):
    """The modules that compose and check a scene, and what the picture shows.

    `view`: `lateral`, `front` or `top`. `side`: the one of the foot or leg that works in it, `both`
    if both do.
    """

    scene: ModuleType
    checks: ModuleType
    view: str
    side: str


CAMERAS: dict[str, Camera] = {
    "body": Camera(body_scene, body_checks, "lateral", "right"),
    "front": Camera(front_scene, front_checks, "front", "both"),
    "lap": Camera(lap_scene, lap_checks, "lateral", "right"),
    "oblique": Camera(oblique_scene, oblique_checks, "front", "right"),
    "side": Camera(side_scene, side_checks, "lateral", "left"),
    "stance": Camera(stance_scene, stance_checks, "top", "right"),
    "top": Camera(top_scene, top_checks, "top", "right"),
}
"""Each camera by its name."""


def unknown_names(script: Script) -> list[str]:
    """Return names in a script that lead nowhere, in sentences for its editor."""
    return list(CAMERAS[script.camera].checks.unknown_names(script))


def compose(script: Script) -> Scene:
    """Return the scene of a script without unknown names."""
    scene: Scene = CAMERAS[script.camera].scene.compose(script)
    return scene


def faults(script: Script, scene: Scene | None = None) -> Iterator[str]:
    """Yield what a player would show that cannot be, in sentences for the editor.

    `scene`: the script's, if it is composed already.
    """
    yield from CAMERAS[script.camera].checks.faults(script, scene or compose(script))
