"""Routines and their frozen, published versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import (
    Base,
    Json,
    NameText,
    Position,
    SlugKey,
    SlugText,
    between,
    children,
    one_of,
    reference,
    slug_shape,
)
from api.models.dosages import DosageColumns, dosage_checks
from api.vocabulary import Goal, Level, OwnerKind, RoutineFormat


class Routine(Base):
    """A routine as it was when its version was published; that is frozen in `routine_versions`.

    `definition_digest` (SHA-256, hex) is that of what its owner wrote.
    """

    __tablename__ = "routines"
    __table_args__ = (
        slug_shape(),
        one_of("goal", Goal),
        one_of("format", RoutineFormat),
        one_of("level", Level),
        one_of("owner_kind", OwnerKind),
        between("total_seconds", 1, 36_000),
        between("version", 1, 10_000),
        Index("ix_routines_owner_kind_name", "owner_kind", "name", "slug"),
        Index("ix_routines_total_seconds", "total_seconds"),
    )

    slug: Mapped[SlugKey]
    name: Mapped[NameText]
    summary: Mapped[str] = mapped_column(Text)
    goal: Mapped[str]
    format: Mapped[str]
    level: Mapped[str]
    schedule: Mapped[Json]
    total_seconds: Mapped[int]
    version: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    owner_kind: Mapped[str]
    owner_name: Mapped[NameText]
    provenance: Mapped[Json]
    definition_digest: Mapped[str] = mapped_column(String(64))

    complaints: Mapped[list["RoutineComplaint"]] = children(
        "RoutineComplaint", order_by="RoutineComplaint.position"
    )
    items: Mapped[list["RoutineItem"]] = children("RoutineItem", order_by="RoutineItem.number")


class RoutineComplaint(Base):
    __tablename__ = "routine_complaints"
    __table_args__ = (Index("ix_routine_complaints_complaint", "complaint", "routine"),)

    routine: Mapped[SlugText] = mapped_column(
        reference("routines.slug", ondelete="CASCADE"), primary_key=True
    )
    complaint: Mapped[SlugText] = mapped_column(reference("complaints.slug"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)


class RoutineItem(DosageColumns, Base):
    """One exercise of a routine at the dose that this routine asks for."""

    __tablename__ = "routine_items"
    __table_args__ = (
        *dosage_checks(),
        between("number", 1, 50),
        between("seconds", 1, 36_000),
        Index("ix_routine_items_exercise", "exercise", "routine"),
    )

    routine: Mapped[SlugText] = mapped_column(
        reference("routines.slug", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[Position]
    exercise: Mapped[SlugText] = mapped_column(reference("exercises.slug"))
    seconds: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)


class RoutineVersion(Base):
    """A published version, frozen: the text and doses of its exercises as they were then.

    It outlives its routine, so it has no foreign key. `withdrawn_reason` is set when a version
    must no longer be followed; it then answers 410 with that reason.
    """

    __tablename__ = "routine_versions"
    __table_args__ = (
        slug_shape("routine"),
        between("number", 1, 10_000),
        CheckConstraint("definition_digest ~ '^[0-9a-f]{64}$'", name="definition_digest"),
    )

    routine: Mapped[SlugKey]
    number: Mapped[Position]
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    definition_digest: Mapped[str] = mapped_column(String(64))
    # JSON, not JSONB: the order of its keys is part of the document's bytes.
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
