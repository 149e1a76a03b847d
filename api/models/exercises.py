"""Exercises: what to do, how much, for which region, and for whom not."""

from sqlalchemy import CheckConstraint, Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import (
    Base,
    Json,
    NameText,
    Position,
    SlugColumn,
    SlugKey,
    SlugText,
    Texts,
    all_of,
    between,
    children,
    one_of,
    reference,
    slug_shape,
    span,
)
from api.models.dosages import DosageColumns, dosage_checks
from api.vocabulary import (
    ContraindicationAction,
    ContributorRole,
    Direction,
    Interpretation,
    Kind,
    Laterality,
    Level,
    Load,
    Phase,
    RegionEffect,
    RegionRole,
)
from api.vocabulary import Position as BodyPosition


class Exercise(DosageColumns, Base):
    """An exercise with its dose and the published range; `estimated_seconds` is computed."""

    __tablename__ = "exercises"
    __table_args__ = (
        slug_shape(),
        one_of("kind", Kind),
        one_of("load", Load),
        one_of("level", Level),
        one_of("laterality", Laterality),
        one_of("interpretation", Interpretation),
        all_of("positions", BodyPosition),
        CheckConstraint("cardinality(positions) BETWEEN 1 AND 4", name="positions_count"),
        *dosage_checks(),
        *span("range_sets", 1, 10),
        *span("range_reps", 1, 100),
        *span("range_hold_seconds", 1, 300),
        between("estimated_seconds", 1, 36_000),
        Index("ix_exercises_name", "name", "slug"),
        Index("ix_exercises_kind", "kind", "name", "slug"),
        Index("ix_exercises_level", "level", "name", "slug"),
        Index("ix_exercises_laterality", "laterality", "name", "slug"),
        Index("ix_exercises_estimated_seconds", "estimated_seconds"),
        Index("ix_exercises_positions", "positions", postgresql_using="gin"),
    )

    slug: Mapped[SlugKey]
    name: Mapped[NameText]
    aliases: Mapped[Texts]
    kind: Mapped[str]
    load: Mapped[str]
    positions: Mapped[Texts]
    level: Mapped[str]
    laterality: Mapped[str]
    summary: Mapped[str] = mapped_column(Text)
    feel: Mapped[str] = mapped_column(Text)
    cues: Mapped[Texts]
    mistakes: Mapped[Texts]
    range_sets_min: Mapped[int | None] = mapped_column(SmallInteger)
    range_sets_max: Mapped[int | None] = mapped_column(SmallInteger)
    range_reps_min: Mapped[int | None] = mapped_column(SmallInteger)
    range_reps_max: Mapped[int | None] = mapped_column(SmallInteger)
    range_hold_seconds_min: Mapped[int | None] = mapped_column(SmallInteger)
    range_hold_seconds_max: Mapped[int | None] = mapped_column(SmallInteger)
    estimated_seconds: Mapped[int]
    interpretation: Mapped[str]
    interpretation_note: Mapped[str | None] = mapped_column(Text)
    provenance: Mapped[Json]

    steps: Mapped[list["ExerciseStep"]] = children("ExerciseStep", order_by="ExerciseStep.number")
    equipment: Mapped[list["ExerciseEquipment"]] = children(
        "ExerciseEquipment", order_by="ExerciseEquipment.position"
    )
    regions: Mapped[list["ExerciseRegion"]] = children(
        "ExerciseRegion", order_by="ExerciseRegion.position"
    )
    contraindications: Mapped[list["ExerciseContraindication"]] = children(
        "ExerciseContraindication", order_by="ExerciseContraindication.position"
    )
    ladders: Mapped[list["ExerciseLadder"]] = children(
        "ExerciseLadder",
        order_by="ExerciseLadder.position",
        foreign_keys="ExerciseLadder.exercise",
    )
    contributors: Mapped[list["ExerciseContributor"]] = children(
        "ExerciseContributor", order_by="ExerciseContributor.position"
    )
    sources: Mapped[list["ExerciseSource"]] = children(
        "ExerciseSource", order_by="ExerciseSource.position"
    )


class OfExercise:
    """The owner column of every table below; the rows go with their exercise."""

    exercise: Mapped[SlugText] = mapped_column(
        reference("exercises.slug", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )


class ExerciseStep(OfExercise, Base):
    __tablename__ = "exercise_steps"
    __table_args__ = (one_of("phase", Phase), between("number", 1, 12))

    number: Mapped[Position]
    phase: Mapped[str]
    text: Mapped[str] = mapped_column(Text)


class ExerciseEquipment(OfExercise, Base):
    __tablename__ = "exercise_equipment"
    __table_args__ = (Index("ix_exercise_equipment_equipment", "equipment", "exercise"),)

    equipment: Mapped[SlugText] = mapped_column(reference("equipment.code"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    required: Mapped[bool]


class ExerciseRegion(OfExercise, Base):
    __tablename__ = "exercise_regions"
    __table_args__ = (
        one_of("role", RegionRole),
        one_of("effect", RegionEffect),
        Index("ix_exercise_regions_region", "region", "exercise"),
    )

    region: Mapped[SlugText] = mapped_column(reference("body_regions.slug"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    role: Mapped[str]
    effect: Mapped[str]


class ExerciseContraindication(OfExercise, Base):
    __tablename__ = "exercise_contraindications"
    __table_args__ = (
        one_of("action", ContraindicationAction),
        Index("ix_exercise_contraindications_condition", "condition"),
    )

    condition: Mapped[SlugText] = mapped_column(reference("conditions.code"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    action: Mapped[str]
    advice: Mapped[str] = mapped_column(Text)


class ExerciseLadder(OfExercise, Base):
    """A rung: how to make it easier or harder, `other` where that is another exercise."""

    __tablename__ = "exercise_ladders"
    __table_args__ = (
        one_of("direction", Direction),
        Index("ix_exercise_ladders_other", "other"),
    )

    direction: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[Position]
    other: Mapped[str | None] = mapped_column(SlugColumn, reference("exercises.slug"))
    text: Mapped[str] = mapped_column(Text)
    criterion: Mapped[str] = mapped_column(Text)


class ExerciseContributor(OfExercise, Base):
    __tablename__ = "exercise_contributors"
    __table_args__ = (
        one_of("role", ContributorRole),
        Index("ix_exercise_contributors_contributor", "contributor"),
    )

    contributor: Mapped[SlugText] = mapped_column(reference("contributors.slug"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    role: Mapped[str]


class ExerciseSource(OfExercise, Base):
    __tablename__ = "exercise_sources"
    __table_args__ = (Index("ix_exercise_sources_source", "source"),)

    source: Mapped[SlugText] = mapped_column(reference("sources.slug"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
