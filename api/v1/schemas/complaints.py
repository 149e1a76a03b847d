"""Complaints as v1 answers them."""

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
from api.v1.schemas.exercises import (
    Contraindication,
    Dosage,
    DosageRange,
    Evidence,
    EvidenceNote,
    ExerciseContributor,
    ExerciseSummary,
    Step,
)
from api.v1.schemas.safety import AskedDecision, Screening
from api.vocabulary import AdviceTopic, Interpretation, SelfCare, Tier

Week = Annotated[int, Field(ge=1, le=52)]


FROM_WEEK = Field(
    description="The week in which to begin it for this complaint. No plan has it sooner. Null"
    " means the first week."
)


EVIDENCE_NOTES = Field(
    description="Single studies of this exercise for this complaint, those that found nothing"
    " included: where they disagree, both sides are here.",
    max_length=10,
)


class RedFlagSign(Output):
    """A warning sign to ask for first. `emergency` and `urgent` mean care before exercise."""

    code: Slug
    sign: Line
    tier: Tier


class HelpingExercise(Reference):
    """The evidence for one exercise; only exercises with a `rank` are recommended."""

    evidence: Evidence
    rationale: Line
    source: SourceReference | None
    rank: int | None = Field(ge=1, le=100)
    dosage: Dosage | None = Field(
        description="The whole dose for this complaint, so that nothing has to be merged. The"
        " complaint's `provenance` names each number that differs (`exercises.0.dosage.reps`); the"
        " others are the exercise's own."
    )
    dosage_range: DosageRange | None
    from_week: Week | None = FROM_WEEK
    evidence_notes: list[EvidenceNote] = EVIDENCE_NOTES


class SelfCareAdvice(Output):
    """What helps besides exercises, or what to expect. Without a source it is our own advice."""

    topic: AdviceTopic
    text: Text
    source: SourceReference | None


SELF_CARE_ADVICE = Field(
    description="What helps besides exercises, and what to expect, by topic; also where no exercise"
    " is offered.",
    max_length=20,
)
PAIN_RULE = Field(
    description="How much pain is all right, also the next morning; null if nothing is injured."
)


class Avoid(Output):
    """Something to avoid; `exercise` is its slug if it is an exercise of the catalogue."""

    exercise: Slug | None
    text: Line
    why: Line


class Variant(Output):
    """The advice if this condition is stated; by default the complaint's own, stricter one."""

    condition: Slug
    note: Line
    exercises: list[HelpingExercise] = Field(max_length=20)
    avoid: list[Avoid] = Field(max_length=40)


class PlanPhase(Output):
    from_week: int = Field(ge=1, le=52)
    to_week: int = Field(ge=1, le=52)
    focus: Line
    exercises: list[Slug] = Field(max_length=12)


class PlanShape(Output):
    """The usual course of the weeks."""

    summary: Line
    weeks: list[Week] = Field(description="`[shortest, longest]`.", min_length=2, max_length=2)
    phases: list[PlanPhase] = Field(max_length=6)
    review_weeks: list[Week] = Field(max_length=6)
    maintenance: Line | None


class Ask(Output):
    """A condition to ask about before exercises are offered for this complaint."""

    code: Slug
    name: Name
    question: Line


class ClassificationCode(Output):
    system: str = Field(description="`icd-10`: the WHO's classification.", max_length=24)
    code: str = Field(max_length=16)


class Complaint(Terms, Stamped):
    """A complaint, complete. `exercises` and `avoid` hold if no variant applies."""

    slug: Slug
    url: Path
    name: Name
    lay_names: list[Line] = Field(
        description="Everyday names, with misspellings and other languages.", max_length=140
    )
    description: Text
    regions: list[Reference] = Field(max_length=10)
    self_care: SelfCare
    notice: Line | None = Field(description="Important information to show first.")
    red_flags: list[RedFlagSign] = Field(max_length=30)
    same_plan_as: Slug | None
    exercises: list[HelpingExercise] = Field(max_length=20)
    self_care_advice: list[SelfCareAdvice] = SELF_CARE_ADVICE
    pain_rule: Text | None = PAIN_RULE
    avoid: list[Avoid] = Field(max_length=20)
    variants: list[Variant] = Field(max_length=4)
    plan_shape: PlanShape | None
    asks: list[Ask] = Field(max_length=16)
    codes: list[ClassificationCode] = Field(max_length=4)
    evidence_note: Text
    sources: list[SourceReference] = Field(max_length=20)
    provenance: Provenance


class ComplaintSummary(Output):
    slug: Slug
    url: Path
    name: Name
    description: Text
    regions: list[Slug] = Field(max_length=10)
    self_care: SelfCare
    same_plan_as: Slug | None
    updated_at: Timestamp


class ComplaintPage(PageOf):
    items: list[ComplaintSummary] = Field(max_length=100)


class ComplaintExercise(Output):
    """One exercise that helps, with instructions, dose and the reason for its rank."""

    rank: int = Field(ge=1, le=100)
    exercise: ExerciseSummary
    evidence: Evidence
    rationale: Line
    source: SourceReference | None
    steps: list[Step] = Field(max_length=12)
    feel: Line
    dosage: Dosage
    dosage_range: DosageRange
    from_week: Week | None = FROM_WEEK
    evidence_notes: list[EvidenceNote] = EVIDENCE_NOTES
    contraindications: list[Contraindication] = Field(max_length=32)
    contributors: list[ExerciseContributor] = Field(max_length=6)
    interpretation: Interpretation


class ComplaintExercises(Terms):
    """Ranked exercises for a complaint, with the questions and warnings around them.

    Ask about the red flags first. If a clinician has to come first, `items` is empty and `notice`
    gives the reason.
    """

    complaint: Reference
    self_care: SelfCare
    decision: AskedDecision
    screening: Screening
    notice: Text | None
    red_flags: list[RedFlagSign] = Field(max_length=30)
    asks: list[Ask] = Field(max_length=16)
    items: list[ComplaintExercise] = Field(max_length=20)
    avoid: list[Avoid] = Field(max_length=20)
    stop_rule: Text
    pain_rule: Text | None = PAIN_RULE
    plan_shape: PlanShape | None
    self_care_advice: list[SelfCareAdvice] = SELF_CARE_ADVICE
    evidence_note: Text
