"""The table of every list: a narrow row for each thing, with its facets and sort keys."""

from datetime import datetime

from sqlalchemy import DateTime, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugColumn, SlugKey, SlugText, Texts, one_of
from api.vocabulary import DocumentType

EDITORS = "editors"
"""The owner of everything that no partner wrote; no partner may be called so."""


def index_of_facets(kind: str) -> Index:
    """Return the index that finds the things of one type by their facets.

    Each type has its own: the regions of a few complaints are not searched for among those of
    very many exercises.
    """
    return Index(
        f"ix_listings_facets_of_{kind}",
        "facets",
        postgresql_using="gin",
        postgresql_where=f"type = '{kind}'",
    )


class Listing(Base):
    """A thing as its list knows it, in one language; derived from its finished document.

    `facets` holds each word that a filter can ask for as `name:word`, for example `kind:stretch`;
    beside a region, every region it lies in. `summary` holds the bytes that the list
    carries. `position` is the place in the editors' order (vocabularies; 0 for all else), `seconds`
    how long it takes (exercises and routines), `owner` who wrote it: the editors or a partner.
    """

    __tablename__ = "listings"
    __table_args__ = (
        one_of("type", DocumentType),
        Index("ix_listings_name", "type", "language", "name", "slug"),
        Index("ix_listings_updated_at", "type", "language", "updated_at", "slug"),
        Index("ix_listings_seconds", "type", "language", "seconds"),
        Index("ix_listings_owner", "type", "language", "owner", "name", "slug"),
        index_of_facets("exercise"),
        index_of_facets("complaint"),
        index_of_facets("routine"),
        index_of_facets("insight"),
    )

    type: Mapped[str] = mapped_column(SlugColumn, primary_key=True)
    slug: Mapped[SlugKey]
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    owner: Mapped[SlugText]
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(String(400, collation="C"))
    seconds: Mapped[int | None]
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    facets: Mapped[Texts]
    summary: Mapped[str] = mapped_column(Text)


class FacetCount(Base):
    """How many things of a type one facet leaves: a rare one is looked up, not walked to."""

    __tablename__ = "facet_counts"
    __table_args__ = (one_of("type", DocumentType),)

    type: Mapped[str] = mapped_column(SlugColumn, primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    facet: Mapped[str] = mapped_column(Text, primary_key=True)
    things: Mapped[int]
