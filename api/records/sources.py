"""Cited publications: `seed/sources.yaml`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from api.records.base import Code, Record, Slug, Text, Title
from api.vocabulary import Result, SourceKind, SourceRead

Doi = Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$", max_length=120)]
Url = Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=300)]


class Finding(Record):
    """What a source found about one exercise for one complaint; with `variant`, for that one only.

    `beaten_by` is the exercise that did better in the same trial. A complaint that has the exercise
    shows this finding: the check compares the two.
    """

    complaint: Slug
    exercise: Slug
    result: Result
    variant: Code | None = None
    beaten_by: Slug | None = None


class Source(Record):
    """A source of tier 1 (trial, review, guideline) or 2 (hospital, society, health service).

    `url` is the DOI's address or the publisher's own page, never a mirror; null where we know
    neither. `read` says how much of it was read. `superseded_by` is its newer edition.
    """

    slug: Slug
    former_slugs: list[Slug] = Field(default_factory=list, max_length=10)
    title: Title
    authors: Title | None = None
    publisher: Title | None = None
    year: Annotated[int, Field(ge=1950, le=2100)] | None = None
    kind: SourceKind
    tier: Literal[1, 2]
    doi: Doi | None = None
    url: Url | None = None
    read: SourceRead
    superseded_by: Slug | None = None
    findings: list[Finding] = Field(default_factory=list, max_length=20)
    note: Text | None = None

    @model_validator(mode="after")
    def doi_is_the_address(self) -> "Source":
        if self.doi is not None and self.url != f"https://doi.org/{self.doi}":
            raise ValueError("a source with a DOI has url: https://doi.org/{doi}")
        return self
