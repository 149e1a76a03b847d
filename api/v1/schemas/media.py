"""Pictures and animations as v1 answers them."""

from typing import Annotated

from pydantic import Field

from api.v1.schemas.base import Digest, Line, Name, Output, Path, Text
from api.vocabulary import FootSide, MediaFormat, MediaKind, MediaTheme, MediaView, Position

Milliseconds = Annotated[int, Field(ge=0, le=3_600_000)]
Pixels = Annotated[int, Field(ge=1, le=10_000)]


POSTER = "A still that stands for the exercise; null if it has no pictures."
ANIMATION = "The main loop as Lottie; null if there is none."


class Picture(Output):
    """One picture to show beside a name; `dark_path` is for a dark background."""

    path: Path
    dark_path: Path | None
    format: MediaFormat
    width: Pixels
    height: Pixels
    alt: Line


class MediaMarker(Output):
    """A named part of an animation."""

    name: str = Field(max_length=40)
    at_ms: Milliseconds
    ms: Milliseconds


class MediaCredit(Output):
    author: Name
    licence: str = Field(description="SPDX identifier.", max_length=40)
    ai_generated: bool = Field(
        description="Whether a trained model made the picture itself, as image generators do."
    )


class MediaFile(Output):
    """One file of a medium. Its content never changes, so keep it for as long as you like."""

    format: MediaFormat
    theme: MediaTheme
    scale: int = Field(description="Pixels per unit, for pictures of pixels.", ge=1, le=4)
    path: Path
    sha256: Digest
    bytes: int = Field(ge=0, le=100_000_000)
    width: Pixels
    height: Pixels


class Media(Output):
    """An animation or a picture of an exercise, in several files."""

    name: str = Field(max_length=80)
    kind: MediaKind
    position: Position
    view: MediaView
    side: FootSide = Field(
        description="The foot or leg that works in it. Mirror it for the other side; not if `both`."
    )
    step_number: int | None = Field(ge=1, le=12)
    duration_ms: Milliseconds
    loop: bool
    reduced_motion_ms: Milliseconds = Field(
        description="The moment to show as a still picture to people who want no motion."
    )
    markers: list[MediaMarker] = Field(
        description="The parts of an animation, without gaps; empty for a still picture.",
        max_length=40,
    )
    alt: Line
    long_description: Text
    credit: MediaCredit
    files: list[MediaFile] = Field(max_length=40)
