"""How alike two pictures are, in brightness on white ground."""

from typing import Any

import numpy as np
from PIL import Image

ALIKE = 0.97
"""The structural similarity from which on two renderers count as showing the same."""


def straight(picture: Image.Image) -> Image.Image:
    """Return a picture whose colours were multiplied by their opacity, as rlottie gives them."""
    pixels = np.asarray(picture.convert("RGBA")).astype(float)
    opacity = np.maximum(pixels[..., 3:], 1) / 255
    pixels[..., :3] = np.minimum(pixels[..., :3] / opacity, 255)
    return Image.fromarray(pixels.round().astype("uint8"))


def on_white(picture: Image.Image) -> np.ndarray[Any, Any]:
    """Return the brightness of each pixel on white ground."""
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return np.asarray(ground.convert("L")).astype(float)


def likeness(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    """Return the structural similarity (SSIM) of two pictures, in windows of 8 by 8 pixels."""
    ones, others = windows(one), windows(other)
    middle, other_middle = ones.mean(-1), others.mean(-1)
    together = ((ones - middle[..., None]) * (others - other_middle[..., None])).mean(-1)
    bright, rough = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return float(
        (
            (2 * middle * other_middle + bright)
            * (2 * together + rough)
            / ((middle**2 + other_middle**2 + bright) * (ones.var(-1) + others.var(-1) + rough))
        ).mean()
    )


def windows(picture: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    view = np.lib.stride_tricks.sliding_window_view(picture, (8, 8))[::4, ::4]
    return view.reshape(*view.shape[:2], 64)
