"""Published versions of routines, frozen."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Position, SlugKey, between


class RoutineVersion(Base):
    """A published version in one language: the text and doses of its exercises as they were then.

    `content_language` is the language it is really in. It outlives its routine, so it has no
    foreign key. `definition_digest` (SHA-256, hex) is that of what editors wrote; a partner's
    version has none. `withdrawn_reason` is set if a version must no longer be followed; it then
    answers 410 with that reason.
    """

    __tablename__ = "routine_versions"
    __table_args__ = (
        CheckConstraint(
            "routine ~ '^[a-z0-9]+([_-][a-z0-9]+)*(--[a-z0-9]+([_-][a-z0-9]+)*)?$'",
            name="routine_shape",
        ),
        between("number", 1, 10_000),
        CheckConstraint("definition_digest ~ '^[0-9a-f]{64}$'", name="definition_digest"),
    )

    routine: Mapped[SlugKey]
    number: Mapped[Position]
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    content_language: Mapped[str] = mapped_column(String(12))
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    definition_digest: Mapped[str | None] = mapped_column(String(64))
    # Of a partner's version: what it counts in their quota; null for the editors' ones.
    bytes: Mapped[int | None]
    # JSON, not JSONB: the order of its keys is part of the document's bytes.
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
