"""From drawings to pictures: every file that is served of an exercise.

The vector files are drawn here, to the same bytes each time. Pictures of pixels were drawn once and
are kept beside the drawings (`seed.pictures`).
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
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
from api.vocabulary import MediaFormat, MediaTheme
from seed.pictures import KeptFile, kept_pictures

SECOND = 1_000
"""Milliseconds."""


def media_of(drawings: Iterable[Drawing], root: Path) -> Media:
    """Return the pictures of each exercise: posters, then loops, then stills, scene by scene.

    `root` is the folder like `seed/` that the kept ones are in. One that the drawing has no place
    for any more is left out.
    """
    return {drawing.slug: tuple(pictures(drawing, root)) for drawing in drawings}


def pictures(drawing: Drawing, root: Path) -> Iterator[Medium]:
    kept = kept_pictures(root, drawing.slug)
    loops = [loop(scene.model_dump_json()) for scene in drawing.scenes]
    for scene, moving in zip(drawing.scenes, loops, strict=True):
        yield from still(scene, moving, "poster", None, kept)
    for scene, moving in zip(drawing.scenes, loops, strict=True):
        rasters = files_of(scene, "animation", None, kept)
        yield Medium(**{**vars(moving), "files": (*moving.files, *rasters)})
    for scene, moving in zip(drawing.scenes, loops, strict=True):
        for step in sorted(one.step for one in scene.stills):
            yield from still(scene, moving, "still", step, kept)


def loop(written: str) -> Medium:
    """Return the loop of a scene, which is written as JSON, in its vector files."""
    drawn = DrawnScene.model_validate_json(written)
    scene, camera = compose(drawn.script), CAMERAS[drawn.script.camera]
    shown: Any = {"view": camera.view, "side": camera.side}
    return Medium(
        kind="animation",
        scene=drawn.name,
        step_number=None,
        **shown,
        duration_ms=ms(scene.frames),
        reduced_motion_ms=ms(scene.poster),
        markers=tuple(
            Marker(part.name, ms(part.frame), ms(part.frame + part.frames) - ms(part.frame))
            for part in scene.markers
        ),
        files=vector_files(scene, drawn.name),
    )


def still(
    scene: DrawnScene, moving: Medium, kind: Any, step: int | None, kept: Iterable[KeptFile]
) -> Iterator[Medium]:
    """Yield the poster of a scene, or the still of a step, if it is kept."""
    if files := files_of(scene, kind, step, kept):
        yield Medium(
            kind=kind,
            scene=scene.name,
            step_number=step,
            view=moving.view,
            side=moving.side,
            duration_ms=0,
            reduced_motion_ms=0,
            markers=(),
            files=files,
        )


def files_of(
    scene: DrawnScene, kind: str, step: int | None, kept: Iterable[KeptFile]
) -> tuple[MediaFile, ...]:
    wanted = (scene.name, kind, step)
    return tuple(kept_file(one) for one in kept if (one.scene, one.kind, one.step_number) == wanted)


def kept_file(kept: KeptFile) -> MediaFile:
    """Return a file that is read anew whenever its bytes are needed."""
    body = kept.path.read_bytes()
    return MediaFile(
        format=kept.format,
        theme=kept.theme,
        scale=kept.scale,
        width=kept.width,
        height=kept.height,
        sha256=hashlib.sha256(body).hexdigest(),
        length=len(body),
        read=kept.path.read_bytes,
    )


def vector_files(scene: Scene, name: str) -> tuple[MediaFile, ...]:
    return (
        vector_file("lottie", "light", lottie(scene)),
        vector_file("lottie", "dark", lottie(scene, DARK)),
        vector_file("dotlottie", "any", dotlottie(scene, name)),
        vector_file("svg", "any", svg(scene)),
    )


def vector_file(kind: MediaFormat, theme: MediaTheme, body: bytes) -> MediaFile:
    sha256 = hashlib.sha256(body).hexdigest()
    return MediaFile(kind, theme, 1, SIZE, SIZE, sha256, len(body), lambda: body)


def ms(frame: int) -> int:
    """Return the first whole millisecond at which a player shows a frame."""
    return -(-frame * SECOND // FRAMES_A_SECOND)
