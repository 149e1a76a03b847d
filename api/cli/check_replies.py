"""What a person types below a screen of the safety check, read as answers. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from api.screening import Answer
from api.vocabulary import AnswerWord

Screen = Mapping[str, Any]
"""A screen as v1 serves it."""

Move = Literal["answer", "back", "explain", "stop"]

NONE = {"", "n", "no", "none"}
MOVES: Mapping[str, Move] = {
    "b": "back",
    "back": "back",
    "?": "explain",
    "h": "explain",
    "help": "explain",
    "q": "stop",
    "quit": "stop",
}
WORDS: Mapping[str, AnswerWord] = {
    "y": "yes",
    "yes": "yes",
    "n": "no",
    "no": "no",
    "u": "unsure",
    "unsure": "unsure",
}

NUMBERED = re.compile(r"(\d{1,3})(u?)")
CODED = re.compile(r"([a-z0-9_-]+)(?:=([a-z]+))?")


class UnreadableReplyError(ValueError):
    """What was typed fits no question of the screen; the text says what would."""


@dataclass(frozen=True)
class Reply:
    """What to do next; with `answer`, each question of the screen that gets an answer."""

    move: Move
    answers: tuple[Answer, ...] = ()


def read_reply(line: str, screen: Screen) -> Reply:
    """Read one line: nothing (none of these), what fits, a letter for each question, or a move.

    What fits is named by number (“2 4u”) or by code (“dvt pe=unsure”); all else is a no. Raises
    UnreadableReplyError; nothing is ever guessed.
    """
    typed = line.strip().lower()
    if typed in MOVES:
        return Reply(MOVES[typed])
    codes = [question["code"] for question in screen["questions"]]
    given = {} if typed in NONE else by_letter(typed, codes) or dict(named(typed, codes))
    return Reply("answer", tuple(answers_of(given, screen)))


def by_letter(typed: str, codes: Sequence[str]) -> dict[str, AnswerWord]:
    """Return an answer for each question in turn; none if these are not as many y, n and u."""
    letters = re.sub(r"[\s,]+", "", typed)
    if len(letters) != len(codes) or not set(letters) <= set("ynu"):
        return {}
    return {code: WORDS[letter] for code, letter in zip(codes, letters, strict=True)}


def named(typed: str, codes: Sequence[str]) -> Iterator[tuple[str, AnswerWord]]:
    """Yield the answers to the questions that are named by number or by code."""
    for word in re.split(r"[\s,]+", typed):
        numbered, coded = NUMBERED.fullmatch(word), CODED.fullmatch(word)
        if numbered and 1 <= int(numbered[1]) <= len(codes):
            yield codes[int(numbered[1]) - 1], "unsure" if numbered[2] else "yes"
        elif coded and coded[1] in codes and (coded[2] or "yes") in WORDS:
            yield coded[1], WORDS[coded[2] or "yes"]
        else:
            raise UnreadableReplyError(word)


def answers_of(given: Mapping[str, AnswerWord], screen: Screen) -> Iterator[Answer]:
    """Yield the answers to send: a no to all that was not named.

    Of complaints the chosen ones are enough.
    """
    is_chosen = any(word != "no" for word in given.values())
    for question in screen["questions"]:
        answer = Answer(question["code"], given.get(question["code"], "no"))
        if answer.answer != "no" or not (is_chosen and question["kind"] == "which_complaint"):
            yield answer
