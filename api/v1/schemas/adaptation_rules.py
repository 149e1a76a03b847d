"""The rules by which a plan goes on, for everyone to read: a line of the bundle."""

from pydantic import Field

from api.v1.schemas.base import Digest, Line, Output, Slug
from api.v1.schemas.plan_recommendations import Parameter
from api.vocabulary import AdaptationDecision, DoseChange, Origin


class AdaptationRule(Output):
    """A rule: what it makes of the day, what it changes, its numbers and its sentence.

    `text_at_lowest` is said if the dose cannot get lower, `advice` beside the plan. A rule without
    `change` speaks of the whole plan. `source` is null if it is editorial.
    """

    code: Slug
    decision: AdaptationDecision
    change: DoseChange | None
    parameters: list[Parameter] = Field(max_length=8)
    text: Line
    text_at_lowest: Line | None
    advice: Line | None
    origin: Origin
    source: Slug | None


class AdaptationRules(Output):
    """All that `POST /v1/plan-adaptations` decides by, in the published order.

    Each rule that applies sets the highest dose that it allows, and the lowest wins. If several
    lead to the same dose, the first is named.
    """

    rules_version: Digest
    rules: list[AdaptationRule] = Field(max_length=100)
