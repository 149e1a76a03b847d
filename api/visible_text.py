"""Text from outside that people will see: one line, with nothing in it that they cannot see.

A character that is not seen makes two names look the same, and one that turns the direction of a
line changes the text around it. Unicode categories and names identify such characters, so
that no list of code points has to be kept up.
"""

import re
import unicodedata

HIDDEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
"""Categories: controls, formats, code points without a character, ends of lines."""

SHOWN = frozenset("LNPS")
"""First letters of categories: letters, numbers, punctuation and symbols leave ink."""

EMPTY = re.compile(
    r" FILLER$| PATTERN BLANK$|VARIATION SELECTOR| GRAPHEME JOINER$| VOWEL INHERENT "
    r"| NULL NOTEHEAD$"
)
"""Names of characters that are empty although they count as letters, marks or symbols."""

JOINER, NON_JOINER = "\u200d", "\u200c"
STYLES = ("\ufe0e", "\ufe0f")
"""Variation selectors 15 and 16: an emoji as text, or as a picture."""

BEFORE_STYLE = frozenset(("So", "Sm", "Sk", "Po", "Pd", "Nd"))
VIRAMA = 9
"""The combining class of marks after which a joiner shapes the letters of Indian scripts."""

PICTURES = range(0x1F000, 0x1FB00)
"""Where Unicode adds emoji; this Python may be older than one of them."""


def normal_form(text: str) -> str:
    """Return a text in NFC: what looks the same is the same, however it was typed."""
    return unicodedata.normalize("NFC", text)


def unseen_character(text: str) -> str | None:
    """Return the first character that people cannot see, for example "U+200B ZERO WIDTH SPACE".

    None if there is none. Joiners and variation selectors may stand inside an emoji, and joiners
    where a script needs them to shape its letters.
    """
    for place, character in enumerate(text):
        if is_unseen(character) and not belongs(text, place):
            name = unicodedata.name(character, "")
            return f"U+{ord(character):04X} {name}".rstrip()
    return None


def shows_nothing(text: str) -> bool:
    """Say whether a text without unseen characters holds no more than blanks and bare marks."""
    return not any(unicodedata.category(character)[0] in SHOWN for character in text) and not any(
        ord(character) in PICTURES for character in text
    )


def is_unseen(character: str) -> bool:
    if unicodedata.category(character) == "Cn" and ord(character) in PICTURES:
        return False
    is_hidden = unicodedata.category(character) in HIDDEN
    return is_hidden or EMPTY.search(unicodedata.name(character, "")) is not None


def belongs(text: str, place: int) -> bool:
    """Say whether a character shapes the ones beside it: in an emoji, or in Persian or Hindi."""
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    if not before:
        return False
    if text[place] in STYLES:
        return unicodedata.category(before) in BEFORE_STYLE or before == "\u2139"
    if text[place] not in (JOINER, NON_JOINER) or not after:
        return False
    if unicodedata.combining(before) == VIRAMA:
        return unicodedata.category(after)[0] == "L"
    if is_arabic(before) and is_arabic(after):
        return True
    return text[place] == JOINER and is_picture(before) and is_picture(after)


def is_arabic(character: str) -> bool:
    return unicodedata.name(character, "").startswith("ARABIC LETTER ") and (
        unicodedata.category(character) == "Lo"
    )


def is_picture(character: str) -> bool:
    """Say whether a character may be a part of an emoji that a joiner makes of several."""
    return (
        unicodedata.category(character) in ("So", "Sk", "Sm")
        or character in STYLES
        or ord(character) in PICTURES
    )
