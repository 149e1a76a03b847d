"""Pictures made of pixels: frames drawn by thorvg from a scene's Lottie file, written by Pillow."""

import io
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from PIL import Image, ImageColor
from thorvg_python.animation.lottie import LottieAnimation
from thorvg_python.base import Colorspace, Result
from thorvg_python.canvas.sw import SwCanvas
from thorvg_python.engine import Engine

RENDERER = f"thorvg-python {version('thorvg-python')}"

COLOURS = 64
"""Colours of a PNG file: those of the drawing, and what its edges blend to."""

COUNTED = 60_000
"""Pixels by which the blends are chosen."""

NEAR = 8
"""Steps of a channel within which a blend counts as the colour itself."""

QUALITIES = (70, 62, 55, 48, 42, 37, 32, 27, 22, 18)
"""Of a WebP file, the best one first; the first whose file is small enough is taken."""

LARGEST_LOOP = 155_000
"""Bytes of a WebP file."""


def frames(lottie: bytes, numbers: Sequence[int], size: int) -> Iterator[Image.Image]:
    """Yield the picture of each frame, `size` pixels wide and high, on transparent ground."""
    engine = Engine()
    canvas = SwCanvas(engine)
    canvas.set_target(size, size, cs=Colorspace.ABGR8888S)
    animation = LottieAnimation(engine)
    picture = animation.get_picture()
    if picture.load_data(lottie, "lottie", None, True) != Result.SUCCESS:
        raise ValueError("thorvg does not read this Lottie file")
    picture.set_size(size, size)
    canvas.add(picture)
    for number in numbers:
        animation.set_frame(number)
        canvas.update()
        canvas.draw(True)
        canvas.sync()
        yield canvas.get_pillow()


def grounded(picture: Image.Image, ground: str) -> Image.Image:
    """Return a picture on opaque ground of a colour such as `#FFFFFF`."""
    whole = Image.new("RGBA", picture.size, ground)
    whole.alpha_composite(picture)
    return whole.convert("RGB")


def sheet(rows: Sequence[Sequence[Image.Image]], ground: str) -> Image.Image:
    """Return pictures of one size side by side, row below row, on a ground such as `#FFFFFF`."""
    size = rows[0][0].width
    whole = Image.new("RGB", (size * max(map(len, rows)), size * len(rows)), ground)
    for down, row in enumerate(rows):
        for across, picture in enumerate(row):
            whole.paste(picture, (size * across, size * down), picture)
    return whole


def png(picture: Image.Image, colours: Sequence[str]) -> bytes:
    """Return an opaque picture as a PNG file with a palette, in which `colours` stay exact."""
    written = io.BytesIO()
    reduced = picture.quantize(palette=palette(picture, colours), dither=Image.Dither.NONE)
    reduced.save(written, "PNG", optimize=True)
    return written.getvalue()


def palette(picture: Image.Image, colours: Sequence[str]) -> Image.Image:
    """Return a palette of these colours, and of those that fit the other pixels best."""
    fixed = [ImageColor.getrgb(colour)[:3] for colour in dict.fromkeys(colours)]
    counts = {
        pixel: count
        for count, pixel in picture.getcolors(picture.width * picture.height) or []
        if isinstance(pixel, tuple) and pixel not in fixed
    }
    total = sum(counts.values())
    shares = [bytes(pixel) * max(1, n * COUNTED // total) for pixel, n in counts.items()]
    blends = b"".join([*map(bytes, fixed), *shares])
    strip = Image.frombytes("RGB", (len(blends) // 3, 1), blends)
    chosen = strip.quantize(COLOURS - len(fixed), method=Image.Quantize.MEDIANCUT).convert("RGB")
    # Pillow looks up near colours together, so a blend beside a colour would take its place.
    apart = [
        pixel
        for _, pixel in chosen.getcolors(COLOURS) or []
        if isinstance(pixel, tuple) and all(distance(pixel, colour) > NEAR for colour in fixed)
    ]
    whole = Image.new("P", (1, 1))
    whole.putpalette([value for colour in (*fixed, *apart) for value in colour])
    return whole


def distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return by how much two colours differ in the channel in which they differ most."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def webp(pictures: Sequence[Image.Image], milliseconds: Sequence[int]) -> bytes:
    """Return opaque pictures as a WebP file that plays for ever, each for so long."""
    first, *others = pictures
    for quality in QUALITIES:
        written = io.BytesIO()
        first.save(
            written,
            "WEBP",
            save_all=True,
            append_images=others,
            duration=list(milliseconds),
            loop=0,
            quality=quality,
            method=4,
            minimize_size=True,
        )
        if written.tell() <= LARGEST_LOOP:
            break
    return written.getvalue()
