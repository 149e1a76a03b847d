"""One claim of the article in our own words: `seed/insights.yaml`."""

from pydantic import Field

from api.records.base import Line, Record, Slug
from api.vocabulary import Topic


class Insight(Record):
    slug: Slug
    former_slugs: list[Slug] = Field(default_factory=list, max_length=10)
    statement: Line
    topic: Topic
    contributors: list[Slug] = Field(max_length=6)
    sources: list[Slug] = Field(min_length=1, max_length=6)
    regions: list[Slug] = Field(max_length=16)
    complaints: list[Slug] = Field(max_length=12)
