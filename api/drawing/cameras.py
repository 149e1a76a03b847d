"""Each camera: how a script of it becomes a scene, and what is wrong with one."""

from collections.abc import Iterator

from api.drawing import body_checks, body_scene
from api.drawing.scene import Scene
from api.drawing.script import Script


def unknown_names(script: Script) -> list[str]:
    """Return names in a script that lead nowhere, in sentences for its editor."""
    return list(body_checks.unknown_names(script))


def compose(script: Script) -> Scene:
    """Return the scene of a script without unknown names."""
    return body_scene.compose(script)


def faults(script: Script) -> Iterator[str]:
    """Yield what a player would show that cannot be, in sentences for the editor."""
    yield from body_checks.faults(script, compose(script))
