"""The next screen of a safety check, and how many there can still be."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.interview.agenda import agenda, person_questions, questions_left
from api.interview.rules import PERSON, WHICH_COMPLAINT, InterviewRules
from api.interview.situation import Situation
from api.vocabulary import GRAVE

MOST_SCREENS = 9
"""No check has more screens, whatever is answered."""

MOST_OF_SIGNS = MOST_SCREENS - 2
"""Beside them there is one about the person and one about the complaint."""

TWO_SCREENS = 11
"""So many questions are on two screens at most, unless they need too many screens then."""


@dataclass(frozen=True)
class NextScreen:
    """The code of a screen's title, and the codes of its questions; `left_at_most` counts it too.

    Without a title there is nothing left to ask.
    """

    title: str | None
    codes: tuple[str, ...]
    left_at_most: int


NOTHING_LEFT = NextScreen(None, (), 0)


def next_screen(rules: InterviewRules, now: Situation) -> NextScreen:
    """Return what to ask next: about the person, then the complaint, then signs and conditions."""
    if now.decision == "seek_care":
        return NOTHING_LEFT
    person = person_questions(rules, now)
    if person:
        return NextScreen(PERSON, person, 1 + most_after_person(rules, now))
    if now.candidates:
        return NextScreen(WHICH_COMPLAINT, now.candidates, 1 + MOST_OF_SIGNS)
    left = questions_left(rules, now)
    if not left:
        return NOTHING_LEFT
    screens = screens_for(len(left), len(agenda(rules, now)))
    shown = left[: -(-len(left) // screens)]
    return NextScreen(title_of(rules, shown), shown, screens)


def most_after_person(rules: InterviewRules, now: Situation) -> int:
    """Return how many screens there can be after the one about the person.

    Its answers change how a text is read, and with that anything else but the complaints named.
    """
    if now.text is not None or now.candidates:
        return MOST_OF_SIGNS + (0 if now.is_named else 1)
    codes = agenda(rules, now)
    return screens_for(len(codes), len(codes))


def screens_for(left: int, of: int) -> int:
    """Return how many screens the questions that are left `of` an agenda need, about equally full.

    One screen of them less always needs one screen less.
    """
    return min(-(-2 * left // TWO_SCREENS), -(-MOST_OF_SIGNS * left // of))


def title_of(rules: InterviewRules, codes: Sequence[str]) -> str:
    """Return the code of the title for some questions: their own, or one for the worst of them."""
    questions = [rules.questions[code] for code in codes]
    own = {question.screen for question in questions}
    if len(own) == 1:
        return own.pop()
    if questions[0].tier in GRAVE:
        return "grave_signs"
    return "signs" if questions[0].kind == "red_flag" else "facts"
