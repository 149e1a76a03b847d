"""The kept pictures of a drawing: `seed/pictures/SLUG/`, and the index that lists them.

Pixels differ from machine to machine, so they are drawn once (`instep draw SLUG --keep`) and kept.
The index holds for each scene the digest of what its files were drawn from.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.drawing.lottie import lottie
from api.drawing.palette import THEMES
from api.drawing.scene import SIZE, Scene
from api.drawing.timing import frame_at
from api.rasters import COLOURS, LARGEST_LOOP, QUALITIES, RENDERER
from api.records.drawings import DrawnScene

FOLDER = "pictures"
INDEX = "index.json"

SCALES = (1, 3)
"""Of posters and stills, in sizes of the canvas: 400 and 1200 pixels."""

EVERY = 3
"""Frames of a scene for each frame of its WebP loop, which so plays ten a second."""

WAY_OF_DRAWING = 1
"""Raise it when the program draws or writes pictures in another way: all are drawn anew then."""

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class KeptFile:
    """A kept file. Its text is the scene's `alt`, that of a still in the scene's `stills`.

    `step_number` counts the exercise's steps from 1; only a still has one. Stills that show the
    same share a file.
    """

    scene: str
    kind: Literal["animation", "poster", "still"]
    step_number: int | None
    format: Literal["webp", "png"]
    theme: Theme
    scale: int
    width: int
    height: int
    path: Path


class Picture(BaseModel):
    """A line of the index; `file` lies beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["animation", "poster", "still"]
    step_number: int | None = None
    format: Literal["webp", "png"]
    theme: Theme
    scale: int
    width: int
    height: int
    file: str = Field(pattern=r"^[a-z0-9-]+\.(png|webp)$")
    bytes: int
    sha256: str


class PicturedScene(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    digest: str
    pictures: list[Picture]


class Index(BaseModel):
    """What a folder of pictures holds, by scene."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scenes: dict[str, PicturedScene]


def kept_pictures(folder: Path, slug: str) -> tuple[KeptFile, ...]:
    """Return the pictures of an exercise in a folder like `seed/`: none if it has no drawing."""
    return tuple(
        KeptFile(
            scene=name,
            path=folder / FOLDER / slug / one.file,
            **one.model_dump(exclude={"file", "bytes", "sha256"}),
        )
        for name, scene in read_index(folder, slug).scenes.items()
        for one in scene.pictures
    )


def read_index(folder: Path, slug: str) -> Index:
    """Return the index of an exercise; an empty one if there is none that can be read."""
    try:
        return Index.model_validate_json((folder / FOLDER / slug / INDEX).read_bytes())
    except (OSError, ValidationError):
        return Index(scenes={})


def digest(drawn: DrawnScene, scene: Scene) -> str:
    """Return the digest of all that the pictures of a scene are drawn from."""
    drawn_from = {
        "lottie": sha256(lottie(scene)).hexdigest(),
        "stills": still_frames(drawn, scene),
        "colours": THEMES,
        "renderer": RENDERER,
        "settings": [WAY_OF_DRAWING, SIZE, SCALES, EVERY, COLOURS, QUALITIES, LARGEST_LOOP],
    }
    return sha256(json.dumps(drawn_from, sort_keys=True).encode()).hexdigest()


def still_frames(drawn: DrawnScene, scene: Scene) -> dict[int, int]:
    """Return for each step that a scene shows its frame; moments outside the loop are left out."""
    frames = {still.step: frame_at(scene, still.at) for still in drawn.stills}
    return {step: frame for step, frame in frames.items() if frame is not None}


def not_kept(folder: Path, slug: str, digests: dict[str, str]) -> Iterator[str]:
    """Yield the scenes whose pictures are missing or changed, and those that are gone.

    `digests` holds for each scene of the drawing what `digest` says of it now.
    """
    kept = read_index(folder, slug).scenes
    for name in {**digests, **kept}:
        scene = kept.get(name)
        if (
            scene is None
            or scene.digest != digests.get(name)
            or not all(is_kept(folder / FOLDER / slug / one.file, one) for one in scene.pictures)
        ):
            yield name


def is_kept(path: Path, picture: Picture) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == picture.sha256
