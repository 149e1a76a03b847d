"""Kept pictures: as the index says, of today's drawings, small, and alike to what is drawn now."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageColor, ImageSequence

from api.drawing.lottie import lottie
from api.drawing.palette import THEMES, Role
from api.drawing.scene import FRAMES_A_SECOND, SIZE
from api.rasters import frames, grounded
from seed.content import SEED
from seed.pictures import EVERY, INDEX, KeptFile, kept_pictures, read_index, still_frames
from tests.cases import in_one_test
from tests.databases import seed_content
from tests.drawing.drawn import drawn
from tests.drawing.likeness import ALIKE, likeness, on_white

LARGEST = {"webp": 160_000, "png": 12_000}
"""Bytes of a file of 400 pixels."""

LARGEST_IN_ALL = 12_000_000

FRAMES = 10
"""Of a WebP loop, in a second."""

SLUGS = sorted({name.split()[0] for name in drawn()})
SLUG = "calf-stretch"


@cache
def kept() -> tuple[KeptFile, ...]:
    return tuple(one for slug in SLUGS for one in kept_pictures(SEED, slug))


def slug_of(one: KeptFile) -> str:
    return one.path.parent.name


def named(one: KeptFile) -> str:
    return f"{slug_of(one)} {one.kind} {one.step_number} {one.theme} {one.path.name}"


def frame_of(one: KeptFile) -> int:
    """Return the frame of the scene that a poster or still shows."""
    scene, composed = drawn()[f"{slug_of(one)} {one.scene}"]
    if one.step_number is None:
        return composed.poster
    return still_frames(scene, composed)[one.step_number]


def opened(one: KeptFile) -> Image.Image:
    with Image.open(one.path) as picture:
        return picture.convert("RGB")


@in_one_test("slug", SLUGS)
def test_the_files_are_those_of_the_index(slug: str) -> None:
    folder = SEED / "pictures" / slug
    listed = [one for scene in read_index(SEED, slug).scenes.values() for one in scene.pictures]

    assert {one.file for one in listed} | {INDEX} == {path.name for path in folder.iterdir()}
    for one in listed:
        content = (folder / one.file).read_bytes()
        assert (one.bytes, one.sha256) == (len(content), sha256(content).hexdigest()), one.file


@in_one_test("one", kept(), ids=named)
def test_each_file_is_what_is_said_of_it(one: KeptFile) -> None:
    with Image.open(one.path) as picture:
        assert picture.format is not None
        assert picture.format.lower() == one.format
        assert picture.size == (one.width, one.height) == (SIZE * one.scale, SIZE * one.scale)
        assert not {"exif", "icc_profile", "xmp", "transparency"} & set(picture.info)
        assert picture.format == "WEBP" or picture.mode == "P"
    if one.scale == 1:
        assert one.path.stat().st_size <= LARGEST[one.format]


def test_all_of_them_are_small() -> None:
    files = {one.path for one in kept()}

    assert sum(path.stat().st_size for path in files) <= LARGEST_IN_ALL


def test_each_scene_has_a_loop_and_a_poster_and_each_step_a_still() -> None:
    content = seed_content()
    steps = {entry.value.slug: len(entry.value.steps) for entry in content.exercises}
    for entry in content.drawings:
        slug, files = entry.value.slug, kept_pictures(SEED, entry.value.slug)
        formats = [("webp", 1), ("png", 1), ("png", 3)]
        variants = [(form, theme, scale) for form, scale in formats for theme in THEMES]
        for scene in entry.value.scenes:
            whole = [
                (f.format, f.theme, f.scale)
                for f in files
                if f.scene == scene.name and f.step_number is None
            ]
            assert sorted(whole) == sorted(variants), f"{slug} {scene.name}"
        shown = {f.step_number for f in files if f.kind == "still"}
        left_out = {one.step for one in entry.value.not_shown}
        assert shown | left_out == {*range(1, steps[slug] + 1)}
        assert not shown & left_out
        for step in shown:
            each = [(f.format, f.theme, f.scale) for f in files if f.step_number == step]
            assert sorted(each) == sorted(v for v in variants if v[0] == "png"), f"{slug} {step}"


@in_one_test("one", [one for one in kept() if one.kind == "animation"], ids=named)
def test_a_loop_plays_its_scene_for_ever(one: KeptFile) -> None:
    """Pictures that are equal to the one before are shown longer and not written again."""
    _, scene = drawn()[f"{slug_of(one)} {one.scene}"]
    looked_at = scene.poster * 1000 // FRAMES_A_SECOND
    begins = [0]
    with Image.open(one.path) as loop:
        assert loop.info["loop"] == 0
        for picture in ImageSequence.Iterator(loop):
            picture.load()
            begins.append(begins[-1] + picture.info["duration"])
            if begins[-2] <= looked_at < begins[-1]:
                shown = picture.convert("RGB")

    assert begins[-1] == round(scene.frames * 1000 / FRAMES_A_SECOND)
    assert all(begin % (1000 // FRAMES) == 0 for begin in begins[:-1])
    assert len(begins) > begins[-1] * FRAMES / 1000 / 5

    if one.theme == "dark":
        number = looked_at * FRAMES // 1000 * EVERY
        alike = likeness(drawn_anew(one, number), on_white(shown))
        assert alike >= ALIKE, f"frame {number}: {alike}"


def drawn_anew(one: KeptFile, number: int) -> np.ndarray[Any, Any]:
    """Return the brightness of a frame of a picture's scene, on the ground of its theme."""
    _, scene = drawn()[f"{slug_of(one)} {one.scene}"]
    colours = THEMES[one.theme]
    (picture,) = frames(lottie(scene, colours), [number], SIZE)
    return on_white(grounded(picture, colours[Role.GROUND]))


def posters() -> Iterator[tuple[KeptFile, KeptFile]]:
    """Yield each poster in light and in dark."""
    small = [one for one in kept() if one.kind == "poster" and one.scale == 1]
    for one in small:
        if one.theme == "light":
            yield (
                one,
                next(
                    other
                    for other in small
                    if (slug_of(other), other.scene, other.theme)
                    == (slug_of(one), one.scene, "dark")
                ),
            )


@in_one_test("pair", posters(), ids=lambda pair: named(pair[0]))
def test_a_poster_shows_something_on_the_ground_of_its_theme(
    pair: tuple[KeptFile, KeptFile],
) -> None:
    for one in pair:
        ground = ImageColor.getrgb(THEMES[one.theme][Role.GROUND])
        colours = opened(one).getcolors(SIZE * SIZE)
        assert colours is not None
        # A tenth of a foot alone is ground.
        share = {colour: count / SIZE / SIZE for count, colour in colours}[ground]
        assert 0.1 < share < 0.97
        assert len(colours) > 10
    assert likeness(on_white(opened(pair[0])), on_white(opened(pair[1]))) < 0.9


@pytest.mark.parametrize("theme", THEMES)
def test_a_kept_picture_is_the_frame_of_the_loop(theme: str) -> None:
    """A picture of each scene is drawn anew, in one size, and compared."""
    chosen = {
        (slug_of(one), one.scene): one
        for one in kept()
        if one.format == "png" and one.scale == 1 and one.theme == theme
    }
    assert len(chosen) == len(drawn())
    for one in chosen.values():
        alike = likeness(drawn_anew(one, frame_of(one)), on_white(opened(one)))
        assert alike >= ALIKE, f"{named(one)}: {alike}"
