"""From any string to tokens: case, accents, emoji and punctuation gone, clauses counted.

All work is bounded by `MAX_CHARACTERS` and `MAX_TOKENS`, whatever the string holds (null bytes,
lone surrogates, piles of combining marks, characters that expand to eighteen).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from api.matching.transport import MAX_CHARACTERS

MAX_NORMALISED = 4_000
MAX_TOKENS = 1_000
MAX_LETTERS = 32

COMMA_GAP = 2
CLAUSE_GAP = 4
SENTENCE_GAP = 8
"""The distance between two tokens that a comma, a "but" and a full stop add."""

APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u00b4`\uff07]")
PIECES = re.compile(
    r"(?P<word>[^\W_]+(?:'[^\W_]+)*)|(?P<stop>[.!?;:\n\r…()]+|\s-+\s)"
    r"|(?P<comma>,(?:\s*,)*)"
)
TRANSLATED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
NUMBER_AND_UNIT = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")
WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u9fff"
"""Kana and Chinese characters: no space ends a word of them, so each counts as one token."""
WRITTEN_ON = re.compile(f"[{WITHOUT_SPACES}]")
RUNS = re.compile(f"[{WITHOUT_SPACES}]|[^{WITHOUT_SPACES}]+")


class Token(NamedTuple):
    """One word, and where it is.

    The distance between two tokens says how closely they belong together, so `at` jumps at commas
    and stops. A new `clause` begins at a stop and at a "but", a new `segment` at a comma too:

        text       My  heel  hurts ,  not  my  toe .  Why
        at          1     2      3      6   7    8     17
        segment     0     0      0      1   1    1      2
        clause      0     0      0      0   0    0      1
        sentence    0     0      0      0   0    0      1

    `after_question`: the sentence before ends with a question mark, maybe with the speaker's name
    in between ("numb? Patient: no").
    """

    text: str
    at: int
    clause: int
    sentence: int
    segment: int
    after_comma: bool
    after_question: bool


@dataclass(slots=True)
class Place:
    """Where the next token will be; it moves on with every token, comma and stop."""

    at: int = 0
    clause: int = 0
    sentence: int = 0
    segment: int = 0
    after_comma: bool = False
    after_question: bool = False

    def pass_stop(self, mark: str) -> None:
        self.at += SENTENCE_GAP
        self.clause += 1
        self.sentence += 1
        self.segment += 1
        self.after_question = "?" in mark or (self.after_question and mark == ":")

    def pass_comma(self) -> None:
        self.at += COMMA_GAP
        self.segment += 1
        self.after_comma = True

    def put(self, word: str, *, opens_clause: bool) -> Token:
        """Return the token of a word at this place, and move on."""
        if opens_clause:
            self.at += CLAUSE_GAP
            self.clause += 1
            self.segment += 1
        self.at += 1
        after_comma, self.after_comma = self.after_comma, False
        return Token(
            word[:MAX_LETTERS],
            self.at,
            self.clause,
            self.sentence,
            self.segment,
            after_comma,
            self.after_question,
        )


def tokenise(
    text: str,
    *,
    emoji: Mapping[str, str],
    elisions: frozenset[str],
    clause_openers: frozenset[str],
) -> list[Token]:
    """Return the tokens of a text, at most `MAX_TOKENS`.

    `emoji` gives the word for an emoji, `elisions` are short words before an apostrophe (the *d*
    of *d'achille*), `clause_openers` are words that open a new clause ("but").
    """
    text = text[:MAX_CHARACTERS]
    for picture, word in emoji.items() if not text.isascii() else ():
        if picture in text:
            text = text.replace(picture, f" {word} ")
    tokens: list[Token] = []
    place = Place()
    for piece in PIECES.finditer(normalise(text)):
        kind = piece.lastgroup
        if kind == "word":
            words = split_word(piece.group(), elisions)
            tokens += [place.put(word, opens_clause=word in clause_openers) for word in words]
            if len(tokens) >= MAX_TOKENS:
                break
        elif kind == "stop":
            place.pass_stop(piece.group())
        else:
            place.pass_comma()
    return tokens[:MAX_TOKENS]


def normalise(text: str) -> str:
    """Return the text in lower case without accents; apostrophes are all the straight one."""
    if text.isascii():
        return text[:MAX_CHARACTERS].replace("`", "'").lower()
    kept = APOSTROPHES.sub("'", without_marks(text[:MAX_CHARACTERS]))
    folded = unicodedata.normalize("NFKD", kept)[: 2 * MAX_NORMALISED].casefold()
    return without_marks(folded)[:MAX_NORMALISED].translate(TRANSLATED)


def without_marks(text: str) -> str:
    """Return a text without combining characters; each different one is looked at once."""
    marks = {character for character in set(text) if unicodedata.combining(character)}
    return text.translate(dict.fromkeys(map(ord, marks))) if marks else text


def split_word(word: str, elisions: frozenset[str]) -> list[str]:
    """Return the words in one piece of text without spaces.

    `d'achille` is d and achille, `can't` is cant, `2cm` is 2 and cm, `膝が` is 膝 and が.
    """
    if word.isascii() and word.isalpha():
        return [word]
    head, quote, tail = word.partition("'")
    if quote and head in elisions:
        return [head, *split_word(tail, elisions)]
    joined = word.replace("'", "")
    if not joined.isascii() and WRITTEN_ON.search(joined):
        return RUNS.findall(joined)
    if joined.isalpha() or joined.isdigit():
        return [joined]
    return NUMBER_AND_UNIT.split(joined)
