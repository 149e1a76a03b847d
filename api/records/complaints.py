"""A complaint as an editor writes it: `seed/complaints/{slug}.yaml`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from api.records.base import Code, Line, Provenance, Record, Renameable, Slug, Text
from api.vocabulary import RECOMMENDING, Grade, SelfCare

LayName = Annotated[str, StringConstraints(min_length=2, max_length=80)]
Icd10 = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d(\.\d)?$")]


class LayNames(Record):
    """Everyday names. `misspelt` and the other languages help the search to find it."""

    en: list[LayName] = Field(min_length=1, max_length=40)
    misspelt: list[LayName] = Field(default_factory=list, max_length=40)
    es: list[LayName] = Field(default_factory=list, max_length=20)
    de: list[LayName] = Field(default_factory=list, max_length=20)
    fr: list[LayName] = Field(default_factory=list, max_length=20)


class Helper(Record):
    """The evidence for one exercise in this complaint.

    The order in the file is the rank of those that recommend (result supports or mixed); the
    others (no_effect, caution) are told without a rank.
    """

    exercise: Slug
    grade: Grade
    result: Literal["supports", "mixed", "no_effect", "caution"]
    rationale: Line
    source: Slug | None = None

    @model_validator(mode="after")
    def grade_has_its_source(self) -> "Helper":
        if self.grade in ("guideline", "pooled", "trial", "article") and self.source is None:
            raise ValueError(f"grade {self.grade} needs the source that stands behind it")
        if self.grade == "none" and self.result in RECOMMENDING:
            raise ValueError("without evidence (grade none) nothing is recommended")
        return self


class Avoid(Record):
    """Something to avoid, and why; `exercise` is its slug if it is in the catalogue."""

    exercise: Slug | None = None
    text: Line
    why: Line
    grade: Grade = "expert"
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
    from_week: Annotated[int, Field(ge=1, le=52)]
    to_week: Annotated[int, Field(ge=1, le=52)]
    focus: Line
    exercises: list[Slug] = Field(max_length=12)


class PlanShape(Record):
    """The usual course of the weeks: phases, length, weeks of review, and maintenance."""

    summary: Line
    weeks: tuple[Annotated[int, Field(ge=1, le=52)], Annotated[int, Field(ge=1, le=52)]]
    phases: list[PlanPhase] = Field(max_length=6)
    review_weeks: list[Annotated[int, Field(ge=1, le=52)]] = Field(max_length=6)
    maintenance: Line | None = None


class ClassificationCode(Record):
    system: Literal["icd-10"]
    code: Icd10


class Complaint(Renameable):
    """One complaint. With `same_plan_as` the exercises, avoid, plan and variants are that one's."""

    lay_names: LayNames
    description: Text
    regions: list[Slug] = Field(min_length=1, max_length=10)
    self_care: SelfCare
    notice: Line | None = None
    red_flags: list[Code] = Field(min_length=1, max_length=20)
    same_plan_as: Slug | None = None
    exercises: list[Helper] = Field(default_factory=list, max_length=20)
    avoid: list[Avoid] = Field(default_factory=list, max_length=20)
    variants: list[Variant] = Field(default_factory=list, max_length=4)
    plan_shape: PlanShape | None = None
    asks: list[Code] = Field(max_length=12)
    codes: list[ClassificationCode] = Field(max_length=4)
    evidence_note: Text
    sources: list[Slug] = Field(max_length=20)
    provenance: Provenance

    @model_validator(mode="after")
    def is_consistent(self) -> "Complaint":
        own = self.exercises or self.avoid or self.variants or self.plan_shape
        if self.same_plan_as is not None and own:
            raise ValueError(
                "same_plan_as takes exercises, avoid, variants and plan_shape from there"
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
