"""Search results as v1 answers them."""

from typing import Annotated

from pydantic import Field

from api.v1.schemas.base import Line, Output, PageOf, Slug, Text
from api.vocabulary import SearchedType

Highlight = Annotated[list[Annotated[int, Field(ge=0, le=2000)]], Field(min_length=2, max_length=2)]


class Suggestion(Output):
    """A thing whose name fits the text; `matched` is the name that fits."""

    type: SearchedType
    slug: Slug
    name: Line
    matched: Text
    highlights: list[Highlight] = Field(
        description="`[start, end]` of each part of `matched` that fits the text.", max_length=200
    )


class Suggestions(Output):
    items: list[Suggestion] = Field(max_length=10)


class SearchResult(Suggestion):
    text: Text
    score: int = Field(
        description="1,000 is an exact name. Comparable within one answer only.", ge=0, le=1000
    )


class SearchPage(PageOf):
    items: list[SearchResult] = Field(max_length=100)
