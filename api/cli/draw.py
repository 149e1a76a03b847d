"""`instep draw`: the files of an exercise's drawing, for whoever draws it."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from api.cli.commands import CommandError, Commands, print_lines
from api.cli.match import add_folder
from api.drawing.cameras import compose, faults, unknown_names
from api.drawing.dotlottie import dotlottie
from api.drawing.lottie import lottie
from api.drawing.palette import THEMES, Role
from api.drawing.scene import SIZE, Scene
from api.drawing.svg import svg
from api.rasters import frames, sheet
from api.records.drawings import Drawing
from api.suggestions import nearest
from seed.content import read_content

WATCH_SECONDS = 0.5


def add(commands: Commands) -> None:
    draw = commands.add("draw", draw_command)
    draw.add_argument("slug", help="the exercise")
    draw.add_argument("--to", type=Path, default=Path(), help="the folder for the files")
    draw.add_argument("--watch", action="store_true", help="draw anew whenever the file changes")
    add_folder(draw)


def draw_command(options: argparse.Namespace) -> int:
    """write the drawing of an exercise in each format, and a contact sheet; needs no database"""
    print_lines(list(draw(options.folder, options.slug, options.to)))
    while options.watch:
        changed = (options.folder / "drawings" / f"{options.slug}.yaml").stat().st_mtime_ns
        wait_for_change(options, changed)
        try:
            print_lines(list(draw(options.folder, options.slug, options.to)))
        except CommandError as error:
            print(error)
    return 0


def wait_for_change(options: argparse.Namespace, seen: int) -> None:
    """Return when the drawing's file has another time than `seen`; Ctrl-C ends the command."""
    path = options.folder / "drawings" / f"{options.slug}.yaml"
    while not path.exists() or path.stat().st_mtime_ns == seen:
        time.sleep(WATCH_SECONDS)


def draw(folder: Path, slug: str, to: Path) -> Iterator[str]:
    """Write the files; yield a line for each, and for each fault of the drawing."""
    drawing = find(folder, slug)
    to.mkdir(parents=True, exist_ok=True)
    scenes = {}
    for one in drawing.scenes:
        if unknown := unknown_names(one.script):
            raise CommandError("\n".join(f"{one.name}: {name}" for name in unknown))
        scenes[one.name] = compose(one.script)
        yield from (f"{one.name}: {fault}" for fault in faults(one.script))
    for name, scene in scenes.items():
        yield from write(to / f"{slug}-{name}.json", lottie(scene))
        yield from write(to / f"{slug}-{name}.lottie", dotlottie(scene, name))
        yield from write(to / f"{slug}-{name}.svg", svg(scene))
    for theme, colours in THEMES.items():
        path = to / f"{slug}-{theme}.png"
        rows = [
            list(frames(lottie(scene, colours), shown(scene), SIZE)) for scene in scenes.values()
        ]
        sheet(rows, colours[Role.GROUND]).save(path)
        yield f"{path}: {path.stat().st_size:,} bytes"


def find(folder: Path, slug: str) -> Drawing:
    """Return the drawing of an exercise. Raises CommandError with the mistakes of its file."""
    content, mistakes = read_content(folder)
    wrong = [str(mistake) for mistake in mistakes if f"drawings/{slug}." in mistake.file]
    if wrong:
        raise CommandError("\n".join(wrong))
    drawings = {entry.value.slug: entry.value for entry in content.drawings}
    if slug not in drawings:
        near = nearest(slug, list(drawings))
        raise CommandError(f"{slug} has no drawing" + (f"; did you mean {near}?" if near else ""))
    return drawings[slug]


def write(path: Path, content: bytes) -> Iterator[str]:
    path.write_bytes(content)
    yield f"{path}: {len(content):,} bytes"


def shown(scene: Scene) -> list[int]:
    """Return the frames of a contact sheet: the first, the poster, the last of each part."""
    lasts = {marker.frame + marker.frames - 1 for marker in scene.markers}
    return sorted({0, scene.poster, *lasts})
