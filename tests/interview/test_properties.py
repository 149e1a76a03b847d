"""What is always true of the safety check, whoever answers whatever."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from api.interview.agenda import applicable
from api.interview.check import SafetyCheck, check
from api.interview.screens import MOST_SCREENS
from api.interview.situation import CheckRequest
from api.screening import UNDER_18, Answer
from api.triage import OFFERING, STRICTNESS
from api.vocabulary import GRAVE
from tests.interview.walks import (
    WALKS,
    Respond,
    last,
    random_request,
    random_responses,
    rules,
    walk,
)

Drawn = tuple[CheckRequest, Respond, Random]


def drawn(number: int) -> Iterator[Drawn]:
    """Yield first requests with answers; the first ones are of each complaint in turn."""
    for seed, slug in zip(range(number), sorted(rules().complaints) * number, strict=False):
        random = Random(seed)  # noqa: S311 - nothing secret
        request = random_request(random)
        if seed < len(rules().complaints):
            request = CheckRequest(complaints=(slug,), person=request.person)
        yield request, random_responses(random), random


NUMBERS = [pytest.param(WALKS), pytest.param(60 * WALKS, marks=pytest.mark.slow)]
numbered = pytest.mark.parametrize("number", NUMBERS, ids=["some", "many"])


def unsettled(step: SafetyCheck) -> list[str]:
    """Return the grave signs that apply and were neither denied nor cannot be there."""
    spoken, held = step.situation.spoken, step.situation.stated.conditions
    found = []
    for code in applicable(rules(), step.situation) & rules().signs.keys():
        sign = rules().signs[code]
        impossible = sign.only_with in spoken.denied and sign.only_with not in held
        if sign.tier in GRAVE and code not in spoken.denied and not impossible:
            found.append(code)
    return found


def strictness(step: SafetyCheck) -> int:
    return STRICTNESS.index(step.decision) if step.decision else -1


@numbered
def test_no_exercise_is_offered_while_a_grave_sign_is_neither_denied_nor_settled(
    number: int,
) -> None:
    for request, respond, _ in drawn(number):
        for step in walk(request, respond):
            assert step.done or step.decision is None
            assert step.decision not in OFFERING or unsettled(step) == [], request


@numbered
def test_every_check_ends_within_nine_screens_and_the_bound_is_true(number: int) -> None:
    for request, respond, _ in drawn(number):
        steps = [*walk(request, respond)]
        shown = [step for step in steps if step.screen]

        assert len(shown) <= MOST_SCREENS, request
        assert [step.screen.number for step in shown if step.screen] == [*range(1, len(steps))]
        for at, step in enumerate(steps):
            assert len(shown) - at <= step.screens_left_at_most <= MOST_SCREENS - at, request
            assert not at or step.screens_left_at_most < steps[at - 1].screens_left_at_most


@numbered
def test_nothing_is_asked_twice_nor_what_was_settled(number: int) -> None:
    for request, respond, _ in drawn(number):
        seen: set[str] = set()
        for step in walk(request, respond):
            codes = [one.code for one in step.screen.questions] if step.screen else []
            known = {*step.situation.stated.conditions, *step.situation.stated.screened.signs}
            assert seen.isdisjoint(codes)
            assert known.isdisjoint(codes)
            assert len(codes) == len(set(codes))
            seen |= set(codes)


@numbered
def test_worse_signs_never_come_after_milder_ones(number: int) -> None:
    ranks = {tier: rank for rank, tier in enumerate(("emergency", "urgent", "see_clinician"))}
    for request, respond, _ in drawn(number):
        questions = [
            one
            for step in walk(request, respond)
            for one in (step.screen.questions if step.screen else ())
            if one.kind in ("red_flag", "condition") and one.screen != "person"
        ]
        asked = [ranks[one.tier] if one.tier else 3 for one in questions]
        assert asked == sorted(asked)


@numbered
def test_the_order_of_answers_makes_no_difference(number: int) -> None:
    for request, respond, random in drawn(number):
        for step in walk(request, respond):
            answers = [*step.request.answers]
            random.shuffle(answers)
            answers += answers[:1]
            other = check(rules(), replace(step.request, answers=tuple(answers)))
            assert (other.screen, other.decision, other.answers, other.situation) == (
                step.screen,
                step.decision,
                step.answers,
                step.situation,
            )


CLEARING = {code for code, effect in rules().effects.items() if effect.clears}
"""A yes to one of these says that a clinician agreed, so it alone may make a decision milder."""


def changed(respond: Respond, code: str, word: str) -> Respond:
    return lambda one: word if one == code else respond(one)  # type: ignore[return-value]


@numbered
def test_unsure_and_yes_never_lead_to_a_milder_decision_than_no(number: int) -> None:
    """Of one more yes, whoever answers the other questions in the same way."""
    for request, respond, random in drawn(number):
        end = last(request, respond)
        denied = sorted(
            answer.code
            for answer in end.request.answers
            if answer.answer == "no" and answer.code in rules().effects
        )
        if not denied or end.decision is None:
            continue
        code = random.choice(denied)
        unsure = last(request, changed(respond, code, "unsure"))
        assert strictness(unsure) >= strictness(end), (request, code)
        if code not in CLEARING:
            yes = last(request, changed(respond, code, "yes"))
            assert strictness(yes) >= strictness(end), (request, code)


@numbered
def test_an_emergency_or_urgent_sign_ends_it_at_once(number: int) -> None:
    for request, respond, random in drawn(number):
        end = last(request, respond)
        grave = [code for code in unsettled_or_denied(end) if rules().signs[code].tier in GRAVE]
        if grave:
            sign = Answer(random.choice(grave), random.choice(["yes", "unsure"]))
            answers = tuple(a for a in end.request.answers if a.code != sign.code)
            step = check(rules(), replace(end.request, answers=(*answers, sign)))
            assert (step.done, step.decision, step.screens_left_at_most) == (True, "seek_care", 0)


def unsettled_or_denied(step: SafetyCheck) -> list[str]:
    return sorted(applicable(rules(), step.situation) & rules().signs.keys())


def test_a_child_is_asked_about_as_a_child() -> None:
    request = CheckRequest(complaints=("plantar-heel-pain",))
    steps = [*walk(request, lambda code: "yes" if code in (UNDER_18, "someone_else") else "no")]

    assert [step.situation.voice for step in steps] == ["you", *["child"] * (len(steps) - 1)]
    assert steps[-1].decision == "after_clearance"
