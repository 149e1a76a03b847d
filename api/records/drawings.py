"""Drawings of exercises (`seed/drawings/`): a loop for each view, and what it shows in words."""

from typing import Annotated

from pydantic import Field

from api.drawing.cameras import Script
from api.drawing.script import Part
from api.records.base import Line, Record, Slug, Text
from api.vocabulary import Position


class Still(Record):
    """The frame of the loop that stands for a step of the exercise (counted from 1).

    `at`: a part of the loop, for its last frame, or the seconds since the loop began. `alt` says
    what can be seen, in plain words and without a dose.
    """

    step: int = Field(ge=1, le=12)
    at: Part | Annotated[float, Field(ge=0, le=60)]
    alt: Line


class NotShown(Record):
    """A step that no picture can show, and why, for other editors: `it says when to stop`."""

    step: int = Field(ge=1, le=12)
    why: str = Field(min_length=2, max_length=200)


class DrawnScene(Record):
    """One loop. `alt` replaces the picture for whoever does not see it, in one sentence.

    `position` is one of the exercise's: how the person sits, stands or lies in this loop.
    """

    name: Slug
    position: Position
    alt: Line
    long_description: Text
    stills: list[Still] = Field(default_factory=list, max_length=12)
    script: Annotated[Script, Field(discriminator="camera")]


class Drawing(Record):
    """The loops of an exercise, by its slug; the first one stands for it.

    Each step of the exercise has a still in one of the scenes, or stands in `not_shown`.
    """

    slug: Slug
    not_shown: list[NotShown] = Field(default_factory=list, max_length=12)
    scenes: list[DrawnScene] = Field(min_length=1, max_length=6)
