"""Drawings of exercises (`seed/drawings/`): a loop for each view, and what it shows in words."""

from typing import Annotated

from pydantic import Field

from api.drawing.cameras import Script
from api.records.base import Line, Record, Slug, Text


class DrawnScene(Record):
    """One loop. `alt` replaces the picture for whoever does not see it, in one sentence."""

    name: Slug
    alt: Line
    long_description: Text
    script: Annotated[Script, Field(discriminator="camera")]


class Drawing(Record):
    """The loops of an exercise, by its slug; the first one stands for it."""

    slug: Slug
    scenes: list[DrawnScene] = Field(min_length=1, max_length=6)
