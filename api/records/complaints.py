"""A complaint as an editor writes it: `seed/complaints/{slug}.yaml`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from api.records.base import Code, Line, Provenance, Record, Renameable, Slug, Text
from api.records.exercises import DosageRange, DoseNumbers
from api.vocabulary import RECOMMENDING, AdviceTopic, Grade, Result, SelfCare

LayName = Annotated[str, StringConstraints(min_length=2, max_length=80)]
Week = Annotated[int, Field(ge=1, le=52)]
UNSOURCED: tuple[Grade, ...] = ("editorial", "none")
"""Grades of the editors' own judgement; every other one names the source behind it."""
Icd10 = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d(\.\d)?$")]


class LayNames(Record):
    """Everyday names. `misspelt` and the other languages help the search to find it."""

    en: list[LayName] = Field(min_length=1, max_length=40)
    misspelt: list[LayName] = Field(default_factory=list, max_length=40)
    es: list[LayName] = Field(default_factory=list, max_length=20)
    de: list[LayName] = Field(default_factory=list, max_length=20)
    fr: list[LayName] = Field(default_factory=list, max_length=20)


class ComplaintDosage(DoseNumbers):
    """Numbers of the exercise's dose that differ for this complaint.

    Leave out what is the same. `each_side` may be repeated to be clear, but never differs.
    """


class StudyNote(Record):
    """What one study found, in a sentence; where studies disagree, each of them has a note."""

    text: Line
    source: Slug
    result: Result


class Helper(Record):
    """The evidence for one exercise in this complaint.

    The order in the file is the rank of those that recommend (result supports or mixed); the
    others (no_effect, caution) are told without a rank.

    `dosage` and `dosage_range` hold only what differs from the exercise's own, and `dosage_source`
    is where that comes from (none: our own judgement). `from_week` is the week in which the
    exercise begins, if it is not the first: no plan has it earlier.
    """

    exercise: Slug
    grade: Grade
    result: Literal["supports", "mixed", "no_effect", "caution"]
    rationale: Line
    source: Slug | None = None
    dosage: ComplaintDosage | None = None
    dosage_range: DosageRange | None = None
    dosage_source: Slug | None = None
    from_week: Annotated[int, Field(ge=2, le=52)] | None = None
    evidence_notes: list[StudyNote] = Field(default_factory=list, max_length=10)

    @model_validator(mode="after")
    def source_has_its_dose(self) -> "Helper":
        if self.dosage_source is not None and self.dosage is None and self.dosage_range is None:
            raise ValueError("dosage_source needs a dosage or a dosage_range that it stands behind")
        return self

    @model_validator(mode="after")
    def grade_has_its_source(self) -> "Helper":
        check_source(self.grade, self.source)
        if self.grade == "none" and self.result in RECOMMENDING:
            raise ValueError("without evidence (grade none) nothing is recommended")
        return self


def check_source(grade: Grade, source: str | None) -> None:
    """Raise ValueError if a grade has no source behind it, or if our own pick claims one."""
    if grade in UNSOURCED and source is not None:
        raise ValueError(f"grade {grade} has no source; with one it is expert or stronger")
    if grade not in UNSOURCED and source is None:
        raise ValueError(f"grade {grade} needs the source that stands behind it")


class Avoid(Record):
    """Something to avoid, and why; `exercise` is its slug if it is in the catalogue."""

    exercise: Slug | None = None
    text: Line
    why: Line
    grade: Grade = "editorial"
    source: Slug | None = None

    @model_validator(mode="after")
    def grade_has_its_source(self) -> "Avoid":
        check_source(self.grade, self.source)
        return self


class SelfCareAdvice(Record):
    """What helps besides exercises, or what to expect. Without a source it is our own advice."""

    topic: AdviceTopic
    text: Line
    source: Slug | None = None


class Variant(Record):
    """The advice if a condition is stated (the tendon's insertion or its middle).

    It replaces the complaint's own `exercises` and those of its `avoid` that name an exercise.
    The complaint itself carries the stricter reading.
    """

    condition: Code
    note: Line
    exercises: list[Helper] = Field(max_length=20)
    avoid: list[Avoid] = Field(max_length=20)


class PlanPhase(Record):
    from_week: Week
    to_week: Week
    focus: Line
    exercises: list[Slug] = Field(max_length=12)


class PlanShape(Record):
    """The usual course of the weeks: phases, length, weeks of review, and maintenance."""

    summary: Line
    weeks: tuple[Week, Week]
    phases: list[PlanPhase] = Field(max_length=6)
    review_weeks: list[Week] = Field(max_length=6)
    maintenance: Line | None = None


class ClassificationCode(Record):
    system: Literal["icd-10"]
    code: Icd10


class Complaint(Renameable):
    """One complaint. With `same_plan_as` the plan, exercises, variants and advice are that one's.

    `injury`: something is sore or injured, so the pain rule belongs to it.
    """

    lay_names: LayNames
    description: Text
    regions: list[Slug] = Field(min_length=1, max_length=10)
    self_care: SelfCare
    injury: bool = False
    notice: Line | None = None
    red_flags: list[Code] = Field(min_length=1, max_length=30)
    same_plan_as: Slug | None = None
    exercises: list[Helper] = Field(default_factory=list, max_length=20)
    avoid: list[Avoid] = Field(default_factory=list, max_length=20)
    variants: list[Variant] = Field(default_factory=list, max_length=4)
    self_care_advice: list[SelfCareAdvice] = Field(default_factory=list, max_length=20)
    plan_shape: PlanShape | None = None
    asks: list[Code] = Field(max_length=16)
    codes: list[ClassificationCode] = Field(max_length=4)
    evidence_note: Text
    sources: list[Slug] = Field(max_length=20)
    provenance: Provenance

    @model_validator(mode="after")
    def is_consistent(self) -> "Complaint":
        own = self.exercises or self.avoid or self.variants or self.plan_shape
        if self.same_plan_as is not None and (own or self.self_care_advice):
            raise ValueError(
                "same_plan_as takes exercises, avoid, variants, self_care_advice and plan_shape"
                " from there"
            )
        readings: list[Complaint | Variant] = [self, *self.variants]
        for listing in readings:
            named = [h.exercise for h in listing.exercises]
            named += [a.exercise for a in listing.avoid if a.exercise is not None]
            twice = sorted({slug for slug in named if named.count(slug) > 1})
            if twice:
                raise ValueError(f"listed twice: {', '.join(twice)}")
        if self.self_care in ("no", "after_clearance") and self.notice is None:
            raise ValueError("say in notice why no exercise is offered")
        return self
