"""Draw the pictures of a drawing and keep them (see `seed.pictures`)."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from api.drawing.cameras import compose
from api.drawing.lottie import lottie, roles
from api.drawing.palette import THEMES, Role
from api.drawing.scene import FRAMES_A_SECOND, SIZE, Scene
from api.rasters import frames, grounded, png, webp
from api.records.drawings import Drawing, DrawnScene
from seed.pictures import (
    EVERY,
    FOLDER,
    INDEX,
    SCALES,
    Index,
    Picture,
    PicturedScene,
    Theme,
    digest,
    not_kept,
    read_index,
    still_frames,
)

GROUND = Role.GROUND


def keep(folder: Path, drawing: Drawing) -> list[str]:
    """Draw the scenes whose kept pictures are not of today; return their names.

    Files that the index does not list afterwards are removed.
    """
    scenes = {one.name: (one, compose(one.script)) for one in drawing.scenes}
    digests = {name: digest(*both) for name, both in scenes.items()}
    kept = read_index(folder, drawing.slug).scenes
    to_draw = list(not_kept(folder, drawing.slug, digests))
    if not to_draw:
        return []
    place = folder / FOLDER / drawing.slug
    place.mkdir(parents=True, exist_ok=True)
    drawn = {
        name: PicturedScene(digest=digests[name], pictures=list(draw(place, *both)))
        if name in to_draw
        else kept[name]
        for name, both in scenes.items()
    }
    index = Index(scenes=drawn)
    (place / INDEX).write_text(
        index.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8"
    )
    listed = {one.file for scene in drawn.values() for one in scene.pictures}
    for path in place.iterdir():
        if path.name not in listed | {INDEX}:
            path.unlink()
    return to_draw


def draw(place: Path, drawn: DrawnScene, scene: Scene) -> Iterator[Picture]:
    """Write the pictures of a scene; yield a line of the index for each."""
    themes: tuple[Theme, ...] = ("light", "dark")
    for theme in themes:
        yield animation(place, drawn.name, scene, theme)
        for scale in SCALES:
            yield from still_pictures(place, drawn, scene, theme, scale)


def animation(place: Path, name: str, scene: Scene, theme: Theme) -> Picture:
    """Write the loop of a scene, a picture for every third of its frames."""
    colours = THEMES[theme]
    numbers = range(0, scene.frames, EVERY)
    ends = [*numbers[1:], scene.frames]
    content = webp(
        [grounded(one, colours[GROUND]) for one in frames(lottie(scene, colours), numbers, SIZE)],
        [
            round((end - first) * 1000 / FRAMES_A_SECOND)
            for first, end in zip(numbers, ends, strict=True)
        ],
    )
    file = f"{name}-{theme}.webp"
    (place / file).write_bytes(content)
    return Picture(
        kind="animation",
        format="webp",
        theme=theme,
        scale=1,
        width=SIZE,
        height=SIZE,
        file=file,
        bytes=len(content),
        sha256=sha256(content).hexdigest(),
    )


def still_pictures(
    place: Path, drawn: DrawnScene, scene: Scene, theme: Theme, scale: int
) -> Iterator[Picture]:
    """Write the poster and the stills of a scene in one size; equal pictures share a file."""
    colours, size = THEMES[theme], SIZE * scale
    steps = still_frames(drawn, scene)
    numbers = sorted({scene.poster, *steps.values()})
    exact = [colours[role] for role in (GROUND, *roles(scene))]
    contents = {
        number: png(grounded(picture, colours[GROUND]), exact)
        for number, picture in zip(
            numbers, frames(lottie(scene, colours), numbers, size), strict=True
        )
    }
    files: dict[bytes, str] = {}
    for number, content in contents.items():
        file = files.setdefault(content, f"{drawn.name}-{number:03}-{theme}-{scale}x.png")
        (place / file).write_bytes(content)
    for step, number in ((None, scene.poster), *steps.items()):
        content = contents[number]
        yield Picture(
            kind="poster" if step is None else "still",
            step_number=step,
            format="png",
            theme=theme,
            scale=scale,
            width=size,
            height=size,
            file=files[content],
            bytes=len(content),
            sha256=sha256(content).hexdigest(),
        )
