"""The rules by which a plan goes on."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class AdaptationRules(Base):
    """One document (JSON) for each language, as `api.adaptation.rules` reads it.

    `digest` is the SHA-256 of `document` in hex, by which a process knows what it has read.
    """

    __tablename__ = "adaptation_rules"
    __table_args__ = (CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest"),)

    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
