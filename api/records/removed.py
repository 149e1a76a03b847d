"""Things that were removed from the catalogue for ever: `seed/removed.yaml`."""

from api.records.base import Record, Slug
from api.vocabulary import DocumentType


class Removed(Record):
    """A slug that answers 410 from now on, naming `replaced_by` where something took its place.

    Deleting a record is enough to remove it; an entry here adds its replacement.
    """

    type: DocumentType
    slug: Slug
    replaced_by: Slug | None = None
