"""Pictures of an exercise as its documents name them: each with its files, and no words yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.vocabulary import FootSide, MediaFormat, MediaKind, MediaTheme, MediaView

ENDINGS: dict[MediaFormat, str] = {
    "lottie": "json",
    "dotlottie": "lottie",
    "svg": "svg",
    "webp": "webp",
    "png": "png",
}
"""How the address of a file ends, by its format."""

MEDIA_TYPES: dict[MediaFormat, str] = {
    "lottie": "application/json",
    "dotlottie": "application/zip+dotlottie",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "png": "image/png",
}
"""The media type of a file, by its format.

Lottie has one of its own (`video/lottie+json`), but what lies between here and a player compresses
JSON, and does not know that one.
"""

TYPE_OF_ENDING = {ENDINGS[name]: kind for name, kind in MEDIA_TYPES.items()}
ENDING_OF_TYPE = {kind: ending for ending, kind in TYPE_OF_ENDING.items()}


def path_of_media(sha256: str, media_type: str) -> str:
    return f"/media/{sha256}.{ENDING_OF_TYPE[media_type]}"


@dataclass(frozen=True)
class MediaFile:
    """One file: its SHA-256 (hex), its length in bytes, and how to read them.

    `width` and `height` are pixels, or units if it has no pixels (`scale` 1).
    """

    format: MediaFormat
    theme: MediaTheme
    scale: int
    width: int
    height: int
    sha256: str
    length: int
    read: Callable[[], bytes]

    @property
    def path(self) -> str:
        return path_of_media(self.sha256, MEDIA_TYPES[self.format])


@dataclass(frozen=True)
class Marker:
    """A part of a loop, in milliseconds."""

    name: str
    at_ms: int
    ms: int


@dataclass(frozen=True)
class Medium:
    """A loop, its poster or a still, in all its files.

    `scene` is the loop's name in the drawing, which has its words. `side` is the one that works in
    the picture.
    """

    kind: MediaKind
    scene: str
    step_number: int | None
    view: MediaView
    side: FootSide
    duration_ms: int
    reduced_motion_ms: int
    markers: Sequence[Marker]
    files: Sequence[MediaFile]
