"""The same sentences, typed worse: at most three points of first right are lost, and where
sentences are so short that many hang on one word, at most four to a typo."""

import random
import unicodedata
from collections.abc import Callable, Collection

import pytest

from api.cli.evaluation import evaluate
from api.cli.labelled import Labelled
from api.matching.reading.outcome import Match
from tests.matching.cases import BY_EDITORS, cases

Matcher = Callable[[str], Match]

MOST_LOST = 3.0
"""Points of a hundred."""

SHORT = ["breadth", "conversations", "everyday"]
"""Their sentences are short: many hang on the one word that the typo hits ("leg" as "eg")."""

MOST_LOST_IF_SHORT = 4.5

THANKS = "Thanks so much in advance for any advice, have a great day!"

CHANCE = 2.0
"""Points more that may be lost by a fifth of the sentences, which is a small sample."""

SOME_OR_MANY = pytest.mark.parametrize(
    "every", [9, pytest.param(3, marks=pytest.mark.slow)], ids=["some", "many"]
)
SOME_OR_ALL = pytest.mark.parametrize(
    "every", [5, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"]
)

AS_WRITTEN = "further_languages"
"""No typo is forgiven in these: we do not know the ordinary words of their languages."""


def labelled(*, files: Collection[str] = BY_EDITORS) -> list[Labelled]:
    """Every labelled case, but those misspelt already: a typo more would make two."""
    found = [case.labelled for file in files if file != AS_WRITTEN for case in cases(file)]
    return [s for s in found if s.complaint is not None and s.kind != "misspelling"]


def with_a_typo(text: str) -> str:
    """Swap, drop, double or replace one letter; which one follows from the text alone."""
    chance = random.Random(text)  # noqa: S311 - nothing secret
    places = [i for i, character in enumerate(text) if character.isalpha()]
    at = chance.choice(places)
    kind = chance.choice(("swap", "drop", "double", "replace"))
    if kind == "swap" and text[at + 1 : at + 2].isalpha():
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == "double":
        return text[:at] + text[at] + text[at:]
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz") if kind == "replace" else ""
    return text[:at] + letter + text[at + 1 :]


def without_accents(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    return "".join(character for character in spread if not unicodedata.combining(character))


def first_right(match: Matcher, sentences: list[Labelled]) -> float:
    return 100 * evaluate(match, sentences).figure("first right").share


@SOME_OR_MANY
@pytest.mark.parametrize(
    ("worse", "most"),
    [
        (str.upper, MOST_LOST),
        (without_accents, MOST_LOST),
        (lambda text: f"{text} 😭🙏🏽", MOST_LOST),
        (
            lambda text: f"Hi everyone, sorry to bother you, could you please help me? {text}",
            MOST_LOST,
        ),
        (lambda text: f"{text} {THANKS}", MOST_LOST),
        (lambda text: text.replace(" ", "  ").replace(".", "..."), MOST_LOST),
    ],
    ids=["capitals", "no accents", "emoji", "preface", "thanks", "spacing"],
)
def test_little_is_lost(
    match_once: Matcher, worse: Callable[[str], str], most: float, every: int
) -> None:
    sentences = labelled()[::every]
    before = first_right(match_once, sentences)

    typed = [Labelled(worse(s.text), s.kind, s.complaint, s.acceptable) for s in sentences]

    assert before - first_right(match_once, typed) <= most


@SOME_OR_ALL
@pytest.mark.parametrize(
    ("files", "most"),
    [([f for f in BY_EDITORS if f not in SHORT], MOST_LOST), (SHORT, MOST_LOST_IF_SHORT)],
    ids=["most", "short"],
)
def test_little_is_lost_to_a_typo(
    match_once: Matcher, files: list[str], most: float, every: int
) -> None:
    sentences = labelled(files=files)[::every]
    typed = [Labelled(with_a_typo(s.text), s.kind, s.complaint, s.acceptable) for s in sentences]

    lost = first_right(match_once, sentences) - first_right(match_once, typed)
    assert lost <= most + (CHANCE if every > 1 else 0)


@SOME_OR_ALL
@pytest.mark.parametrize(
    ("files", "least"),
    [([f for f in BY_EDITORS if f not in SHORT], 0.94), (SHORT, 0.9)],
    ids=["most", "short"],
)
def test_a_warning_sign_survives_a_typo(
    match_once: Matcher, files: list[str], least: float, every: int
) -> None:
    flagged = [c.labelled for f in files for c in cases(f) if c.labelled.red_flag][::every]
    typed = [Labelled(with_a_typo(s.text), s.kind, None, red_flag=True) for s in flagged]

    found = evaluate(match_once, typed).figure("red flags found")

    assert found.n > 200 / every
    assert 100 * found.share >= 100 * least - (CHANCE if every > 1 else 0)
