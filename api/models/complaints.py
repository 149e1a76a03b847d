"""Complaints: what hurts, what is known to help, what to leave alone, what to ask first."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import (
    Base,
    Json,
    NameText,
    Position,
    SlugColumn,
    SlugKey,
    SlugText,
    between,
    children,
    one_of,
    reference,
    slug_shape,
)
from api.vocabulary import Grade, NameLanguage, Result, SelfCare


class Complaint(Base):
    __tablename__ = "complaints"
    __table_args__ = (
        slug_shape(),
        one_of("self_care", SelfCare),
        Index("ix_complaints_name", "name", "slug"),
        Index("ix_complaints_same_plan_as", "same_plan_as"),
    )

    slug: Mapped[SlugKey]
    name: Mapped[NameText]
    description: Mapped[str] = mapped_column(Text)
    self_care: Mapped[str]
    notice: Mapped[str | None] = mapped_column(Text)
    same_plan_as: Mapped[str | None] = mapped_column(SlugColumn, reference("complaints.slug"))
    plan_shape: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    evidence_note: Mapped[str] = mapped_column(Text)
    provenance: Mapped[Json]

    lay_names: Mapped[list["ComplaintLayName"]] = children(
        "ComplaintLayName", order_by="ComplaintLayName.position"
    )
    regions: Mapped[list["ComplaintRegion"]] = children(
        "ComplaintRegion", order_by="ComplaintRegion.position"
    )
    red_flags: Mapped[list["ComplaintRedFlag"]] = children(
        "ComplaintRedFlag", order_by="ComplaintRedFlag.position"
    )
    asks: Mapped[list["ComplaintCondition"]] = children(
        "ComplaintCondition", order_by="ComplaintCondition.position"
    )
    codes: Mapped[list["ComplaintCode"]] = children(
        "ComplaintCode", order_by="ComplaintCode.position"
    )
    sources: Mapped[list["ComplaintSource"]] = children(
        "ComplaintSource", order_by="ComplaintSource.position"
    )
    variants: Mapped[list["ComplaintVariant"]] = children(
        "ComplaintVariant", order_by="ComplaintVariant.position"
    )


class OfComplaint:
    """The owner column of every table below; the rows go with their complaint."""

    complaint: Mapped[SlugText] = mapped_column(
        reference("complaints.slug", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )


class ComplaintLayName(OfComplaint, Base):
    """What people call it; `language` says in which tongue, `misspelt` how it is often typed."""

    __tablename__ = "complaint_lay_names"
    __table_args__ = (one_of("language", NameLanguage),)

    position: Mapped[Position]
    text: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(12))
    misspelt: Mapped[bool]


class ComplaintRegion(OfComplaint, Base):
    __tablename__ = "complaint_regions"
    __table_args__ = (Index("ix_complaint_regions_region", "region", "complaint"),)

    region: Mapped[SlugText] = mapped_column(reference("body_regions.slug"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)


class ComplaintRedFlag(OfComplaint, Base):
    __tablename__ = "complaint_red_flags"
    __table_args__ = (Index("ix_complaint_red_flags_red_flag", "red_flag"),)

    red_flag: Mapped[SlugText] = mapped_column(reference("red_flags.code"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)


class ComplaintCondition(OfComplaint, Base):
    """A condition that an app asks for before it answers this complaint."""

    __tablename__ = "complaint_conditions"
    __table_args__ = (Index("ix_complaint_conditions_condition", "condition"),)

    condition: Mapped[SlugText] = mapped_column(reference("conditions.code"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)


class ComplaintCode(OfComplaint, Base):
    __tablename__ = "complaint_codes"

    position: Mapped[Position]
    system: Mapped[str] = mapped_column(String(24))
    code: Mapped[str] = mapped_column(String(16))


class ComplaintSource(OfComplaint, Base):
    __tablename__ = "complaint_sources"
    __table_args__ = (Index("ix_complaint_sources_source", "source"),)

    source: Mapped[SlugText] = mapped_column(reference("sources.slug"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)


class ComplaintVariant(OfComplaint, Base):
    """One reading of a complaint: `unstated` (the stricter), or what a stated condition chooses."""

    __tablename__ = "complaint_variants"
    __table_args__ = (
        CheckConstraint(
            "(variant = 'unstated') = (condition IS NULL)"
            " AND (condition IS NULL OR condition = variant)",
            name="variant_is_its_condition",
        ),
        Index("ix_complaint_variants_condition", "condition"),
    )

    variant: Mapped[SlugKey]
    condition: Mapped[str | None] = mapped_column(SlugColumn, reference("conditions.code"))
    position: Mapped[int] = mapped_column(SmallInteger)
    note: Mapped[str | None] = mapped_column(Text)

    exercises: Mapped[list["ComplaintExercise"]] = children(
        "ComplaintExercise", order_by="ComplaintExercise.position"
    )
    avoid: Mapped[list["ComplaintAvoid"]] = children(
        "ComplaintAvoid", order_by="ComplaintAvoid.position"
    )


def of_variant(table: str) -> ForeignKeyConstraint:
    """Return the key that ties a row to its complaint's variant."""
    return ForeignKeyConstraint(
        ["complaint", "variant"],
        ["complaint_variants.complaint", "complaint_variants.variant"],
        name=f"fk_{table}_variant",
        onupdate="CASCADE",
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    )


class ComplaintExercise(Base):
    """What is known of one exercise for one complaint; ranked where it recommends."""

    __tablename__ = "complaint_exercises"
    __table_args__ = (
        of_variant("complaint_exercises"),
        one_of("grade", Grade),
        one_of("result", Result),
        between("rank", 1, 100),
        CheckConstraint(
            "(rank IS NOT NULL) = (result IN ('supports', 'mixed'))",
            name="only_what_recommends_ranks",
        ),
        Index("ix_complaint_exercises_exercise", "exercise", "complaint"),
        Index("ix_complaint_exercises_rank", "complaint", "variant", "rank"),
        Index("ix_complaint_exercises_source", "source"),
    )

    complaint: Mapped[SlugKey]
    variant: Mapped[SlugKey]
    exercise: Mapped[SlugText] = mapped_column(reference("exercises.slug"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    grade: Mapped[str]
    result: Mapped[str]
    rank: Mapped[int | None] = mapped_column(SmallInteger)
    rationale: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(SlugColumn, reference("sources.slug"))


class ComplaintAvoid(Base):
    """What to leave alone and why; `exercise` where it is one of the catalogue's."""

    __tablename__ = "complaint_avoids"
    __table_args__ = (
        of_variant("complaint_avoids"),
        one_of("grade", Grade),
        Index("ix_complaint_avoids_exercise", "exercise", "complaint"),
        Index("ix_complaint_avoids_source", "source"),
    )

    complaint: Mapped[SlugKey]
    variant: Mapped[SlugKey]
    position: Mapped[Position]
    exercise: Mapped[str | None] = mapped_column(SlugColumn, reference("exercises.slug"))
    text: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    grade: Mapped[str]
    source: Mapped[str | None] = mapped_column(SlugColumn, reference("sources.slug"))
