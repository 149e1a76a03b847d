"""The safety check decides what the plan for its request decides; of texts: `tests/matching`."""

from random import Random

import pytest

from api.interview.check import SafetyCheck
from api.matching.reading.wording import TextMatch
from api.planner.rules.request import PlanRequest
from api.planner.rules.safety import decide_safety
from api.planner.rules.validation import normalise
from api.queries.plan_recommendations import matched_text, signs_only
from api.screening import Answer, Person
from api.triage import Decision
from api.v1.answers.safety_checks import plan_request
from tests.interview.walks import WALKS, random_request, random_responses, walk
from tests.planner.requests import seeded

NUMBERS = [pytest.param(WALKS), pytest.param(60 * WALKS, marks=pytest.mark.slow)]


def planned(step: SafetyCheck, text: str | None, found: TextMatch | None) -> Decision:
    """Return the decision of the plan for the request that the check hands on."""
    given = plan_request(step, text)
    asked = PlanRequest(
        complaints=tuple(given["complaints"]),
        regions=tuple(given["regions"]),
        cleared=tuple(given["cleared"]),
        conditions=tuple(given["conditions"]),
        red_flags=tuple(given["red_flags"]),
        answers=tuple(Answer(**answer) for answer in given["answers"]),
        person=Person(**given["person"]),
    )
    matched = matched_text(found, seeded()) if found else None
    matched = signs_only(matched) if matched and asked.complaints else matched
    return decide_safety(normalise(asked, seeded(), matched), seeded()).decision


@pytest.mark.parametrize("number", NUMBERS, ids=["some", "many"])
def test_a_plan_for_complaints_and_answers_decides_the_same(number: int) -> None:
    for seed in range(number):
        random = Random(seed)  # noqa: S311 - nothing secret
        request = random_request(random)
        if request.text is None:
            steps = [*walk(request, random_responses(random))]
            if steps[-1].decision is not None:
                assert planned(steps[-1], None, None) == steps[-1].decision, request
