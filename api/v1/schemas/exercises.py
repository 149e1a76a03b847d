"""Exercises as v1 answers them."""

from typing import Annotated

from pydantic import Field

from api.v1.schemas.base import (
    Line,
    Name,
    Output,
    PageOf,
    Path,
    Provenance,
    Reference,
    Slug,
    SourceReference,
    Stamped,
    Terms,
    Text,
    Timestamp,
)
from api.v1.schemas.media import ANIMATION, POSTER, Media, Picture
from api.vocabulary import (
    Collection,
    ContraindicationAction,
    ContributorRole,
    Grade,
    Interpretation,
    Kind,
    Laterality,
    Level,
    Load,
    Phase,
    Position,
    RegionEffect,
    RegionRole,
    Result,
    When,
)

Count = Annotated[int, Field(ge=0, le=100)]
Seconds = Annotated[int, Field(ge=0, le=36_000)]
Span = Annotated[list[Annotated[int, Field(ge=1, le=300)]], Field(min_length=2, max_length=2)]


InCollection = Annotated[
    Collection,
    Field(
        description="`article`: one of the twelve of the magazine article; `extended`: from a"
        " published programme or our own addition, never in the article's name."
    ),
]


class Evidence(Output):
    """The strength of the evidence, and its finding.

    Only `supports` and `mixed` are recommendations. `no_effect`: studies found no effect.
    `caution`: be careful. `avoid`: do not do it.
    """

    grade: Grade
    result: Result


class Step(Output):
    number: int = Field(ge=1, le=12)
    phase: Phase
    text: Line


class Dosage(Output):
    """How much: in numbers, null if one does not apply, and in words to show to people.

    Either `duration_seconds` ("a few minutes") or `sets` and `reps` with a hold or a pace.
    """

    sets: Count | None
    reps: Count | None
    reps_start: Count | None = Field(description="Repetitions to begin with, if fewer.")
    hold_seconds: Seconds | None
    rep_seconds: Seconds | None = Field(description="Length of a moved repetition.")
    rest_seconds: Seconds | None = Field(description="Rest between sets.")
    tempo: str | None = Field(description="Seconds up, pause and down, as in 3-1-3.", max_length=12)
    each_side: bool
    duration_seconds: Seconds | None
    sessions_per_day: Count | None
    days_per_week: Count | None
    when: When | None
    text: str = Field(
        description="The whole dose in full sentences; in a plan without how often, because the"
        " plan has days.",
        max_length=300,
    )


class DosageRange(Output):
    """The published range, `[lowest, highest]`; null if nothing is published."""

    sets: Span | None
    reps: Span | None
    hold_seconds: Span | None


class ExerciseEquipment(Output):
    slug: Slug
    name: Name
    required: bool
    household: bool = Field(description="Assumed to be in every home.")


class ExerciseRegion(Reference):
    role: RegionRole
    effect: RegionEffect


class ExerciseComplaint(Reference):
    """The evidence of this exercise for a complaint; look at `evidence.result` first."""

    evidence: Evidence
    rationale: Line
    source: SourceReference | None


class Contraindication(Output):
    condition: Slug
    name: Name = Field(description="Of the condition, to show to people.")
    action: ContraindicationAction
    advice: Line


class Ladder(Output):
    """An easier or harder form, with the criterion for changing to it.

    `exercise` is its slug if it is another exercise of the catalogue.
    """

    exercise: Slug | None
    text: Line
    criterion: Line


class ExerciseContributor(Reference):
    role: ContributorRole


class EvidenceNote(Output):
    """What a publication says about an exercise; where studies disagree, both are there.

    `complaint` is null if the note is about the exercise itself, `evidence` if it is no finding,
    `source` if it is our own remark.
    """

    text: Text
    complaint: Slug | None
    evidence: Evidence | None
    source: SourceReference | None


class Exercise(Terms, Stamped):
    """An exercise, complete."""

    slug: Slug
    url: Path
    name: Name
    aliases: list[Name] = Field(max_length=20)
    kind: Kind
    load: Load
    positions: list[Position] = Field(
        description="The first is the usual one.", min_length=1, max_length=4
    )
    level: Level
    equipment: list[ExerciseEquipment] = Field(max_length=6)
    laterality: Laterality
    summary: Line
    steps: list[Step] = Field(max_length=12)
    feel: Line = Field(description="The sensation during the exercise.")
    cues: list[Line] = Field(max_length=8)
    mistakes: list[Line] = Field(max_length=10)
    dosage: Dosage
    dosage_range: DosageRange
    estimated_seconds: Seconds
    regions: list[ExerciseRegion] = Field(max_length=16)
    complaints: list[ExerciseComplaint] = Field(max_length=100)
    contraindications: list[Contraindication] = Field(max_length=32)
    easier: list[Ladder] = Field(max_length=6)
    harder: list[Ladder] = Field(max_length=6)
    contributors: list[ExerciseContributor] = Field(max_length=6)
    evidence_notes: list[EvidenceNote] = Field(max_length=40)
    sources: list[SourceReference] = Field(max_length=20)
    poster: Picture | None = Field(description=POSTER)
    animation: Picture | None = Field(description=ANIMATION)
    media: list[Media] = Field(
        description="Posters, then animations, then stills of steps. The first of a kind is the"
        " main one.",
        max_length=40,
    )
    collection: InCollection
    interpretation: Interpretation = Field(
        description="Whether the article describes it, or how certain the meaning of its name is."
    )
    interpretation_note: Text | None
    provenance: Provenance


class ComplaintEvidence(Output):
    slug: Slug
    evidence: Evidence


class ExerciseSummary(Output):
    """The short form of an exercise, for lists."""

    slug: Slug
    url: Path
    name: Name
    collection: InCollection
    kind: Kind
    positions: list[Position] = Field(max_length=4)
    level: Level
    summary: Line
    estimated_seconds: Seconds
    equipment: list[Slug] = Field(max_length=6)
    regions: list[Slug] = Field(max_length=16)
    complaints: list[ComplaintEvidence] = Field(max_length=100)
    poster: Picture | None = Field(description=POSTER)
    animation: Picture | None = Field(description=ANIMATION)
    updated_at: Timestamp


class ExerciseNotice(Output):
    """The reason why the list leaves out a complaint's exercises: a clinician comes first."""

    code: str = Field(max_length=64)
    complaint: Slug
    text: Text


class ExercisePage(PageOf):
    items: list[ExerciseSummary] = Field(max_length=100)
    notices: list[ExerciseNotice] = Field(max_length=100)
