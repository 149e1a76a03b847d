"""Rules that are published as a whole: of the safety check, and of plans that go on."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class RuleDocument(Base):
    """One document (JSON) for each language.

    `digest` is the SHA-256 of `document` in hex, by which a process knows what it has read.
    """

    __abstract__ = True
    __table_args__ = (CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest"),)

    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)


class CheckScreens(RuleDocument):
    """The screens of the safety check with its rules, as `api.interview.rules` reads them."""

    __tablename__ = "check_screens"


class AdaptationRules(RuleDocument):
    """The rules by which a plan goes on, as `api.adaptation.rules` reads them."""

    __tablename__ = "adaptation_rules"
