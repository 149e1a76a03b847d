"""From any string to tokens: case, accents, emoji and punctuation gone, clauses counted.

All work is bounded by `MAX_CHARACTERS` and `MAX_TOKENS`, whatever the string holds (null bytes,
lone surrogates, piles of combining marks, characters that expand to eighteen).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
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
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
BREAK = re.compile(r"([.!?;:\n\r…()]+|\s-+\s|,(?:\s*,)*)")
"""A stop or a comma; no word holds a character of one."""

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

    def put(self, words: Iterable[str], clause_openers: Collection[str]) -> list[Token]:
        """Return the tokens of words without a comma or stop in between, and move on."""
        at, clause, segment = self.at, self.clause, self.segment
        sentence, after_comma, after_question = (
            self.sentence,
            self.after_comma,
            self.after_question,
        )
        tokens: list[Token] = []
        for word in words:
            if word in clause_openers:
                at += CLAUSE_GAP
                clause += 1
                segment += 1
            at += 1
            text = word[:MAX_LETTERS]
            tokens.append(Token(text, at, clause, sentence, segment, after_comma, after_question))
            after_comma = False
        self.at, self.clause, self.segment, self.after_comma = at, clause, segment, after_comma
        return tokens


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
    for number, part in enumerate(BREAK.split(normalise(text))):
        if number % 2 == 0:
            tokens += place.put(words_in(part, elisions), clause_openers)
        elif part.startswith(","):
            place.pass_comma()
        else:
            place.pass_stop(part)
    return tokens[:MAX_TOKENS]


def normalise(text: str) -> str:
    """Return the text in lower case without accents; apostrophes are all the straight one."""
    if text.isascii():
        return text[:MAX_CHARACTERS].replace("`", "'").lower()
    kept = APOSTROPHES.sub("'", without_marks(text[:MAX_CHARACTERS]))
    folded = unicodedata.normalize("NFKD", kept)[: 2 * MAX_NORMALISED].casefold()
    plain = without_marks(folded)[:MAX_NORMALISED]
    return plain if plain.isascii() else plain.translate(TRANSLATED)


def without_marks(text: str) -> str:
    """Return a text without combining characters; each different one is looked at once."""
    for character in set(text):
        if unicodedata.combining(character):
            text = text.replace(character, "")
    return text


def words_in(text: str, elisions: frozenset[str]) -> list[str]:
    pieces = WORD.findall(text)
    if text.isascii() and all(map(str.isalpha, pieces)):
        return pieces
    return [word for piece in pieces for word in split_word(piece, elisions)]


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
