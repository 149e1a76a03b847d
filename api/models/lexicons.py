"""The lexicon of the matcher, and its messages in each language, as documents."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Lexicon(Base):
    """One document (JSON) for each language, and one for all of them.

    The row of `mul` (ISO 639: several languages) holds the lexicon: what texts in any language
    mean, as `api.matching.lexicon.compiling.source` takes it. The others hold the messages of one
    language, as `api.matching.lexicon.messages` takes them. `digest` is the SHA-256 of `document`
    in hex, by which a process knows what it has already compiled or read.
    """

    __tablename__ = "lexicons"
    __table_args__ = (CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest"),)

    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
