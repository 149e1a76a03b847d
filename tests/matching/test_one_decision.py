"""The match of a text, the answer for its complaint and the plan for it give one decision."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.outcome import Match
from api.matching.reading.wording import TextMatch
from api.planner.rules.request import MatchedText, PlanRequest
from api.planner.rules.safety import decide_safety
from api.planner.rules.validation import normalise
from api.queries.plan_recommendations import matched_text
from api.triage import OFFERING, Decision
from api.v1.answers.complaints import complaint_exercises
from tests.cases import in_one_test
from tests.databases import seed_content
from tests.matching.cases import BY_EDITORS, cases
from tests.planner.requests import EXAMPLES, seeded
from tests.publishing.built import build_all

TEXTS = 5 * EXAMPLES


Read = list[tuple[str, Match, MatchedText]]
"""Each text with its match, and with the part of the match that a plan takes."""


@cache
def sentences() -> tuple[list[str], list[str]]:
    """Return sentences of a complaint, and sentences that state a warning sign."""
    labelled = [case.labelled for file in BY_EDITORS for case in cases(file)]
    signs = [one.text for one in labelled if one.red_flag]
    return [one.text for one in labelled if one.complaint and not one.red_flag], signs


def texts() -> Iterator[str]:
    """Yield complaints, some with a warning sign or another complaint in the same breath."""
    random = Random(27)  # noqa: S311 - nothing secret
    complaints, signs = sentences()
    for _ in range(TEXTS):
        found = [random.choice(complaints)]
        found += [random.choice(signs)] if random.random() < 0.4 else []
        found += [random.choice(complaints)] if random.random() < 0.2 else []
        yield " ".join(found)


@cache
def documents() -> dict[str, dict[str, Any]]:
    built = build_all(seed_content()).values()
    return {item.slug: item.content for item in built if item.type == "complaint"}


def planned(asked: PlanRequest, text: MatchedText | None = None) -> Decision:
    return decide_safety(normalise(asked, seeded(), text), seeded()).decision


def answered(slug: str) -> dict[str, Any]:
    """Return the exercises that help with a complaint, without the exercises."""
    help_found = SimpleNamespace(
        complaint=documents()[slug], notice=None, stop_rule="", exercises=[]
    )
    answer: dict[str, Any] = json.loads(complaint_exercises(help_found))
    return answer


@pytest.fixture(scope="module")
def read(match_once: Callable[[str], Match], messages: LexiconMessages) -> Read:
    found = [(text, match_once(text)) for text in texts()]
    return [
        (text, match, matched_text(TextMatch(match, messages), seeded())) for text, match in found
    ]


def test_a_text_gets_the_same_decision_from_the_match_and_from_the_plan(read: Read) -> None:
    for text, match, matched in read:
        if match.triage is not None:
            asked = PlanRequest(goals=("relieve",))
            assert planned(asked, matched) == match.triage, text


def test_so_does_what_it_states_asked_by_slug_and_code(read: Read) -> None:
    for text, match, _ in read:
        codes = tuple(flag.code for flag in match.red_flags)
        if match.outcome == "matched" or (match.outcome == "seek_care" and match.matches):
            named = PlanRequest(complaints=(match.matches[0].complaint,), red_flags=codes)
            assert planned(named) == match.triage, text


def test_so_does_a_complaint_without_a_sign_from_its_own_answer(read: Read) -> None:
    for text, match, _ in read:
        if match.outcome == "matched" and not match.red_flags:
            assert answered(match.matches[0].complaint)["decision"] == match.triage, text


@in_one_test("slug", sorted(seeded().complaints))
def test_an_answer_and_a_plan_for_a_complaint_alone_agree(slug: str) -> None:
    answer = answered(slug)

    assert answer["decision"] == planned(PlanRequest(complaints=(slug,)))
    assert (answer["decision"] in OFFERING) == (answer["self_care"] in ("yes", "with_care"))


def test_a_child_is_for_a_clinician_first_everywhere(
    match_once: Callable[[str], Match], messages: LexiconMessages
) -> None:
    match = match_once("my 12-year-old's heel hurts")
    matched = matched_text(TextMatch(match, messages), seeded())

    assert match.triage == "after_clearance"
    assert planned(PlanRequest(), matched) == "after_clearance"
