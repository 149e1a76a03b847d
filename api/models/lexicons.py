"""The lexicon of the matcher as one document, for each language that answers are in."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Lexicon(Base):
    """What people say and what they mean by it, as `api.matching.source` takes it (JSON).

    `digest` is the SHA-256 of `document` in hex: a process compiles each lexicon once.
    """

    __tablename__ = "lexicons"
    __table_args__ = (CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest"),)

    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
