"""Character references of HTML: `&nbsp;`, `&#39;`, `&#x27` and their broken forms."""

import re
import unicodedata
from html import unescape
from html.entities import html5

MARKS = "acute|grave|circ|tilde|uml|cedil|ring|slash"
QUOTES = "apos|[lrsb]s?a?quo|[lr]dquo|bdquo|quot"
SPACES = "nbsp|ensp|emsp|thinsp|hairsp|shy|zwj|zwnj|zwsp"
SIGNS = "amp|lt|gt|ndash|mdash|hellip|bull|middot"
SENT = f"(?:[A-Za-z](?:{MARKS})|(?:AE|ae|OE|oe|sz)lig|{QUOTES}|{SPACES}|{SIGNS})"
"""Names that programs write in place of a character of prose."""

NUMBER = re.compile(r"&\s?#\s?(?:([xX])\s?0*([0-9A-Fa-f]{1,6})|0*([0-9]{1,7}))\s?;")
OPEN_HEX = re.compile(
    r"&#[xX]0*(20[0-6][0-9A-Fa-f]|[Ff][Ee][Ff][Ff]|[2-7][0-9A-Fa-f]|[A-Fa-f][0-9A-Fa-f])"
)
OPEN_DECIMAL = re.compile(r"&#0*([0-9]{2,6})")
NAME = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
BROKEN_NAME = re.compile(rf"&\s?({SENT})\s?;|&({SENT})(?<!&amp(?=ut))", re.IGNORECASE)
"""`& nbsp ;` of a translator; `tal&oacuten` without its end; but not "crushed&amputated"."""

WITHOUT_AMPERSAND = re.compile(
    r"(?<!&)(?:(nbsp);|(#0?39|#x0?27|apos|rsquo);|amp;(?=[#a-z]))", re.IGNORECASE
)

BARE = re.compile(r"\bnbsp\b", re.IGNORECASE)
AGAIN = re.compile(r"&\s?(?:amp\s?;\s?)+(?=[#\w])", re.IGNORECASE)

ORDINARY_WORDS = frozenset(
    (
        *("and", "or", "not", "in", "top", "bottom", "int", "sub", "sup", "image", "real"),
        *("phone", "male", "female", "star", "block", "square", "cross", "check", "race"),
        *("angle", "because", "therefore", "models", "ring", "bump", "hearts", "part", "para"),
        *("sect", "deg", "times"),
    )
)
"""Names of mathematical signs that are words, too: "numb &not; able to move"."""

EXTRA = {"zwsp": "\u200b"}


def undo_entities(text: str) -> str:
    """Undo character references, with or without their semicolon."""
    if "&" in text:
        text = AGAIN.sub("&", text)
        text = NUMBER.sub(numbered, text)
        text = OPEN_HEX.sub(lambda found: unescape(f"&#x{found.group(1)};"), text)
        text = OPEN_DECIMAL.sub(lambda found: unescape(f"&#{found.group(1)};"), text)
        text = NAME.sub(named, text)
        text = BROKEN_NAME.sub(named, text)
    if ";" in text:
        text = WITHOUT_AMPERSAND.sub(without_ampersand, text)
    return BARE.sub(" ", text) if "nbsp" in text.lower() else text


def numbered(found: re.Match[str]) -> str:
    is_hex, hexadecimal, decimal = found.groups()
    return unescape(f"&#{'x' if is_hex else ''}{hexadecimal or decimal};")


def named(found: re.Match[str]) -> str:
    """Return the character of a name in any case; a name that people write as a word stays."""
    name = next(group for group in found.groups() if group)
    for spelled in (name, name.lower(), name.capitalize()):
        value = EXTRA.get(spelled) or html5.get(f"{spelled};")
        if value is not None:
            return found.group() if is_word_of_prose(name, value) else value
    return found.group()


def is_word_of_prose(name: str, value: str) -> bool:
    is_sign = unicodedata.category(value[0]).startswith("S") and ord(value[0]) >= 0x80
    return is_sign and (len(name) < 4 or name.lower() in ORDINARY_WORDS)


def without_ampersand(found: re.Match[str]) -> str:
    blank, quote = found.groups()
    return " " if blank else "'" if quote else "&"
