"""The rules by which a plan goes on as one document, in their published order."""

import hashlib
from typing import Any

from api.records.adaptation_rules import AdaptationRule
from api.serialisation import serialise
from api.v1.documents.base import Content, Context


def build_adaptation_rules(context: Context) -> Content:
    """Return the rules in one language. Raises UntranslatedError if it lacks a text."""
    records = context.original.adaptation_rules
    return {
        "rules_version": rules_version(list(records.values())),
        "rules": [rule_content(context.record("adaptation_rules", code)) for code in records],
    }


def rules_version(rules: list[AdaptationRule]) -> str:
    """Return SHA-256 (hex) of all rules in their order, the same in every language."""
    plain = [rule.model_dump() for rule in rules]
    return hashlib.sha256(serialise(plain).encode()).hexdigest()


def rule_content(rule: AdaptationRule) -> Content:
    return {
        "code": rule.code,
        "decision": rule.decision,
        "change": rule.change,
        "parameters": [
            {"name": name, "values": [str(number)]} for name, number in rule.numbers.items()
        ],
        **{name: filled(getattr(rule, name), rule.numbers) for name in TEXTS},
        "origin": rule.claim.origin,
        "source": rule.claim.source,
    }


TEXTS = ("text", "text_at_lowest", "advice")


def filled(text: str | None, numbers: dict[str, Any]) -> str | None:
    return text if text is None else text.format(**numbers)
