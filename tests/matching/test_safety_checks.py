"""A check that begins with a text decides what the match and the plan decide."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from api.interview.check import SafetyCheck
from api.interview.screens import MOST_SCREENS
from api.interview.situation import CheckRequest
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.match import match
from api.matching.reading.wording import TextMatch
from api.queries.safety_checks import step_for
from api.screening import Answer, said
from tests.interview.test_one_decision import planned
from tests.interview.walks import (
    WALKS,
    Respond,
    random_person,
    random_responses,
    rules,
)
from tests.matching.test_one_decision import texts

NUMBERS = [pytest.param(WALKS), pytest.param(40 * WALKS, marks=pytest.mark.slow)]
numbered = pytest.mark.parametrize("number", NUMBERS, ids=["some", "many"])

Step = tuple[SafetyCheck, TextMatch]


def walk(
    lexicon: Lexicon, messages: LexiconMessages, text: str, request: CheckRequest, respond: Respond
) -> Iterator[Step]:
    """Yield each step of a check of a text, which is read again with each answer."""
    while True:
        spoken = said(request.answers, request.person)
        found = TextMatch(match(lexicon, text, spoken), messages)
        step = step_for(rules(), request, found).check
        yield step, found
        if step.screen is None:
            return
        answers = [Answer(one.code, respond(one.code)) for one in step.screen.questions]
        request = replace(request, answers=(*request.answers, *answers))


def ends(
    lexicon: Lexicon, messages: LexiconMessages, number: int
) -> Iterator[tuple[str, list[Step]]]:
    for seed, text in zip(range(number), [*texts()] * number, strict=False):
        random = Random(seed)  # noqa: S311 - nothing secret
        request = CheckRequest(person=random_person(random))
        yield text, [*walk(lexicon, messages, text, request, random_responses(random))]


@numbered
def test_a_match_and_a_plan_of_the_text_and_the_answers_decide_the_same(
    lexicon: Lexicon, messages: LexiconMessages, number: int
) -> None:
    for text, steps in ends(lexicon, messages, number):
        step, found = steps[-1]
        if step.decision is None:
            continue
        if step.situation.complaints or step.decision == "seek_care":
            assert planned(step, text, found) == step.decision, text
        if step.situation.complaints == found.match.meant and found.match.fit == "matched":
            assert found.match.triage == step.decision, text


@numbered
def test_no_check_of_a_text_has_more_screens_than_it_said(
    lexicon: Lexicon, messages: LexiconMessages, number: int
) -> None:
    for text, steps in ends(lexicon, messages, number):
        for at, (step, _) in enumerate(steps):
            most = MOST_SCREENS - at
            assert len(steps) - 1 - at <= step.screens_left_at_most <= most, text
            assert step.screen is None or step.screen.number == at + 1
