"""Whatever is typed: an answer, in bounded time, with nothing of the text in it or in a log."""

import logging
import random
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.matching.transport import MAX_CHARACTERS
from api.screening import Answer, Person, said
from tests.soak import rounds

SIGNS = st.characters(categories=("So", "Sk", "Mn", "Cc", "Cf")).filter(
    # Some signs are letters in a circle or a square, such as ㎊ (pF), and are read as letters.
    lambda sign: not any(character.isalnum() for character in normalize("NFKC", sign))
)

HOW_MANY = rounds(short=300, long=10_000)

MOST_STEPS = 40_000
"""Lines of Python for any one of them: more than twice the most that was counted."""

PIECES = (
    "heel pain ",
    "my calf is swollen and red ",
    "🦶🏽",
    "👩‍⚕️😭",
    "'; DROP TABLE complaints; --",
    "\0",
    "\u202eniap leeh",
    "ألم في الكعب",
    "כאב בעקב",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "\ufdfa" * 20,
    "\ud800",
    "{{7*7}}${jndi:ldap://x}",
    "<script>alert(1)</script>",
    "a" * 500,
    "aaaaab" * 50,
    "no not never without ",
    "or, and, nor, ",
    "plantr fascitis hele pian ",
    "12 year old ",
    "\n\r\t",
    "%s%n%x",
    "½ⅷ①㎏ﬃ",
    "𝔥𝔢𝔢𝔩 𝔭𝔞𝔦𝔫",
    "heelheelheelpainpain",
)


ANSWERED = said([Answer("dvt", "no"), Answer("pregnancy", "unsure")], Person("over_65"))


def hostile(number: int) -> str:
    chance = random.Random(number)  # noqa: S311 - nothing strange
    text = ""
    while len(text) < chance.choice((3, 40, 400, MAX_CHARACTERS, MAX_CHARACTERS + 500)):
        noise = "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(8)))
        text += chance.choice(PIECES) + noise
    return text[: MAX_CHARACTERS + 500]


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python a piece of work runs: the same on a busy machine."""
    counted = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal counted
        counted += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted


def check(found: Match) -> None:
    assert found.outcome in {"matched", "ambiguous", "unrecognised", "needs_answer", "seek_care"}
    assert len(found.ask_first) <= 3
    assert found.ask_first == found.ask[:3]
    assert len(found.matches) <= 3
    assert all(0 < matched.score <= 1 for matched in found.matches)
    assert [m.score for m in found.matches] == sorted(
        (m.score for m in found.matches), reverse=True
    )


class TestAnyText:
    def test_gets_an_answer_in_few_steps(self, lexicon: Lexicon) -> None:
        for number in range(HOW_MANY):
            assert steps(partial(match, lexicon, hostile(number))) < MOST_STEPS, number

    @pytest.mark.parametrize(
        "piece", ["no heel pain, or a numb toe. ", "no a\n", "\ufdfa\n", "my son 9 is 9\n"]
    )
    def test_costs_no_more_than_its_length(self, lexicon: Lexicon, piece: str) -> None:
        """Also if every word is a cue, if a letter makes four words, and if it is read twice."""
        text = piece * (3_000 // len(piece))

        short = steps(partial(match, lexicon, text[:500]))
        long = steps(partial(match, lexicon, text[:MAX_CHARACTERS]))

        assert long < 5 * short
        assert steps(partial(match, lexicon, text * 10)) < 1.1 * long

    def test_gets_an_answer_and_leaves_no_trace(
        self, lexicon: Lexicon, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            for number in range(HOW_MANY):
                check(match(lexicon, hostile(number)))
                check(match(lexicon, hostile(number), ANSWERED))

        assert caplog.records == []

    def test_may_glue_any_words_of_the_lexicon_together(self, lexicon: Lexicon) -> None:
        for word in sorted(lexicon.speller.joinable):
            assert lexicon.speller.spell(f"knee{word}").stems
            assert lexicon.speller.spell(f"{word}heel").stems

    @given(st.text(max_size=400))
    @settings(max_examples=100, deadline=None)
    def test_gets_the_same_answer_again(self, lexicon: Lexicon, text: str) -> None:
        found = match(lexicon, text)

        check(found)
        assert match(lexicon, text) == found

    @given(st.text(alphabet=SIGNS, max_size=300))
    @settings(max_examples=50, deadline=None)
    def test_without_a_letter_is_refused(self, lexicon: Lexicon, text: str) -> None:
        assert match(lexicon, text).outcome == "unrecognised"

    def test_gives_reasons_in_the_lexicons_words_only(self, lexicon: Lexicon) -> None:
        strange = "Zanzibarquux"

        text = f"{strange} my calf hurts {strange} since Sunday, {strange} it is swollen and hot"
        found = match(lexicon, text)

        assert found.matches
        assert found.red_flags
        assert strange.lower() not in repr(found).lower()

    def test_beyond_the_longest_is_not_read(self, lexicon: Lexicon) -> None:
        assert match(lexicon, "x " * MAX_CHARACTERS + "heel pain").outcome == "unrecognised"
