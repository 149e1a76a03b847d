"""Rules of the safety check: everything that applies is asked or settled, and it always ends."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from api.interview.agenda import applicable, covered
from api.interview.rules import PERSON, WHICH_COMPLAINT, InterviewRules
from api.interview.screens import MOST_SCREENS, next_screen
from api.interview.situation import CheckRequest, Situation, situation_of
from api.languages import FALLBACK
from api.messages.files import get_messages
from api.screening import PERSON_CODES, Answer
from api.triage import OFFERING
from api.v1.documents import Context
from api.v1.documents.screens import build_screens
from api.vocabulary import GRAVE, AnswerWord
from seed.content import Content
from seed.loader import Mistake


class Path(NamedTuple):
    """A way through a check: how many screens, the codes asked, and what was known at the end."""

    screens: int
    asked: tuple[str, ...]
    end: Situation


TITLES = (PERSON, WHICH_COMPLAINT, "grave_signs", "signs", "facts")
"""Screens that there have to be."""

SAYS_YOU = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)
"""Words that speak to one person about themselves. “Yourself” alone is whoever answers."""


def screens(content: Content) -> Iterator[Mistake]:
    """Yield each mistake in the screens by themselves, or else each of a check that goes wrong."""
    found = [
        *missing_titles(content),
        *misplaced_questions(content),
        *wordless_questions(content),
        *misaddressed_questions(content),
        *settled_too_easily(content),
        *unknown_companions(content),
    ]
    yield from found or failing_checks(content)


def missing_titles(content: Content) -> Iterator[Mistake]:
    known = content.identifiers("screens")
    for code in TITLES:
        if code not in known:
            yield Mistake("seed/screens.yaml", 1, "code", f"{code} is missing")


def expected(content: Content, screen: str) -> set[str]:
    """Return the codes that may stand on a screen."""
    if screen == WHICH_COMPLAINT:
        return {*content.identifiers("complaints")}
    others = {*content.identifiers("red_flags"), *content.identifiers("conditions")}
    return others | PERSON_CODES if screen == PERSON else others - PERSON_CODES


def misplaced_questions(content: Content) -> Iterator[Mistake]:
    """Each sign, condition and complaint, and each question about the person, has one place."""
    seen: set[str] = set()
    for record in content.screens:
        known = expected(content, record.value.code)
        for at, question in enumerate(record.value.questions):
            if question.code in seen:
                yield record.mistake(("questions", at, "code"), f"{question.code} is asked already")
            if question.code not in known:
                yield record.mistake(
                    ("questions", at, "code"), f"{question.code} is nothing to ask on this screen"
                )
            seen.add(question.code)
    every = {*content.identifiers("complaints"), *expected(content, PERSON)}
    for code in sorted(every - seen):
        yield Mistake("seed/screens.yaml", 1, "", f"{code} is on no screen")


def wordless_questions(content: Content) -> Iterator[Mistake]:
    """What has no question of its own has a text here."""
    asked = {*content.identifiers("red_flags"), *content.identifiers("conditions")}
    for record in content.screens:
        for at, question in enumerate(record.value.questions):
            if question.text is None and question.code not in asked:
                yield record.mistake(("questions", at), f"{question.code} needs a text")


def misaddressed_questions(content: Content) -> Iterator[Mistake]:
    """A question to “you” has other words for those who answer for somebody else."""
    own = {record.value.code: record.value.question for record in content.red_flags}
    own |= {record.value.code: record.value.question for record in content.conditions}
    for record in content.screens:
        for at, question in enumerate(record.value.questions):
            text = question.text or own.get(question.code, "")
            if SAYS_YOU.search(text) and question.someone_else is None:
                message = f"{question.code} says “you”, so it needs words for someone_else"
                yield record.mistake(("questions", at), message)
            for voice in ("child", "someone_else"):
                if SAYS_YOU.search(getattr(question, voice) or ""):
                    message = f"{question.code} says “you” about another person"
                    yield record.mistake(("questions", at, voice), message)


def unknown_companions(content: Content) -> Iterator[Mistake]:
    """What a sign is asked with are signs, and only signs are."""
    signs = content.identifiers("red_flags")
    for record in content.screens:
        for at, question in enumerate(record.value.questions):
            place = ("questions", at, "asked_with")
            if question.asked_with and question.code not in signs:
                yield record.mistake(place, f"{question.code} is no sign")
            for code in question.asked_with:
                if code not in signs:
                    yield record.mistake(place, f"{code} is no sign")


def settled_too_easily(content: Content) -> Iterator[Mistake]:
    """A grave sign is always asked for by itself; so is what a question settles, if it is left."""
    tiers = {record.value.code: record.value.tier for record in content.red_flags}
    known = {*tiers, *content.identifiers("conditions")}
    for record in content.screens:
        for at, question in enumerate(record.value.questions):
            for code in question.settles:
                place = ("questions", at, "settles")
                if code not in known or code == question.code:
                    yield record.mistake(place, f"{code} is nothing that it can settle")
                elif tiers.get(code) in GRAVE:
                    yield record.mistake(place, f"{code} is {tiers[code]}, so it is always asked")


def interview_rules(content: Content) -> InterviewRules:
    """Return the rules as they will be published in the editors' language."""
    records = content.edition().original
    context = Context(FALLBACK, get_messages(FALLBACK), records, records)
    return InterviewRules.from_plain(build_screens(context))


