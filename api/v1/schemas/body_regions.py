"""Body regions as v1 answers them."""

from pydantic import Field

from api.v1.schemas.base import (
    Line,
    Name,
    Output,
    PageOf,
    Path,
    Slug,
    SourceReference,
    Stamped,
    Timestamp,
)
from api.vocabulary import RegionKind


class RegionFields(Output):
    slug: Slug
    url: Path
    name: Name
    kind: RegionKind
    parent: Slug | None
    path: list[Slug] = Field(description="From the root down to the region.", max_length=12)


class BodyRegionSummary(RegionFields):
    updated_at: Timestamp


class BodyRegionPage(PageOf):
    items: list[BodyRegionSummary] = Field(max_length=100)


class Connection(Output):
    """A connected region of the kinetic chain, with the reason."""

    slug: Slug
    why: Line
    source: SourceReference | None


class BodyRegion(RegionFields, Stamped):
    synonyms: list[Name] = Field(max_length=20)
    description: Line
    connected_to: list[Connection] = Field(max_length=10)


class BodyRegionNode(Output):
    slug: Slug
    name: Name
    kind: RegionKind
    children: list["BodyRegionNode"] = Field(max_length=100)


class BodyRegionTree(Output):
    """All regions, from the roots down."""

    roots: list[BodyRegionNode] = Field(max_length=100)
