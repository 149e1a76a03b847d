"""The tree of body regions and the kinetic chain between them."""

from sqlalchemy import Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import (
    Base,
    NameText,
    SlugColumn,
    SlugKey,
    SlugText,
    Texts,
    children,
    one_of,
    reference,
    slug_shape,
)
from api.vocabulary import RegionKind


class BodyRegion(Base):
    """A region; `path` runs from the root down to itself, so that what lies inside is one test."""

    __tablename__ = "body_regions"
    __table_args__ = (
        one_of("kind", RegionKind),
        slug_shape(),
        Index("ix_body_regions_path", "path", postgresql_using="gin"),
        Index("ix_body_regions_parent", "parent"),
        Index("ix_body_regions_name", "name", "slug"),
    )

    slug: Mapped[SlugKey]
    name: Mapped[NameText]
    kind: Mapped[str]
    parent: Mapped[str | None] = mapped_column(SlugColumn, reference("body_regions.slug"))
    path: Mapped[Texts]
    synonyms: Mapped[Texts]
    description: Mapped[str] = mapped_column(Text)

    connections: Mapped[list["BodyRegionConnection"]] = children(
        "BodyRegionConnection",
        order_by="BodyRegionConnection.position",
        foreign_keys="BodyRegionConnection.region",
    )


class BodyRegionConnection(Base):
    __tablename__ = "body_region_connections"
    __table_args__ = (
        Index("ix_body_region_connections_connected", "connected"),
        Index("ix_body_region_connections_source", "source"),
    )

    region: Mapped[SlugText] = mapped_column(
        reference("body_regions.slug", ondelete="CASCADE"), primary_key=True
    )
    connected: Mapped[SlugText] = mapped_column(reference("body_regions.slug"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    why: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(SlugColumn, reference("sources.slug"))
