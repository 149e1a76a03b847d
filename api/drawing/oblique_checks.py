"""What is wrong with a scene of a foot in the air, in sentences for its editor."""

from collections.abc import Iterator

from api.drawing.oblique_scene import AREAS
from api.drawing.oblique_script import ObliqueScene
from api.drawing.scene import Scene

HIGHEST, LOWEST, WIDEST = 20.0, -50.0, 30.0
"""Degrees that an ankle bends up, down and to each side."""


def unknown_names(script: ObliqueScene) -> Iterator[str]:
    """Yield names that lead nowhere. Only without them can a scene be composed."""
    for felt in script.felt:
        if felt.area not in AREAS:
            yield f"{felt.area} is not among the areas: {', '.join(AREAS)}"
    played = {beat.part for beat in script.beats}
    asked = {script.poster, *(part for felt in script.felt for part in felt.during)}
    for part in sorted(asked - played):
        yield f"no beat plays the part {part}"


def faults(script: ObliqueScene, scene: Scene) -> Iterator[str]:  # noqa: ARG001 - as every camera's
    """Yield what the ankle cannot do."""
    circle = script.circle
    if not LOWEST <= circle.down < circle.up <= HIGHEST or not 0 < circle.sideways <= WIDEST:
        yield "the circle goes beyond what an ankle bends: -50 to 20 up and down, 30 to each side"
