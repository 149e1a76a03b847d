"""The documents of conditions, red flags and equipment: an app's questions, with advice."""

from api.addresses import path_of
from api.records.vocabularies import Condition, Equipment, RedFlag
from api.v1.documents.base import BuiltDocument, Content, Context


def build_condition(condition: Condition, context: Context) -> BuiltDocument:
    content: Content = {
        "code": condition.code,
        "url": path_of("condition", condition.code),
        "name": condition.name,
        "question": condition.question,
        "effect": condition.effect.model_dump(),
        "restriction": condition.restriction,
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
        "effect": red_flag.effect.model_dump(),
        "effect_text": red_flag.effect_text,
        "risk_factors": red_flag.risk_factors,
        "only_with": red_flag.only_with,
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


def entry(kind: str, content: Content, context: Context) -> BuiltDocument:
    """Return an entry of a vocabulary; its list carries it whole."""
    return BuiltDocument(kind, content["code"], context.language, content, content)
