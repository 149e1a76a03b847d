"""From drawings to pictures: every file that is served of an exercise.

The vector files are drawn here, to the same bytes each time. Pictures of pixels are drawn once and
kept beside the drawing.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from api.drawing.cameras import CAMERAS, compose
from api.drawing.dotlottie import dotlottie
from api.drawing.lottie import lottie
from api.drawing.palette import DARK
from api.drawing.scene import FRAMES_A_SECOND, SIZE, Scene
from api.drawing.svg import svg
from api.records import Media
from api.records.drawings import Drawing, DrawnScene
from api.records.media import Marker, MediaFile, Medium

SECOND = 1_000
"""Milliseconds."""

KEPT = 200
"""Drawings whose files are kept: a process may publish the same content many times."""


def media_of(drawings: Iterable[Drawing]) -> Media:
    """Return the pictures of each exercise: posters, then loops, then stills."""
    return {drawing.slug: drawn(drawing.model_dump_json()) for drawing in drawings}


@lru_cache(KEPT)
def drawn(written: str) -> tuple[Medium, ...]:
    """Return the pictures of a drawing, which is written as JSON."""
    return tuple(loop(scene) for scene in Drawing.model_validate_json(written).scenes)


def loop(drawn_scene: DrawnScene) -> Medium:
    scene, camera = compose(drawn_scene.script), CAMERAS[drawn_scene.script.camera]
    shown: Any = {"view": camera.view, "side": camera.side}
    return Medium(
        kind="animation",
        scene=drawn_scene.name,
        step_number=None,
        **shown,
        duration_ms=ms(scene.frames),
        reduced_motion_ms=ms(scene.poster),
        markers=tuple(
            Marker(part.name, ms(part.frame), ms(part.frame + part.frames) - ms(part.frame))
            for part in scene.markers
        ),
        files=vector_files(scene, drawn_scene.name),
    )


def vector_files(scene: Scene, name: str) -> tuple[MediaFile, ...]:
    size = (1, SIZE, SIZE)
    return (
        MediaFile("lottie", "light", *size, lottie(scene)),
        MediaFile("lottie", "dark", *size, lottie(scene, DARK)),
        MediaFile("dotlottie", "any", *size, dotlottie(scene, name)),
        MediaFile("svg", "any", *size, svg(scene)),
    )


def ms(frame: int) -> int:
    """Return the first whole millisecond at which a player shows a frame."""
    return -(-frame * SECOND // FRAMES_A_SECOND)
