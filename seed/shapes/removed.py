"""What was taken out of the catalogue for good: `seed/removed.yaml`."""

from api.vocabulary import DocumentType
from seed.shapes.base import Shape, Slug


class Removed(Shape):
    """A slug that answers 410 from now on, naming `replaced_by` where something took its place.

    Deleting a record is enough to remove it; an entry here adds what replaces it.
    """

    type: DocumentType
    slug: Slug
    replaced_by: Slug | None = None
