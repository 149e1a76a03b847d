"""Insights as v1 answers them."""

from pydantic import Field

from api.v1.schemas.base import (
    Line,
    Output,
    PageOf,
    Path,
    Reference,
    Slug,
    SourceReference,
    Stamped,
    Timestamp,
)
from api.vocabulary import Topic


class Insight(Stamped):
    """One claim of the article, in our own words, credited to the people who made it."""

    slug: Slug
    url: Path
    statement: Line
    topic: Topic
    contributors: list[Reference] = Field(max_length=6)
    sources: list[SourceReference] = Field(max_length=6)
    regions: list[Reference] = Field(max_length=16)
    complaints: list[Reference] = Field(max_length=12)


class InsightSummary(Output):
    slug: Slug
    url: Path
    statement: Line
    topic: Topic
    contributors: list[Slug] = Field(max_length=6)
    regions: list[Slug] = Field(max_length=16)
    complaints: list[Slug] = Field(max_length=12)
    updated_at: Timestamp


class InsightPage(PageOf):
    items: list[InsightSummary] = Field(max_length=100)
