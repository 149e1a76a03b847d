"""An app's questions (`conditions.yaml`, `red_flags.yaml`, `equipment.yaml`), and notices."""

from pydantic import Field, model_validator

from api.records.base import Code, Line, Name, Record, Slug, Text
from api.vocabulary import GRAVE, Offers, Restriction, Tier


class Effect(Record):
    """What a warning sign or a condition does to exercises; nothing else decides about them.

    `offers` is what it leaves of them. `counts_as` are conditions that it implies: what they forbid
    is then forbidden. `chooses_variant` is the condition of the complaint's variant that holds
    then. `clears` are conditions for which it says that a clinician agreed to exercise.
    """

    offers: Offers
    counts_as: list[Code] = Field([], max_length=4)
    chooses_variant: Code | None = None
    clears: list[Code] = Field([], max_length=4)


class Condition(Record):
    """A fact about the person that changes the advice.

    A condition that restricts exercises says in `restriction` how: seated or supported ones only,
    or as each exercise's contraindications say. `rationale` names the clinical rule behind it in
    plain words.
    """

    code: Code
    name: Name
    question: Line
    effect: Effect
    restriction: Restriction | None = None
    rationale: Line
    advice: Line
    source: Slug | None = None

    @model_validator(mode="after")
    def restricts_in_one_way(self) -> "Condition":
        if (self.effect.offers == "restricted") != (self.restriction is not None):
            raise ValueError("restriction is given if effect.offers is restricted, and only then")
        return self


class RedFlag(Record):
    """A warning sign. `sign` describes it, `advice` says what to do.

    `effect_text` says in words what `effect` does to exercises. After a sign of the tier emergency
    or urgent none is ever offered. `risk_factors` are conditions with which it is likelier, so that
    a *no* alone does not settle it. `only_with` is the condition without which it cannot be there.
    """

    code: Code
    name: Name
    question: Line
    sign: Line
    tier: Tier
    effect: Effect
    effect_text: Line
    risk_factors: list[Code] = Field([], max_length=12)
    only_with: Code | None = None
    advice: Line
    source: Slug | None = None

    @model_validator(mode="after")
    def grave_signs_offer_none(self) -> "RedFlag":
        if self.tier in GRAVE and self.effect.offers != "none":
            raise ValueError(f"effect.offers has to be none with the tier {self.tier}")
        return self


class Equipment(Record):
    """A thing an exercise uses; `household` things are taken to be at hand."""

    code: Slug
    name: Name
    question: Line
    effect: Line
    advice: Line
    household: bool


class Notice(Record):
    """A sentence that many answers carry (the stop rule, for example)."""

    code: Code
    text: Text
