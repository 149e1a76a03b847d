"""The people whose advice the catalogue carries."""

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, NameText, SlugKey, SlugText, reference, slug_shape


class Contributor(Base):
    __tablename__ = "contributors"
    __table_args__ = (
        slug_shape(),
        Index("ix_contributors_name", "name", "slug"),
        Index("ix_contributors_source", "source"),
    )

    slug: Mapped[SlugKey]
    name: Mapped[NameText]
    role: Mapped[str] = mapped_column(Text)
    credentials: Mapped[str | None] = mapped_column(Text)
    affiliation: Mapped[str | None] = mapped_column(Text)
    source: Mapped[SlugText] = mapped_column(reference("sources.slug"))
