"""Which texts show all that is in them."""

import sys
import unicodedata

import pytest

from api.visible_text import is_unseen, normal_form, shows_nothing, unseen_character
from tests.cases import in_one_test

SEEN = [
    "Morning feet",
    "Füße – «días», 50 %, l'été…",
    "夜の足",
    "קל ומהיר",
    "قدم",
    "می\u200cخواهم",
    "क्\u200dष",
    "पैर",
    "👩\u200d⚕️ feet ❤️",
    "🏃🏽\u200d♀\ufe0f 1\ufe0f\u20e3 ©\ufe0f ↔\ufe0f ℹ\ufe0f",
    "👨\u200d👩\u200d👧",
    "a\u00a0b c\u202fd",
    "\U0001faea",
]
UNSEEN = {
    "a\u200bb": "U+200B ZERO WIDTH SPACE",
    "\u115f": "U+115F HANGUL CHOSEONG FILLER",
    "\u1160": "U+1160 HANGUL JUNGSEONG FILLER",
    "\u3164": "U+3164 HANGUL FILLER",
    "\uffa0": "U+FFA0 HALFWIDTH HANGUL FILLER",
    "\u2800": "U+2800 BRAILLE PATTERN BLANK",
    "a\u061cb": "U+061C ARABIC LETTER MARK",
    "a\u200e": "U+200E LEFT-TO-RIGHT MARK",
    "\u200fa": "U+200F RIGHT-TO-LEFT MARK",
    "a\u202eb": "U+202E RIGHT-TO-LEFT OVERRIDE",
    "a\u2066b": "U+2066 LEFT-TO-RIGHT ISOLATE",
    "a\u2060b": "U+2060 WORD JOINER",
    "a\ufeffb": "U+FEFF ZERO WIDTH NO-BREAK SPACE",
    "a\u00adb": "U+00AD SOFT HYPHEN",
    "a\u200db": "U+200D ZERO WIDTH JOINER",
    "a\u200cb": "U+200C ZERO WIDTH NON-JOINER",
    "a\ufe0f": "U+FE0F VARIATION SELECTOR-16",
    "a\U000e0100": "U+E0100 VARIATION SELECTOR-17",
    "a\U000e0061": "U+E0061 TAG LATIN SMALL LETTER A",
    "a\u034fb": "U+034F COMBINING GRAPHEME JOINER",
    "a\u180eb": "U+180E MONGOLIAN VOWEL SEPARATOR",
    "a\u2028b": "U+2028 LINE SEPARATOR",
    "a\ue000": "U+E000",
    "a\x00": "U+0000",
    "a\x85b": "U+0085",
    "a\U000e0080": "U+E0080",
    "a\uffff": "U+FFFF",
    "👩\u200d": "U+200D ZERO WIDTH JOINER",
}


class TestUnseenCharacters:
    @in_one_test("text", SEEN)
    def test_none_is_found_in_what_people_write(self, text: str) -> None:
        assert unseen_character(text) is None
        assert not shows_nothing(text)

    @in_one_test(("text", "name"), UNSEEN.items(), ids=UNSEEN.values())
    def test_each_is_named(self, text: str, name: str) -> None:
        assert unseen_character(text) == name

    @pytest.mark.parametrize("text", ["", " ", "\u3000", "\u0301", "\u0301\u0308 \u00a0"])
    def test_marks_and_blanks_alone_show_nothing(self, text: str) -> None:
        assert shows_nothing(text)

    def test_no_format_character_is_seen_by_itself(self) -> None:
        everything = map(chr, range(sys.maxunicode + 1))
        formats = [c for c in everything if unicodedata.category(c) in ("Cf", "Zl", "Zp", "Cc")]

        assert len(formats) > 200
        assert all(is_unseen(character) for character in formats)


def test_the_normal_form_of_two_ways_to_type_a_name_is_one() -> None:
    assert normal_form("Fu\u0308\u00dfe") == normal_form("F\u00fc\u00dfe") == "F\u00fc\u00dfe"
