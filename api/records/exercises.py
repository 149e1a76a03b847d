"""An exercise as an editor writes it: `seed/exercises/{slug}.yaml`."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from api.messages.dose_texts import names_in
from api.records.base import Code, Line, Name, Prose, Provenance, Record, Renameable, Slug, Text
from api.vocabulary import (
    Collection,
    ContraindicationAction,
    ContributorRole,
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

Sets = Annotated[int, Field(ge=1, le=10)]
Reps = Annotated[int, Field(ge=1, le=100)]
Seconds = Annotated[int, Field(ge=1, le=300)]
Cue = Annotated[str, StringConstraints(min_length=2, max_length=140), Prose()]
"""One thing to mind while moving, short enough to be spoken."""
Tempo = Annotated[str, StringConstraints(pattern=r"^\d{1,2}-\d{1,2}-\d{1,2}$")]


class DoseNumbers(Record):
    """The numbers of a dose, each null where it does not apply.

    `tempo` is lift-pause-lower in seconds.
    """

    sets: Sets | None = None
    reps: Reps | None = None
    reps_start: Reps | None = None
    hold_seconds: Seconds | None = None
    rep_seconds: Annotated[int, Field(ge=1, le=60)] | None = None
    rest_seconds: Annotated[int, Field(ge=0, le=300)] | None = None
    tempo: Tempo | None = None
    each_side: bool | None = None
    duration_seconds: Annotated[int, Field(ge=10, le=3600)] | None = None
    sessions_per_day: Annotated[int, Field(ge=1, le=6)] | None = None
    days_per_week: Annotated[int, Field(ge=1, le=7)] | None = None
    when: When | None = None


class Dosage(DoseNumbers):
    """How much: integers, null where a number does not apply.

    Either `duration_seconds` alone ("a few minutes"), or `sets` and `reps` with `hold_seconds`
    (held) or `rep_seconds` (moved). `tempo` is lift-pause-lower in seconds, the parts of
    `rep_seconds`.
    """

    each_side: bool

    @model_validator(mode="after")
    def is_countable(self) -> "Dosage":
        counted = self.sets is not None and self.reps is not None
        timed = self.hold_seconds is not None or self.rep_seconds is not None
        if self.duration_seconds is None and not (counted and timed):
            raise ValueError(
                "give duration_seconds, or sets and reps with hold_seconds or rep_seconds"
            )
        if self.duration_seconds is not None and (counted or timed):
            raise ValueError("duration_seconds stands alone, without sets, reps and seconds")
        if self.tempo is not None and sum(map(int, self.tempo.split("-"))) != self.rep_seconds:
            raise ValueError("the seconds of tempo add up to rep_seconds")
        return self


class DosageRange(Record):
    """The published range, `[lowest, highest]`; the dose stays inside it."""

    sets: tuple[Sets, Sets] | None = None
    reps: tuple[Reps, Reps] | None = None
    hold_seconds: tuple[Seconds, Seconds] | None = None

    @model_validator(mode="after")
    def is_ordered(self) -> "DosageRange":
        for name in ("sets", "reps", "hold_seconds"):
            span = getattr(self, name)
            if span is not None and span[0] > span[1]:
                raise ValueError(f"{name}: the lowest stands first, as in [1, 3]")
        return self


class Step(Record):
    """One step. A text that names the dose has placeholders, and a plain form without numbers."""

    phase: Phase
    text: Line
    plain: Line | None = None

    @model_validator(mode="after")
    def has_both_forms(self) -> "Step":
        if bool(names_in(self.text)) != (self.plain is not None):
            raise ValueError("a text with a placeholder has a plain form, and no other text does")
        if self.plain is not None and names_in(self.plain):
            raise ValueError("the plain form has no placeholders")
        return self


class ExerciseEquipment(Record):
    slug: Slug
    required: bool


class ExerciseRegion(Record):
    slug: Slug
    role: RegionRole
    effect: RegionEffect


class Contraindication(Record):
    condition: Code
    action: ContraindicationAction
    advice: Line


class Ladder(Record):
    """An easier or harder form; `exercise` is its slug if it is another one of the catalogue."""

    exercise: Slug | None = None
    text: Line
    criterion: Line


class EvidenceNote(Record):
    """What one publication says about an exercise; `result` if it is a finding about its effect.

    A finding for a complaint is a note of that complaint instead, and is served with the exercise.
    """

    text: Line
    source: Slug | None = None
    result: Result | None = None

    @model_validator(mode="after")
    def finding_has_its_source(self) -> "EvidenceNote":
        if self.result is not None and self.source is None:
            raise ValueError("a result needs the source that found it")
        return self


class ExerciseContributor(Record):
    slug: Slug
    role: ContributorRole


class Exercise(Renameable):
    """One exercise, complete; complaints point to it, not the other way round."""

    aliases: list[Name] = Field(max_length=20)
    collection: Collection
    kind: Kind
    load: Load
    positions: list[Position] = Field(min_length=1, max_length=4)
    level: Level
    equipment: list[ExerciseEquipment] = Field(max_length=6)
    laterality: Laterality
    summary: Line
    steps: list[Step] = Field(min_length=2, max_length=12)
    feel: Line
    cues: list[Cue] = Field(max_length=8)
    evidence_notes: list[EvidenceNote] = Field(default_factory=list, max_length=8)
    mistakes: list[Line] = Field(max_length=10)
    dosage: Dosage
    dosage_range: DosageRange
    regions: list[ExerciseRegion] = Field(min_length=1, max_length=16)
    contraindications: list[Contraindication] = Field(max_length=32)
    easier: list[Ladder] = Field(max_length=6)
    harder: list[Ladder] = Field(max_length=6)
    contributors: list[ExerciseContributor] = Field(max_length=6)
    sources: list[Slug] = Field(min_length=1, max_length=20)
    interpretation: Interpretation
    interpretation_note: Text | None = None
    provenance: Provenance

    @model_validator(mode="after")
    def is_consistent(self) -> "Exercise":
        if self.dosage.each_side != (self.laterality == "each_side"):
            raise ValueError("dosage.each_side and laterality contradict each other")
        for name in ("sets", "reps", "hold_seconds"):
            given, span = getattr(self.dosage, name), getattr(self.dosage_range, name)
            if given is not None and span is not None and not span[0] <= given <= span[1]:
                raise ValueError(f"dosage.{name} {given} is outside dosage_range {list(span)}")
        if self.interpretation in ("probable", "ambiguous") and not self.interpretation_note:
            raise ValueError("say in interpretation_note how the name was read")
        return self
