"""Conditions, red flags and equipment as v1 answers them: questions an app can render."""

from pydantic import Field

from api.v1.schemas.base import (
    Line,
    Name,
    Output,
    PageOf,
    Slug,
    SourceReference,
    Stamped,
    Timestamp,
)
from api.vocabulary import ConditionEffect, Tier


class ConditionFields(Output):
    code: Slug
    name: Name
    question: Line
    effect: ConditionEffect
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
    name: Name
    question: Line
    sign: Line
    tier: Tier
    effect: Line
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
