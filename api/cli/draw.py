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
from seed.drawing_checks import looked_at
from seed.keeping_pictures import keep
from seed.pictures import FOLDER

WATCH_SECONDS = 0.5


def add(commands: Commands) -> None:
    draw = commands.add("draw", draw_command)
    what = draw.add_mutually_exclusive_group(required=True)
    what.add_argument("slug", nargs="?", help="the exercise")
    what.add_argument("--all", action="store_true", help="every exercise that has a drawing")
    draw.add_argument(
        "--to", type=Path, default=Path(), help="the folder for the files (without --keep)"
    )
    how = draw.add_mutually_exclusive_group()
    how.add_argument("--watch", action="store_true", help="draw anew whenever the file changes")
    how.add_argument(
        "--keep",
        action="store_true",
        help="write the pictures that are served, below pictures/ in the seed, where they changed",
    )
    add_folder(draw)


def draw_command(options: argparse.Namespace) -> int:
    """write the drawing of an exercise in each format, and a contact sheet; needs no database"""
    if options.all and options.watch:
        raise CommandError("--watch needs one exercise: say which")
    one = keep_pictures if options.keep else draw
    for slug in all_slugs(options.folder) if options.all else [options.slug]:
        print_lines(list(one(options.folder, slug, options.to)))
    while options.watch:
        changed = (options.folder / "drawings" / f"{options.slug}.yaml").stat().st_mtime_ns
        wait_for_change(options, changed)
        try:
            print_lines(list(draw(options.folder, options.slug, options.to)))
        except CommandError as error:
            print(error)
    return 0


def all_slugs(folder: Path) -> list[str]:
    """Return the exercises that have a drawing. Raises CommandError if there are none."""
    found = sorted(path.stem for path in (folder / "drawings").glob("*.yaml"))
    if not found:
        raise CommandError(f"there are no drawings in {folder}")
    return found


def keep_pictures(folder: Path, slug: str, _: Path) -> Iterator[str]:
    """Write the pictures of a drawing that are not kept yet; yield a line for it.

    Raises CommandError if the drawing has faults: its pictures would show them.
    """
    drawing = find(folder, slug)
    wrong, _digests = looked_at(drawing.model_dump_json())
    if wrong:
        raise CommandError("\n".join(f"{slug}: {fault}" for _place, fault in wrong))
    written = keep(folder, drawing)
    place = folder / FOLDER / slug
    if not written:
        yield f"{place}: these pictures are kept already"
        return
    size = sum(path.stat().st_size for path in place.iterdir())
    yield f"{place}: {', '.join(written)} drawn, {size:,} bytes in all"


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
