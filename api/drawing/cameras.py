"""Each camera: how a script of it becomes a scene, and what is wrong with one."""

from collections.abc import Iterator
from types import ModuleType

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

CAMERAS: dict[str, tuple[ModuleType, ModuleType]] = {
    "body": (body_scene, body_checks),
    "front": (front_scene, front_checks),
    "lap": (lap_scene, lap_checks),
    "oblique": (oblique_scene, oblique_checks),
    "side": (side_scene, side_checks),
    "stance": (stance_scene, stance_checks),
    "top": (top_scene, top_checks),
}
"""By name: the module that composes a scene, and the one that checks it."""


def unknown_names(script: Script) -> list[str]:
    """Return names in a script that lead nowhere, in sentences for its editor."""
    return list(CAMERAS[script.camera][1].unknown_names(script))


def compose(script: Script) -> Scene:
    """Return the scene of a script without unknown names."""
    scene: Scene = CAMERAS[script.camera][0].compose(script)
    return scene


def faults(script: Script, scene: Scene | None = None) -> Iterator[str]:
    """Yield what a player would show that cannot be, in sentences for the editor.

    `scene`: the script's, if it is composed already.
    """
    yield from CAMERAS[script.camera][1].faults(script, scene or compose(script))
