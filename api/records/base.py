"""Shared by all records: strictness, identifiers, lengths and provenance."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from api.identifiers import IDENTIFIER_PATTERN, LONGEST, SHORTEST, SLUG_PATTERN
from api.vocabulary import Origin

ARTICLE = "aaptiv-strengthen-your-feet"
"""The slug of the magazine article that the catalogue is seeded from."""

Slug = Annotated[
    str, StringConstraints(pattern=SLUG_PATTERN, min_length=SHORTEST, max_length=LONGEST)
]
Code = Annotated[
    str, StringConstraints(pattern=IDENTIFIER_PATTERN, min_length=SHORTEST, max_length=LONGEST)
]


class Prose:
    """Marks a text that is translated. Names of people and titles of sources are not."""


Name = Annotated[str, StringConstraints(min_length=2, max_length=120), Prose()]
Line = Annotated[str, StringConstraints(min_length=2, max_length=400), Prose()]
Text = Annotated[str, StringConstraints(min_length=2, max_length=2000), Prose()]
ProperName = Annotated[str, StringConstraints(min_length=2, max_length=120)]
Title = Annotated[str, StringConstraints(min_length=2, max_length=400)]


class Record(BaseModel):
    """A record as an editor writes it: an unknown field is an error, text is trimmed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Claim(Record):
    """Where one statement comes from.

    `article`: our article said it. `reference`: the source named here says it.
    `editorial`: general knowledge or our own judgement, which is never given a source.
    """

    origin: Origin
    source: Slug | None = None

    @model_validator(mode="after")
    def source_fits_origin(self) -> "Claim":
        if self.origin == "article" and self.source != ARTICLE:
            raise ValueError(f"origin article needs source: {ARTICLE}")
        if self.origin == "reference" and self.source in (None, ARTICLE):
            raise ValueError("origin reference needs the slug of a source other than the article")
        if self.origin == "editorial" and self.source is not None:
            raise ValueError("origin editorial has no source")
        return self


class Provenance(Record):
    """The origin of a record, and of each field that differs from it.

    `fields` maps a dotted path in the served document (list positions count from 0, as in
    `dosage.hold_seconds` or `cues.2`) to its own claim.
    """

    default: Claim
    fields: dict[str, Claim] = Field(default_factory=dict, max_length=60)


class Renameable(Record):
    """A record with a permanent slug; a renamed one lists the slugs it had before."""

    slug: Slug
    former_slugs: list[Slug] = Field(default_factory=list, max_length=10)
    name: Name
