"""Shared parts of all output schemas. Outputs have no defaults: every field is always present."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.identifiers import IDENTIFIER_PATTERN, LONGEST, ROUTINE_PATTERN, SHORTEST
from api.pagination import MAX_CURSOR
from api.vocabulary import Origin, ReviewStatus

Slug = Annotated[
    str,
    StringConstraints(pattern=IDENTIFIER_PATTERN, min_length=SHORTEST, max_length=LONGEST),
]
RoutineSlug = Annotated[
    str,
    StringConstraints(pattern=ROUTINE_PATTERN, min_length=SHORTEST, max_length=LONGEST),
]
Name = Annotated[str, StringConstraints(max_length=120)]
Line = Annotated[str, StringConstraints(max_length=400)]
Text = Annotated[str, StringConstraints(max_length=2000)]
Timestamp = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", max_length=20),
    Field(description="RFC 3339, UTC.", json_schema_extra={"format": "date-time"}),
]
Url = Annotated[str, StringConstraints(max_length=300), Field(json_schema_extra={"format": "uri"})]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$", max_length=64)]
"""A SHA-256 in hexadecimal."""

Path = Annotated[
    str,
    StringConstraints(pattern=r"^/", max_length=200),
    Field(description="Below the address of this API, `base_url`."),
]


class Output(BaseModel):
    """The schema of an answer; it never contains a field that is not described."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class Reference(Output):
    """Another thing of the catalogue, with the name to show."""

    slug: Slug
    name: Name


class SourceReference(Output):
    """A cited source. `url` is its DOI or its publisher's page; null if unknown."""

    slug: Slug
    title: Line
    year: int | None = Field(ge=1900, le=2100)
    url: Url | None


class Licence(Output):
    name: str = Field(description="SPDX identifier of the content's licence.", max_length=40)
    url: Url


class Review(Output):
    """The clinical review. `not_clinically_reviewed`: no clinician has checked the content yet.

    `lapsed`: the content has changed since it was reviewed. A routine, a plan and the exercises for
    a complaint show the weakest review of what they are made of. `by` is null if nobody reviewed
    it, or several people did.
    """

    status: ReviewStatus
    by: str | None = Field(max_length=120)
    registration: str | None = Field(
        description="The reviewer's number in a professional register.", max_length=120
    )
    at: Timestamp | None
    scope: str | None = Field(description="What was reviewed.", max_length=400)


class Claim(Output):
    """Where a statement comes from: `article`, `reference` (with its source) or `editorial`."""

    origin: Origin
    source: Slug | None


class Provenance(Output):
    """The origin of the record, and of each field (by dotted path) that differs from it."""

    default: Claim
    fields: dict[str, Claim] = Field(max_length=60)


class Terms(Output):
    """Licence, credit and review, part of every answer with advice."""

    licence: Licence
    attribution: Text
    review: Review


class Stamped(Output):
    """A document's own version: `revision` counts its changes."""

    revision: int = Field(ge=1, le=2_147_483_647)
    updated_at: Timestamp


class PageOf(Output):
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null on the last page.",
        max_length=MAX_CURSOR,
    )
