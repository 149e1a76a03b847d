"""The seed's rules of the safety check, and walks through it with given or random answers."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from random import Random

from api.interview.check import SafetyCheck, check
from api.interview.rules import InterviewRules
from api.interview.situation import CheckRequest, TextFindings
from api.messages.files import get_messages
from api.records import Records
from api.screening import Answer, Person
from api.serialisation import serialise
from api.v1.documents import Context
from api.v1.documents.screens import build_screens
from api.vocabulary import AgeGroup, AnswerWord, WhoItIsAbout
from tests.databases import seed_content

WALKS = int(os.environ.get("INSTEP_TEST_CHECKS", "26"))
"""Walks of each property; `make test-slow` takes many more."""

Respond = Callable[[str], AnswerWord]


@cache
def rules() -> InterviewRules:
    """Return the seed's rules, as they are published in English."""
    original = Records(**seed_content().records())
    context = Context("en", get_messages("en"), original, original)
    return InterviewRules.from_plain(json.loads(serialise(build_screens(context))))


def walk(request: CheckRequest, respond: Respond) -> Iterator[SafetyCheck]:
    """Yield each step of a check, from the first screen to the end."""
    while True:
        step = check(rules(), request)
        yield step
        if step.screen is None:
            return
        answers = [Answer(one.code, respond(one.code)) for one in step.screen.questions]
        request = replace(request, answers=(*request.answers, *answers))


def last(request: CheckRequest, respond: Respond) -> SafetyCheck:
    return [*walk(request, respond)][-1]


def always(word: AnswerWord) -> Respond:
    return lambda _: word


def no_but(**spoken: AnswerWord) -> Respond:
    """Return the answers of somebody who says no to all but these."""
    return lambda code: spoken.get(code, "no")


def random_responses(random: Random) -> Respond:
    """Return answers that are the same for a code each time; most people say no to most things."""
    chance, kept = random.choice([0.02, 0.1, 0.5]), dict[str, AnswerWord]()

    def respond(code: str) -> AnswerWord:
        if code not in kept:
            word: AnswerWord = "unsure" if random.random() < 0.3 else "yes"
            kept[code] = word if random.random() < chance else "no"
        return kept[code]

    return respond


def random_request(random: Random) -> CheckRequest:
    """Return a first request: by slug, by region, by a text, or with nothing at all."""
    slugs, codes = sorted(rules().complaints), sorted(rules().effects)
    regions = sorted({one for slug in slugs for one in rules().complaints[slug].regions})
    signs = sorted(rules().signs)
    request = CheckRequest(person=random_person(random))
    by = random.random()
    if by < 0.5:
        number = 1 if random.random() < 0.8 else random.randint(2, 10)
        request = replace(request, complaints=tuple(random.sample(slugs, number)))
    elif by < 0.6:
        request = replace(request, regions=(random.choice(regions),))
    if random.random() < 0.3:
        text = TextFindings(
            meant=tuple(random.sample(slugs, random.randint(0, 3))),
            is_clear=random.random() < 0.6,
            suspected=tuple(random.sample(signs, random.randint(0, 4))),
            red_flags=tuple(random.sample(signs, 1 if random.random() < 0.2 else 0)),
        )
        request = replace(request, text=text)
    if random.random() < 0.2:
        request = replace(request, cleared=tuple(random.sample([*slugs, *codes], 3)))
    if random.random() < 0.2:
        conditions = sorted(rules().effects.keys() - rules().signs.keys())
        request = replace(request, conditions=tuple(random.sample(conditions, 2)))
    return request


def random_person(random: Random) -> Person:
    ages: list[AgeGroup | None] = [None, None, "under_18", "adult", "over_65"]
    about: list[WhoItIsAbout | None] = [None, None, "self", "someone_else"]
    return Person(random.choice(ages), random.choice(about))
