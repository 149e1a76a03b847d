"""Changes and the bundle as v1 answers them."""

from typing import Annotated, Any

from pydantic import Field

from api.v1.schemas.base import Output, Slug, Terms, Url
from api.vocabulary import Change, DocumentType

Serial = Annotated[int, Field(ge=0, le=2**53 - 1, json_schema_extra={"format": "int64"})]
CatalogueId = Annotated[
    str, Field(max_length=36, description="A UUID.", json_schema_extra={"format": "uuid"})
]


class DocumentChange(Output):
    """The current state of one document: its content as at its own address, or its removal."""

    serial: Serial
    type: DocumentType
    slug: Slug
    change: Change
    replaced_by: Slug | None
    document: dict[str, Any] | None = Field(description="Null for a removed thing.")


class Changes(Output):
    """Changes after a serial. Repeat with `next_after` until it equals `serial`."""

    catalogue_id: CatalogueId
    items: list[DocumentChange] = Field(max_length=100)
    next_after: Serial
    serial: Serial


class Manifest(Terms):
    """The address of the bundle, which holds the whole catalogue, and its checksum."""

    catalogue_id: CatalogueId
    serial: Serial
    language: str = Field(max_length=12)
    url: Url
    bytes: int = Field(ge=0, le=2**31 - 1)
    sha256: str = Field(pattern="^[0-9a-f]{64}$", max_length=64)
