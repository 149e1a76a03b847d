"""The bundle's manifest and the lines of its file as v1 answers them."""

from typing import Annotated

from pydantic import Field

from api.v1.schemas.adaptation_rules import AdaptationRules
from api.v1.schemas.base import Digest, Licence, Output, Path, Slug, Terms, Text, Url
from api.v1.schemas.changes import CatalogueId, Documents, NextAfter, Serial
from api.v1.schemas.check_rules import CheckRules
from api.vocabulary import DocumentType, LineType, Retirement

LanguageCode = Annotated[str, Field(max_length=12)]


class TypeCount(Output):
    """How many lines of one type the file has."""

    type: LineType
    count: int = Field(ge=1, le=2**31 - 1)


class BundledMedia(Output):
    """A file of a picture that documents of the bundle refer to."""

    path: Path
    sha256: Digest
    bytes: int = Field(ge=0, le=2**31 - 1)


class Manifest(Terms):
    """Where to find the bundle with the whole catalogue, and how to check that it is complete.

    The file's address is `base_url` followed by `path`. Ask for the changes after `next_after`.
    """

    catalogue_id: CatalogueId
    serial: Serial
    next_after: NextAfter
    language: LanguageCode
    base_url: Url
    path: Path
    bytes: int = Field(description="Size of the file.", ge=0, le=2**31 - 1)
    bytes_unpacked: int = Field(description="Size of its lines, unpacked.", ge=0, le=2**53 - 1)
    sha256: Digest
    schema_version: int = Field(
        description="Format of the lines. It changes if the apps of today could not read them.",
        ge=1,
        le=1_000,
    )
    counts: list[TypeCount] = Field(max_length=100)
    languages: list[LanguageCode] = Field(
        description="Languages with a bundle; ask with `Accept-Language`.", max_length=100
    )
    media: list[BundledMedia] = Field(
        description="Every file of a picture that the documents name, by its digest.",
        max_length=100_000,
    )


class RetiredSlug(Output):
    """A slug that is no longer in use, of a renamed or removed thing."""

    type: DocumentType
    slug: Slug
    reason: Retirement
    replaced_by: Slug | None


class NoticeText(Output):
    """A sentence that many answers show."""

    code: Slug
    text: Text


class LexiconTerms(Output):
    """The terms of the words and rules with which texts are matched; they are not in the file."""

    licence: Licence
    attribution: Text


class Supplements(Output):
    """What a bundle has besides documents, in the member of its type."""

    retired_slug: RetiredSlug | None
    notice: NoticeText | None
    lexicon: LexiconTerms | None
    screens: CheckRules | None
    adaptation_rules: AdaptationRules | None


class LineFields(Output):
    serial: Serial | None = Field(description="Serial of a document; null for other lines.")
    type: LineType
    slug: Slug


class BundleLine(Supplements, Documents, LineFields):
    """One line of the bundle's file.

    The member of its type is filled, all others are null; all are null if you do not know the type.
    """
