"""The documents of conditions, red flags and equipment: an app's questions, with advice."""

from api.addresses import path_of
from api.records.vocabularies import Condition, Equipment, RedFlag
from api.v1.documents.base import BuiltDocument, Content, Context
from api.vocabulary import ConditionEffect, Offers, Restriction, words

OFFERS: dict[ConditionEffect, Offers] = {
    "no_exercises_until_cleared": "after_clearance",
    "seated_or_supported_only": "restricted",
    "per_exercise": "restricted",
    "chooses_variant": "unchanged",
}
"""What a condition leaves of the exercises, by the editors' word for its effect."""


def build_condition(condition: Condition, context: Context) -> BuiltDocument:
    content: Content = {
        "code": condition.code,
        "url": path_of("condition", condition.code),
        "name": condition.name,
        "question": condition.question,
        "effect": condition_effect(condition),
        "restriction": condition.effect if condition.effect in words(Restriction) else None,
        "rationale": condition.rationale,
        "advice": condition.advice,
        "source": context.source(condition.source),
    }
    return entry("condition", content, context)


def build_red_flag(red_flag: RedFlag, context: Context) -> BuiltDocument:
    content: Content = {
        "code": red_flag.code,
        "url": path_of("red-flag", red_flag.code),
        "name": red_flag.name,
        "question": red_flag.question,
        "sign": red_flag.sign,
        "tier": red_flag.tier,
        "effect": red_flag_effect(red_flag, context),
        "effect_text": red_flag.effect,
        "risk_factors": [],
        "advice": red_flag.advice,
        "source": context.source(red_flag.source),
    }
    return entry("red-flag", content, context)


def build_equipment(equipment: Equipment, context: Context) -> BuiltDocument:
    content = {
        "code": equipment.code,
        "url": path_of("equipment", equipment.code),
        "name": equipment.name,
        "question": equipment.question,
        "effect": equipment.effect,
        "advice": equipment.advice,
        "household": equipment.household,
    }
    return entry("equipment", content, context)


def condition_effect(condition: Condition) -> Content:
    """Return what a condition does to exercises."""
    chooses = condition.code if condition.effect == "chooses_variant" else None
    return {"offers": OFFERS[condition.effect], "counts_as": [], "chooses_variant": chooses}


def red_flag_effect(red_flag: RedFlag, context: Context) -> Content:
    """Return what a warning sign does to exercises; a grave one leaves none.

    A sign for a clinician does the same as the strictest of the conditions that it implies.
    """
    if red_flag.tier != "see_clinician":
        offers = "none"
    else:
        conditions = context.original.conditions
        implied = [OFFERS[conditions[code].effect] for code in red_flag.counts_as]
        offers = min(implied, key=words(Offers).index, default="unchanged")
    return {"offers": offers, "counts_as": red_flag.counts_as, "chooses_variant": None}


def entry(kind: str, content: Content, context: Context) -> BuiltDocument:
    """Return an entry of a vocabulary; its list carries it whole."""
    return BuiltDocument(kind, content["code"], context.language, content, content)
