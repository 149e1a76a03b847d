"""What lists read: one narrow row a thing, with all that they filter and order by."""

from datetime import datetime

from sqlalchemy import DateTime, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, NameText, SlugKey, Texts, one_of
from api.vocabulary import Language


class ExerciseLine(Base):
    """An exercise as its list knows it; publishing derives it from the rows and the document.

    `facets` holds each word that a filter can ask for as `name:word`, regions with all that they
    lie in, so that one index answers any combination of filters.
    """

    __tablename__ = "exercise_lines"
    __table_args__ = (
        one_of("language", Language),
        Index("ix_exercise_lines_name", "language", "name", "slug"),
        Index("ix_exercise_lines_updated_at", "language", "updated_at", "slug"),
        Index("ix_exercise_lines_estimated_seconds", "estimated_seconds"),
        Index("ix_exercise_lines_facets", "facets", postgresql_using="gin"),
    )

    slug: Mapped[SlugKey]
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[NameText]
    estimated_seconds: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    facets: Mapped[Texts]
    summary: Mapped[str] = mapped_column(Text)


class ExerciseFacet(Base):
    """How many exercises a filter's word leaves: what is rare is looked up, not walked to."""

    __tablename__ = "exercise_facets"

    facet: Mapped[str] = mapped_column(Text, primary_key=True)
    exercises: Mapped[int]
