"""Changes as v1 answers them, and the members that hold a document of each type."""

from typing import Annotated

from pydantic import Field

from api.bookmarks import LONGEST
from api.v1.schemas.base import Output, Slug
from api.v1.schemas.body_regions import BodyRegion
from api.v1.schemas.complaints import Complaint
from api.v1.schemas.contributors import Contributor
from api.v1.schemas.exercises import Exercise
from api.v1.schemas.insights import Insight
from api.v1.schemas.routines import Routine
from api.v1.schemas.sources import SourceDetail
from api.v1.schemas.vocabularies import Condition, Equipment, RedFlag
from api.vocabulary import Change, DocumentType

Serial = Annotated[int, Field(ge=0, le=2**53 - 1, json_schema_extra={"format": "int64"})]
CatalogueId = Annotated[
    str, Field(max_length=36, description="A UUID.", json_schema_extra={"format": "uuid"})
]
NextAfter = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST,
        description="Opaque: keep it, and send it as `after` to `/v1/changes`.",
    ),
]


class Documents(Output):
    """A document in the member of its type, byte for byte as its own address answers it."""

    exercise: Exercise | None
    complaint: Complaint | None
    body_region: BodyRegion | None
    condition: Condition | None
    red_flag: RedFlag | None
    equipment: Equipment | None
    contributor: Contributor | None
    source: SourceDetail | None
    insight: Insight | None
    routine: Routine | None


class ChangeFields(Output):
    serial: Serial
    type: DocumentType
    slug: Slug
    change: Change
    replaced_by: Slug | None


class DocumentChange(Documents, ChangeFields):
    """The current state of one document.

    The member of its type holds it, all others are null; for a removed thing, and for a type that
    you do not know, all are null.
    """


class Changes(Output):
    """Changes after a state. Repeat with `next_after` until there are no `items`."""

    catalogue_id: CatalogueId
    items: list[DocumentChange] = Field(max_length=100)
    next_after: NextAfter
    serial: Serial
