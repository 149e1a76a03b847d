"""What is cited: the article, its studies, guidelines, trials and leaflets."""

from sqlalchemy import CheckConstraint, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugKey, between, one_of, slug_shape
from api.vocabulary import SourceKind, SourceRead


class Source(Base):
    __tablename__ = "sources"
    __table_args__ = (
        one_of("kind", SourceKind),
        one_of("read", SourceRead),
        between("tier", 1, 2),
        between("year", 1950, 2100),
        slug_shape(),
        CheckConstraint("doi IS NULL OR url = 'https://doi.org/' || doi", name="doi_is_the_url"),
        Index("ix_sources_title", "title", "slug"),
    )

    slug: Mapped[SlugKey]
    title: Mapped[str] = mapped_column(String(400, collation="C"))
    authors: Mapped[str | None] = mapped_column(Text)
    publisher: Mapped[str | None] = mapped_column(Text)
    year: Mapped[int | None] = mapped_column(SmallInteger)
    kind: Mapped[str]
    tier: Mapped[int] = mapped_column(SmallInteger)
    doi: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    read: Mapped[str]
    note: Mapped[str | None] = mapped_column(Text)