def failing_checks(content: Content) -> Iterator[Mistake]:
    """Go through the check of each complaint with a no to all, and with one yes for each code."""
    rules = interview_rules(content)
    records = {record.value.slug: record for record in content.complaints}
    for slug, record in records.items():
        for wrong in wrongs_of(rules, slug):
            yield record.mistake(("red_flags",), f"in the safety check {wrong}")


def wrongs_of(rules: InterviewRules, slug: str) -> Iterator[str]:
    """Yield what is wrong with the check of a complaint."""
    first = CheckRequest(complaints=(slug,))
    denied = walked(rules, first, {})
    apply = applicable(rules, denied.end)
    yield from endless(denied, "a no to everything")
    yield from unsettled(rules, denied.end, apply)
    for code in sorted(apply - covered(rules, apply)):
        if code not in rules.signs and rules.complaints[slug].self_care == "no":
            continue  # There is no exercise that a condition could change.
        given: dict[str, AnswerWord] = dict.fromkeys([code, *needed_for(rules, code)], "yes")
        # With everything cleared no answer makes the others needless.
        path = walked(rules, replace(first, cleared=(slug, *rules.effects)), given)
        if code not in path.asked:
            yield f"{code} is never asked"
        yield from endless(path, f"a yes to {code}")
        if rules.questions[code].tier in GRAVE and path.end.decision != "seek_care":
            yield f"a yes to {code} does not lead to care"


def endless(path: Path, what: str) -> Iterator[str]:
    if path.screens > MOST_SCREENS:
        yield f"{what} needs more than {MOST_SCREENS} screens"


def unsettled(rules: InterviewRules, end: Situation, apply: frozenset[str]) -> Iterator[str]:
    """Yield the grave signs about which nothing is known when exercises are offered."""
    denied = end.spoken.denied
    for code in sorted(apply & rules.signs.keys()):
        sign = rules.signs[code]
        known = code in denied or sign.only_with in denied
        if end.decision in OFFERING and sign.tier in GRAVE and not known:
            yield f"{code} is neither denied nor settled"


def needed_for(rules: InterviewRules, code: str) -> list[str]:
    """Return the conditions without which a question is not asked."""
    sign = rules.signs.get(code)
    if sign is not None:
        return [sign.only_with] if sign.only_with else []
    return list(rules.effects[code].clears)


def walked(rules: InterviewRules, request: CheckRequest, given: Mapping[str, AnswerWord]) -> Path:
    """Go through a check in which everything but what is `given` is denied."""
    screens: list[tuple[str, ...]] = []
    now = situation_of(rules, request)
    while len(screens) <= MOST_SCREENS and (codes := next_screen(rules, now).codes):
        screens.append(codes)
        answers = [Answer(code, given.get(code, "no")) for code in codes]
        request = replace(request, answers=(*request.answers, *answers))
        now = situation_of(rules, request)
    return Path(len(screens), tuple(code for screen in screens for code in screen), now)
