"""The rules by which a plan goes on (`seed/adaptation_rules.yaml`)."""

from typing import Annotated

from pydantic import Field

from api.records.base import Claim, Code, Line, Record
from api.vocabulary import AdaptationDecision, DoseChange


class AdaptationRule(Record):
    """A rule: what it makes of the day, what it changes, its numbers, and its sentence.

    The order of the file is the published one: if several rules lead to the same dose, the first is
    the reason. `text_at_lowest` is said if the dose is as low as it goes, `advice` beside the plan.
    In each text `{name}` stands for a number of the rule.
    """

    code: Code
    decision: AdaptationDecision
    change: DoseChange | None = None
    numbers: dict[str, Annotated[int, Field(ge=1, le=1000)]] = Field({}, max_length=4)
    text: Line
    text_at_lowest: Line | None = None
    advice: Line | None = None
    claim: Claim
