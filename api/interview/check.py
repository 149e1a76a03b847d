"""One step of the safety check: what is known in, the next screen or the decision out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from api.interview.rules import PERSON, WHICH_COMPLAINT, InterviewRules, Question, Voice
from api.interview.screens import MOST_SCREENS, NextScreen, next_screen
from api.interview.situation import CheckRequest, Situation, situation_of
from api.screening import PERSON_CODES, UNKNOWN_PERSON, Answer, said
from api.triage import Decision
from api.vocabulary import AnswerWord


@dataclass(frozen=True)
class Screen:
    """`number` counts from 1; `title` is the code of its title."""

    number: int
    title: str
    voice: Voice
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class SafetyCheck:
    """The result: `screen` while it goes on, `decision` at its end.

    There is no decision about a complaint that nobody recognised, unless a sign was stated.
    `answers` are those about signs, conditions and the person, each once and sorted.
    """

    rules: InterviewRules
    request: CheckRequest
    situation: Situation
    screen: Screen | None
    screens_left_at_most: int
    decision: Decision | None
    answers: tuple[Answer, ...]

    @property
    def done(self) -> bool:
        return self.screen is None


def check(rules: InterviewRules, request: CheckRequest) -> SafetyCheck:
    """Say what to ask next, or how it ends. The same request gives the same result."""
    now = situation_of(rules, request)
    after = next_screen(rules, now)
    screen = screen_of(rules, request, now, after)
    return SafetyCheck(
        rules=rules,
        request=request,
        situation=now,
        screen=screen,
        screens_left_at_most=after.left_at_most,
        decision=now.decision if screen is None and now.is_recognised else None,
        answers=tuple(about_person(rules, request.answers)),
    )


def screen_of(
    rules: InterviewRules, request: CheckRequest, now: Situation, after: NextScreen
) -> Screen | None:
    if after.title is None:
        return None
    questions = tuple(rules.questions[code] for code in after.codes)
    return Screen(screens_before(rules, request) + 1, after.title, now.voice, questions)


def screens_before(rules: InterviewRules, request: CheckRequest) -> int:
    """Return how many screens were answered, by going through them once more.

    An answer that was there before anybody asked counts with the screen on which it would stand.
    The one about the person is not gone through: its answers changed how the text is read.
    """
    given = {answer.code for answer in request.answers}
    before = 1 if given & PERSON_CODES else 0
    seen = {code for code in given & rules.questions.keys() if before and is_first(rules, code)}
    for number in range(before, MOST_SCREENS):
        answers = tuple(answer for answer in request.answers if answer.code in seen)
        earlier = next_screen(rules, situation_of(rules, replace(request, answers=answers)))
        codes = set(earlier.codes)
        is_chosen = earlier.title == WHICH_COMPLAINT and not codes.isdisjoint(given)
        if not codes or not (codes <= given or is_chosen):
            return number
        # Of complaints only the chosen one may have an answer.
        seen |= codes
    return MOST_SCREENS - 1


def is_first(rules: InterviewRules, code: str) -> bool:
    return rules.questions[code].screen == PERSON


def about_person(rules: InterviewRules, given: Iterable[Answer]) -> Iterator[Answer]:
    """Yield each answer but those about the complaint once, with the word that wins."""
    spoken = said(given, UNKNOWN_PERSON)
    for code in sorted((spoken.affirmed | spoken.denied) - rules.complaints.keys()):
        yield Answer(code, word_for(code, spoken.certain, spoken.denied))


def word_for(code: str, certain: frozenset[str], denied: frozenset[str]) -> AnswerWord:
    if code in denied:
        return "no"
    return "yes" if code in certain else "unsure"
