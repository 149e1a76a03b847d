"""The tree of body regions as an editor writes it: `seed/body_regions.yaml`."""

from pydantic import Field

from api.records.base import Line, Name, Record, Renameable, Slug
from api.vocabulary import RegionKind


class Connection(Record):
    """A neighbour in the kinetic chain; `source` is null where the link is our own."""

    slug: Slug
    why: Line
    source: Slug | None = None


class BodyRegion(Renameable):
    kind: RegionKind
    parent: Slug | None = None
    synonyms: list[Name] = Field(max_length=20)
    description: Line
    connected_to: list[Connection] = Field(default_factory=list, max_length=10)
