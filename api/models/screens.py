"""The screens of the safety check, with its rules."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class CheckScreens(Base):
    """One document (JSON) for each language, as `api.interview.rules` reads it.

    `digest` is the SHA-256 of `document` in hex, by which a process knows what it has read.
    """

    __tablename__ = "check_screens"
    __table_args__ = (CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest"),)

    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
