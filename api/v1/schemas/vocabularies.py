"""Conditions, red flags and equipment as v1 answers them: questions an app can render."""

from pydantic import Field

from api.v1.schemas.base import (
    Line,
    Name,
    Output,
    PageOf,
    Path,
    Slug,
    SourceReference,
    Stamped,
    Timestamp,
)
from api.vocabulary import Offers, Restriction, Tier


class Effect(Output):
    """What a warning sign or a condition does to exercises; one rule for every address.

    `offers`: `none`, `after_clearance` (none until a clinician has cleared it), `restricted` (the
    allowed ones) or `unchanged`. `counts_as` are conditions that it implies, `chooses_variant`
    the variant of a complaint that holds then, `clears` conditions for which it says that a
    clinician agreed to exercise.
    """

    offers: Offers
    counts_as: list[Slug] = Field(max_length=4)
    chooses_variant: Slug | None
    clears: list[Slug] = Field(max_length=4)


class ConditionFields(Output):
    code: Slug
    url: Path
    name: Name
    question: Line
    effect: Effect
    restriction: Restriction | None = Field(
        description="How exercises are restricted: seated or supported ones only, or as each"
        " exercise says in its contraindications."
    )
    rationale: Line = Field(description="The clinical rule behind it, in plain words.")
    advice: Line
    source: SourceReference | None


class Condition(ConditionFields, Stamped):
    """A fact about the person that changes the advice."""


class ConditionSummary(ConditionFields):
    updated_at: Timestamp


class ConditionPage(PageOf):
    items: list[ConditionSummary] = Field(max_length=100)


class RedFlagFields(Output):
    code: Slug
    url: Path
    name: Name
    question: Line
    sign: Line
    tier: Tier
    effect: Effect
    effect_text: Line
    risk_factors: list[Slug] = Field(
        description="Conditions with which the sign is likelier: with one of them a *no* is not"
        " enough, and a clinician comes first.",
        max_length=12,
    )
    only_with: Slug | None = Field(
        description="The condition without which the sign cannot be there; null: there is none."
    )
    advice: Line
    source: SourceReference | None


class RedFlag(RedFlagFields, Stamped):
    """A warning sign, with the advice if it is there."""


class RedFlagSummary(RedFlagFields):
    updated_at: Timestamp


class RedFlagPage(PageOf):
    items: list[RedFlagSummary] = Field(max_length=100)


class EquipmentFields(Output):
    code: Slug
    url: Path
    name: Name
    question: Line
    effect: Line
    advice: Line
    household: bool = Field(description="Taken to be at hand in any home.")


class Equipment(EquipmentFields, Stamped):
    """A thing that an exercise uses."""


class EquipmentSummary(EquipmentFields):
    updated_at: Timestamp


class EquipmentPage(PageOf):
    items: list[EquipmentSummary] = Field(max_length=100)
