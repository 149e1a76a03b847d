"""Invisible characters between two letters: some cut a word, some stand for a blank."""

import re
import unicodedata
from collections.abc import Callable
from itertools import chain

GAP = "\u200b"
"""ZERO WIDTH SPACE: a blank that is not seen, unless a word runs across it."""

GLUE = "\u2060"
"""WORD JOINER: nothing, unless both sides are words and the whole is none."""

MOST_PARTS = 3
"""A chain of more words than this has no blanks but these."""

HYPHENATED_LINE = re.compile("\u00ad[ \t]*\r?\n[ \t]*")
UNSEEN = re.compile(r"(?<=[\w'])[^\w\s\x00-\x7e]+(?=[\w'])")
BETWEEN_WORDS = "\u180e\u200b\u2060\ufeff"
SPARED = frozenset(BETWEEN_WORDS)
SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
IGNORED = frozenset(("\u034f", "\u17b4", "\u17b5", *map(chr, chain(*SELECTORS))))
"""Not seen, and not of the category Cf: variation selectors and other joiners."""

BESIDE_APOSTROPHE = re.compile(f"[{BETWEEN_WORDS}]+(?=')|(?<=')[{BETWEEN_WORDS}]+")
CHAIN = re.compile(rf"(?<![^\W_])[^\W_]+(?:[{BETWEEN_WORDS}]+[^\W_]+)+")
JOINT = re.compile(f"[{BETWEEN_WORDS}]+")
EMPTY_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Of Hangul."""
FILLERS = str.maketrans(dict.fromkeys(EMPTY_LETTERS, " "))


def join_words(text: str, is_word: Callable[[str], bool]) -> str:
    """Put words together that invisible characters cut, and part those that they keep apart."""
    if text.isascii() or not any(map(is_joint, set(text))):
        return text
    text = HYPHENATED_LINE.sub("", text).translate(FILLERS)
    text = UNSEEN.sub(only_seen, text)
    text = BESIDE_APOSTROPHE.sub("", text)
    text = CHAIN.sub(lambda chain: joined_or_parted(chain.group(), is_word), text)
    return JOINT.sub(" ", text)


def is_joint(character: str) -> bool:
    """Say whether a character joins or parts words and is not seen."""
    return is_unseen(character) or character in EMPTY_LETTERS


def only_seen(run: re.Match[str]) -> str:
    return "".join(c for c in run.group() if c in SPARED or not is_unseen(c))


def is_unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Me") or character in IGNORED


def joined_or_parted(chain: str, is_word: Callable[[str], bool]) -> str:
    """Return a chain as one word if that is known; as its parts if those are; else as it looks."""
    parts = JOINT.split(chain)
    whole = "".join(parts)
    if is_word(whole):
        return whole
    if len(parts) == 2 and any(len(part) == 1 and not is_word(part) for part in parts):
        return whole
    if all(map(is_word, parts)) or len(parts) > MOST_PARTS or GAP in chain:
        return " ".join(parts)
    return whole
