"""From any string to words: case, accents, emoji and punctuation gone, clauses marked.

All work is bounded by `MAX_CHARACTERS` and `MAX_WORDS`, whatever the string holds (null
bytes, lone surrogates, piles of combining marks, characters that expand to eighteen).
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

MAX_CHARACTERS = 2_000
MAX_NORMALISED = 4_000
MAX_WORDS = 1_000
MAX_WORD = 32

COMMA_GAP = 2
CLAUSE_GAP = 4
SENTENCE_GAP = 8
"""What a comma, a "but" and a full stop add to the distance between two words."""

APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u00b4`\uff07]")
PIECES = re.compile(r"(?P<word>[^\W_]+(?:'[^\W_]+)*)|(?P<stop>[.!?;:\n\r…()]+|\s-+\s)|(?P<comma>,)")
TRANSLATED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
NUMBER_AND_UNIT = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")
WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u9fff"
"""Kana and Chinese characters; a word of them ends nowhere, so each counts as one."""
WRITTEN_ON = re.compile(f"[{WITHOUT_SPACES}]")
RUNS = re.compile(f"[{WITHOUT_SPACES}]|[^{WITHOUT_SPACES}]+")


class Word(NamedTuple):
    """One word. `at` grows with each word and jumps at commas and stops: the distance between
    two words says how closely they belong together. `clause` ends at a stop or a "but", `piece` at
    a comma too. `after_question`: a question stands before its sentence, maybe with the speaker's
    name between ("numb? Patient: no")."""

    text: str
    at: int
    clause: int
    sentence: int
    piece: int
    after_comma: bool
    after_question: bool


def plain(text: str) -> str:
    """Return the text in lower case without accents; apostrophes are all the straight one."""
    if text.isascii():
        return APOSTROPHES.sub("'", text[:MAX_CHARACTERS]).lower()
    kept = "".join(c for c in text[:MAX_CHARACTERS] if not unicodedata.combining(c))
    kept = APOSTROPHES.sub("'", kept)
    folded = unicodedata.normalize("NFKD", kept)[: 2 * MAX_NORMALISED].casefold()
    spread = (c for c in folded if not unicodedata.combining(c))
    return "".join(spread)[:MAX_NORMALISED].translate(TRANSLATED)


def split_word(word: str, elisions: frozenset[str]) -> list[str]:
    """Return the parts of one piece: `d'achille` → d, achille; `can't` → cant; `2cm` → 2, cm;
    `膝が` → 膝, が."""
    head, quote, tail = word.partition("'")
    if quote and head in elisions:
        return [head, *split_word(tail, elisions)]
    joined = word.replace("'", "")
    if not joined.isascii() and WRITTEN_ON.search(joined):
        return RUNS.findall(joined)
    if joined.isalpha() or joined.isdigit():
        return [joined]
    return NUMBER_AND_UNIT.split(joined)


def words_of(
    text: str,
    *,
    pictures: Mapping[str, str],
    elisions: frozenset[str],
    turns: frozenset[str],
) -> list[Word]:
    """Cut a text into words.

    `pictures` turns an emoji into a word; `turns` are words that open a new clause ("but").
    """
    text = text[:MAX_CHARACTERS]
    for picture, word in pictures.items():
        if picture in text:
            text = text.replace(picture, f" {word} ")
    found: list[Word] = []
    at = clause = sentence = piece = 0
    after_comma = after_question = False
    for cut in PIECES.finditer(plain(text)):
        if cut.lastgroup == "stop":
            at, clause, sentence = at + SENTENCE_GAP, clause + 1, sentence + 1
            piece += 1
            after_question = "?" in cut.group() or (after_question and cut.group() == ":")
        elif cut.lastgroup == "comma":
            at, piece, after_comma = at + COMMA_GAP, piece + 1, True
        else:
            word = cut.group()
            simple = word.isascii() and word.isalpha()
            for part in (word,) if simple else split_word(word, elisions):
                if part in turns:
                    at, clause, piece = at + CLAUSE_GAP, clause + 1, piece + 1
                at += 1
                said = part[:MAX_WORD]
                found.append(Word(said, at, clause, sentence, piece, after_comma, after_question))
                after_comma = False
        if len(found) >= MAX_WORDS:
            break
    return found[:MAX_WORDS]
