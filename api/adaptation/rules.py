"""The published rules: their order, their numbers and their sentences, read from their document."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.vocabulary import AdaptationDecision, DoseChange

Json = Mapping[str, Any]

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "gone": (),
    "two_flare_ups": ("flare_ups",),
    "not_in_plan": (),
    "bored": (),
    "cleared": (),
    "too_sore": (),
    "not_safe": (),
    "begins_later": (),
    "long_break": ("days",),
    "pain_too_high": ("percent",),
    "missed": ("days", "days_late", "percent"),
    "worse_morning": (),
    "pain_said": (),
    "too_hard": (),
    "too_much_effort": ("effort",),
    "pain_lasting": ("days",),
    "no_time": (),
    "pain_holds": (),
    "pain_elsewhere": (),
    "first_steps": ("pain", "days"),
    "not_all_done": (),
    "effort_high": ("effort",),
    "too_soon": ("hours",),
    "not_done_yet": (),
    "as_reached": (),
    "top_dose": (),
    "more_sessions": ("sessions", "effort"),
    "too_easy": ("sessions",),
    "good_sessions": ("sessions",),
    "replacement": (),
    "mornings_worse": ("sessions",),
    "resting": ("hours",),
    "heavy_rest": ("hours",),
    "nothing_left": (),
    "sore_for_weeks": ("days",),
    "review": (),
}
"""Each rule, and the names of its numbers. The editors' file has them in the published order."""


@dataclass(frozen=True)
class Rule:
    """`text` is for the person; `text_at_lowest` if the dose is as low as it goes already.

    `advice` is said beside the plan. `source` is the slug of a source, None if it is editorial.
    """

    code: str
    place: int
    decision: AdaptationDecision
    change: DoseChange | None
    numbers: Mapping[str, int]
    text: str
    text_at_lowest: str | None
    advice: str | None
    source: str | None


@dataclass(frozen=True, eq=False)
class AdaptationRules:
    """All rules by code, and the version of them."""

    version: str
    rules: Mapping[str, Rule]

    @classmethod
    def from_plain(cls, document: Json) -> "AdaptationRules":
        """Read the document that `api.v1.documents.adaptation_rules` makes."""
        rules = {item["code"]: rule_of(item, at) for at, item in enumerate(document["rules"])}
        return cls(document["rules_version"], rules)

    def __getitem__(self, code: str) -> Rule:
        return self.rules[code]

    @cached_property
    def numbers(self) -> "RuleNumbers":
        """The numbers that a step needs, found once."""

        def of(code: str, name: str) -> int:
            return self.rules[code].numbers[name]

        return RuleNumbers(
            flare_ups=of("two_flare_ups", "flare_ups"),
            long_break=of("long_break", "days"),
            percent_after_pain=of("pain_too_high", "percent"),
            days_missed=of("missed", "days"),
            days_late=of("missed", "days_late"),
            percent_after_missed=of("missed", "percent"),
            too_much_effort=of("too_much_effort", "effort"),
            days_of_pain=of("pain_lasting", "days"),
            first_steps=of("first_steps", "pain"),
            days_of_first_steps=of("first_steps", "days"),
            high_effort=of("effort_high", "effort"),
            days_between_rises=days(of("too_soon", "hours")),
            most_effort=of("more_sessions", "effort"),
            sessions=of("good_sessions", "sessions"),
            easy_sessions=of("too_easy", "sessions"),
            worse_mornings=of("mornings_worse", "sessions"),
            days_of_rest=days(of("resting", "hours")),
            days_between_heavy=days(of("heavy_rest", "hours")),
            days_sore=of("sore_for_weeks", "days"),
        )


@dataclass(frozen=True)
class RuleNumbers:
    """The numbers of all rules."""

    flare_ups: int
    long_break: int
    percent_after_pain: int
    days_missed: int
    days_late: int
    percent_after_missed: int
    too_much_effort: int
    days_of_pain: int
    first_steps: int
    days_of_first_steps: int
    high_effort: int
    days_between_rises: int
    most_effort: int
    sessions: int
    easy_sessions: int
    worse_mornings: int
    days_of_rest: int
    days_between_heavy: int
    days_sore: int


def days(hours: int) -> int:
    """Return the days between two dates that are at least so many hours apart."""
    return -(-hours // 24)


def rule_of(item: Json, place: int) -> Rule:
    return Rule(
        code=item["code"],
        place=place,
        decision=item["decision"],
        change=item["change"],
        numbers={one["name"]: int(one["values"][0]) for one in item["parameters"]},
        text=item["text"],
        text_at_lowest=item["text_at_lowest"],
        advice=item["advice"],
        source=item["source"],
    )
