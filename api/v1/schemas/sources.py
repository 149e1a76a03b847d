"""Sources as v1 answers them."""

from pydantic import Field

from api.v1.schemas.base import Line, Output, PageOf, Path, Slug, Stamped, Text, Timestamp, Url
from api.vocabulary import SourceKind, SourceRead


class SourceFields(Output):
    slug: Slug
    path: Path
    title: Line
    authors: Line | None
    publisher: Line | None
    year: int | None = Field(ge=1900, le=2100)
    kind: SourceKind
    tier: int = Field(
        description="1: trial, review or guideline. 2: hospital, society or health service.",
        ge=1,
        le=2,
    )
    doi: str | None = Field(max_length=120)
    url: Url | None = Field(description="The DOI's address or the publisher's page.")
    read: SourceRead = Field(description="The part that the editors read.")
    superseded_by: Slug | None = Field(description="A newer edition; null if none is known.")
    note: Text | None


class SourceDetail(SourceFields, Stamped):
    """A publication on which claims are based."""


class SourceSummary(SourceFields):
    updated_at: Timestamp


class SourcePage(PageOf):
    items: list[SourceSummary] = Field(max_length=100)
