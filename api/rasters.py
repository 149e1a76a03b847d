"""Pictures of single frames, drawn by thorvg from a scene's Lottie file."""

from collections.abc import Iterator, Sequence

from PIL import Image
from thorvg_python.animation.lottie import LottieAnimation
from thorvg_python.base import Colorspace, Result
from thorvg_python.canvas.sw import SwCanvas
from thorvg_python.engine import Engine


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


def sheet(rows: Sequence[Sequence[Image.Image]], ground: str) -> Image.Image:
    """Return pictures of one size side by side, row below row, on a ground such as `#FFFFFF`."""
    size = rows[0][0].width
    whole = Image.new("RGB", (size * max(map(len, rows)), size * len(rows)), ground)
    for down, row in enumerate(rows):
        for across, picture in enumerate(row):
            whole.paste(picture, (size * across, size * down), picture)
    return whole
