"""Routines as v1 answers them."""

from pydantic import Field

from api.v1.schemas.base import (
    Line,
    Name,
    Output,
    PageOf,
    Path,
    Provenance,
    Reference,
    RoutineSlug,
    Slug,
    Stamped,
    Terms,
    Text,
    Timestamp,
)
from api.v1.schemas.exercises import Contraindication, Dosage, ExerciseEquipment, Seconds, Step
from api.v1.schemas.media import ANIMATION, POSTER, Media, Picture
from api.vocabulary import Goal, Kind, Laterality, Level, OwnerKind, Position, RoutineFormat, When

OF_ALL_ITEMS = (
    "Of all items together. In a `one_a_day` routine they take turns, so a day takes as long as its"
    " item."
)


class Owner(Output):
    kind: OwnerKind
    name: Name


class Schedule(Output):
    sessions_per_day: int = Field(ge=1, le=6)
    days_per_week: int = Field(ge=1, le=7)
    when: When | None
    text: Line


class RoutineExercise(Output):
    """An exercise as it was when this version was published."""

    slug: Slug
    name: Name
    kind: Kind
    positions: list[Position] = Field(max_length=4)
    laterality: Laterality
    summary: Line
    steps: list[Step] = Field(max_length=12)
    feel: Line
    cues: list[Line] = Field(max_length=8)
    mistakes: list[Line] = Field(max_length=10)
    contraindications: list[Contraindication] = Field(max_length=32)
    poster: Picture | None = Field(description=POSTER)
    animation: Picture | None = Field(description=ANIMATION)
    media: list[Media] = Field(
        description="The main animation, then stills of steps; the exercise itself has all.",
        max_length=20,
    )


class RoutineItem(Output):
    number: int = Field(ge=1, le=50)
    exercise: RoutineExercise
    dosage: Dosage
    seconds: Seconds
    note: Line | None


class Advisory(Output):
    """A later finding about a published version: an exercise was renamed or removed."""

    code: str = Field(max_length=64)
    exercise: Slug
    replaced_by: Slug | None
    text: Line


class RoutineVersion(Terms):
    """A published version. Its exercises, text and doses never change; `advisories` may."""

    slug: RoutineSlug
    url: Path
    name: Name
    summary: Line
    goal: Goal
    format: RoutineFormat
    level: Level
    equipment: list[ExerciseEquipment] = Field(max_length=40)
    complaints: list[Reference] = Field(max_length=12)
    regions: list[Reference] = Field(max_length=100)
    items: list[RoutineItem] = Field(max_length=50)
    schedule: Schedule
    total_seconds: Seconds = Field(description=OF_ALL_ITEMS)
    version: int = Field(ge=1, le=10_000)
    published_at: Timestamp
    owner: Owner
    provenance: Provenance
    stop_rule: Text
    advisories: list[Advisory] = Field(max_length=50)


class Routine(RoutineVersion, Stamped):
    """A routine in its newest published version."""


class RoutineSummary(Output):
    slug: RoutineSlug
    url: Path
    name: Name
    summary: Line
    goal: Goal
    format: RoutineFormat
    level: Level
    equipment: list[Slug] = Field(max_length=40)
    complaints: list[Slug] = Field(max_length=12)
    regions: list[Slug] = Field(max_length=100)
    exercises: list[Slug] = Field(max_length=50)
    total_seconds: Seconds = Field(description=OF_ALL_ITEMS)
    version: int = Field(ge=1, le=10_000)
    published_at: Timestamp
    owner: Owner
    updated_at: Timestamp


class RoutinePage(PageOf):
    items: list[RoutineSummary] = Field(max_length=100)
