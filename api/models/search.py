"""The tables of the search: each name of a thing, and the words of its text."""

from sqlalchemy import Boolean, Index, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugColumn, SlugKey, one_of
from api.vocabulary import SearchedType


class SearchName(Base):
    """One name of a thing: its own, an alias, a lay name, a synonym.

    `folded` is the name without case, accents and punctuation; names are compared by it.
    """

    __tablename__ = "search_names"
    __table_args__ = (
        one_of("type", SearchedType),
        Index("ix_search_names_folded", "language", "folded"),
        Index("ix_search_names_type_folded", "type", "language", "folded"),
        Index(
            "ix_search_names_folded_trigrams",
            "folded",
            postgresql_using="gin",
            postgresql_ops={"folded": "gin_trgm_ops"},
        ),
    )

    type: Mapped[str] = mapped_column(SlugColumn, primary_key=True)
    slug: Mapped[SlugKey]
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(400))
    folded: Mapped[str] = mapped_column(String(400, collation="C"))
    is_own: Mapped[bool] = mapped_column(Boolean)


class SearchText(Base):
    """The words of a thing's text, and the sentence that a result shows."""

    __tablename__ = "search_texts"
    __table_args__ = (
        one_of("type", SearchedType),
        Index("ix_search_texts_words", "words", postgresql_using="gin"),
    )

    type: Mapped[str] = mapped_column(SlugColumn, primary_key=True)
    slug: Mapped[SlugKey]
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(400))
    shown: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(TSVECTOR)
