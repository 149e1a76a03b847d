"""Whatever is typed: an answer, in bounded time, with nothing of the text in it or in a log."""

import logging
import os
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.matching.tokens import MAX_CHARACTERS

HOW_MANY = int(os.environ.get("HOSTILE_TEXTS", "300"))
"""Strings that are tried; `HOSTILE_TEXTS=10000` for the long run."""

SLOWEST_MS = 60
"""CPU time of any one text. Texts of people stay below 10 ms; `make bench` says how far."""

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


def hostile(number: int) -> str:
    chance = random.Random(number)  # noqa: S311 - nothing strange
    text = ""
    while len(text) < chance.choice((3, 40, 400, MAX_CHARACTERS, MAX_CHARACTERS + 500)):
        noise = "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(8)))
        text += chance.choice(PIECES) + noise
    return text[: MAX_CHARACTERS + 500]


def check(found: Match) -> None:
    assert found.outcome in {"matched", "ambiguous", "unrecognised", "seek_care"}
    assert len(found.matches) <= 3
    assert all(0 < matched.score <= 1 for matched in found.matches)
    assert [m.score for m in found.matches] == sorted(
        (m.score for m in found.matches), reverse=True
    )


class TestAnyText:
    def test_gets_an_answer_soon_and_leaves_no_trace(
        self, lexicon: Lexicon, caplog: pytest.LogCaptureFixture
    ) -> None:
        slowest = 0.0
        with caplog.at_level(logging.DEBUG):
            for number in range(HOW_MANY):
                text = hostile(number)
                started = time.process_time()
                found = match(lexicon, text)
                slowest = max(slowest, time.process_time() - started)
                check(found)

        assert caplog.records == []
        assert slowest * 1_000 < SLOWEST_MS

    @given(st.text(max_size=400))
    @settings(max_examples=100, deadline=None)
    def test_gets_the_same_answer_again(self, lexicon: Lexicon, text: str) -> None:
        found = match(lexicon, text)

        check(found)
        assert match(lexicon, text) == found

    @given(st.text(alphabet=st.characters(categories=("So", "Sk", "Mn", "Cc", "Cf")), max_size=300))
    @settings(max_examples=50, deadline=None)
    def test_without_a_letter_is_refused(self, lexicon: Lexicon, text: str) -> None:
        assert match(lexicon, text).outcome == "unrecognised"

    def test_gives_reasons_in_the_lexicons_words_only(self, lexicon: Lexicon) -> None:
        strange = "Zanzibarquux"

        found = match(lexicon, f"{strange} my heel hurts {strange} in the morning, {strange} fever")

        assert found.matches
        assert found.red_flags
        assert strange.lower() not in repr(found).lower()

    def test_beyond_the_longest_is_not_read(self, lexicon: Lexicon) -> None:
        assert match(lexicon, "x " * MAX_CHARACTERS + "heel pain").outcome == "unrecognised"
