"""Routines of partners: drafts, with the state and the newest version of each.

No table here refers to an exercise or a complaint, so that a partner's routine never keeps editors
from removing one.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import (
    Base,
    SlugKey,
    SlugText,
    between,
    one_of,
    reference,
    slug_shape,
)
from api.vocabulary import PartnerRoutineState

LONGEST_NAME = 40
"""Characters of a routine's name within its partner's: 20, two hyphens and 40 fit into a slug."""


class PartnerRoutine(Base):
    """A routine as its partner writes it. `version` is the newest published one, 0 before any.

    `revision` counts every change. `definition` is null if the partner deleted the routine after
    its publication: the row stays, so that its slug is never used again.
    """

    __tablename__ = "partner_routines"
    __table_args__ = (
        slug_shape("name"),
        CheckConstraint("slug = partner || '--' || name", name="slug"),
        CheckConstraint(f"length(name) BETWEEN 2 AND {LONGEST_NAME}", name="name_length"),
        CheckConstraint("revision >= 1", name="revision"),
        one_of("state", PartnerRoutineState),
        between("total_seconds", 1, 3_600),
        between("version", 0, 10_000),
        CheckConstraint("(state = 'draft') = (version = 0)", name="draft_has_no_version"),
        CheckConstraint(
            "(reason IS NOT NULL) = (state IN ('archived', 'withdrawn', 'deleted'))",
            name="reason_where_gone",
        ),
        CheckConstraint(
            "(definition IS NULL) = (state = 'deleted')", name="deleted_has_no_definition"
        ),
        UniqueConstraint("slug", name="uq_partner_routines_slug"),
    )

    partner: Mapped[SlugText] = mapped_column(reference("partners.slug"), primary_key=True)
    name: Mapped[SlugKey]
    slug: Mapped[SlugText]
    revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    # JSON, not JSONB: it is answered in the order in which it was written.
    definition: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    total_seconds: Mapped[int]
    version: Mapped[int] = mapped_column(SmallInteger)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
