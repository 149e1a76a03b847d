"""The published rules and the seed's catalogue, and adaptations of them without a database."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from api.adaptation.check_ins import CheckIn
from api.adaptation.going_on import Adaptation, AdaptationRequest, adapt
from api.adaptation.rules import AdaptationRules
from api.languages import FALLBACK
from api.messages.files import get_messages
from api.planner.catalogue import Catalogue
from api.planner.rules.request import MatchedText, PlanRequest
from api.records import Records
from api.v1.answers.plan_adaptations import plan_adaptation
from api.v1.documents import Context
from api.v1.documents.adaptation_rules import build_adaptation_rules
from tests.databases import seed_content
from tests.planner.requests import seeded

Answer = dict[str, Any]


@cache
def rules() -> AdaptationRules:
    original = Records(**seed_content().records())
    context = Context(FALLBACK, get_messages(FALLBACK), original, original)
    return AdaptationRules.from_plain(build_adaptation_rules(context))


def adapted(
    request: PlanRequest,
    check_ins: Sequence[CheckIn],
    today: date,
    *,
    text: MatchedText | None = None,
    catalogue: Catalogue | None = None,
) -> Adaptation:
    asked = AdaptationRequest(request, text, tuple(check_ins), today)
    return adapt(asked, rules(), catalogue or seeded())


def answer_of(found: Adaptation) -> Answer:
    """Return the answer of v1; of the request it has only what the plan changes."""
    return plan_adaptation(found, {"request": {}}, rules().version, get_messages(FALLBACK))
