"""Fold text so that spelling differences that mean nothing disappear."""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

LONGEST = 400
"""Characters that are looked at."""

STEM = 4
"""Shorter words have to agree letter by letter."""

ALIKE = 0.7
"""From this likeness (0 to 1) on, one word counts as the other with a typo."""

WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return lower-case words without accents, apostrophes and punctuation, one space between.

    `fold("Achilles’ Tendón-stretch")` is `"achilles tendon stretch"`. At most 400 characters are
    looked at, so that the work is bounded.
    """
    plain = text[:LONGEST].replace("'", "").replace("’", "")
    return " ".join(WORD.findall(plain.lower() if plain.isascii() else without_accents(plain)))


def without_accents(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in spread if not unicodedata.combining(c))


def highlights(text: str, query: str) -> list[list[int]]:
    """Return `[start, end]` of each word of `text` that answers one of `query`, typos allowed."""
    asked = fold(query).split()
    matches = list(WORD.finditer(text[:LONGEST]))
    written = [match.group() for match in matches]
    words = [word.lower() if word.isascii() else fold(word) for word in written]
    answering = {at for token in asked for at in answers(words, token)}
    return [list(matches[at].span()) for at in sorted(answering) if words[at]]


def answers(words: Sequence[str], token: str) -> list[int]:
    """Return the places of the words that answer a token."""
    found = [
        at
        for at, word in enumerate(words)
        if word.startswith(token) or (len(word) >= STEM and token.startswith(word))
    ]
    if len(token) >= STEM:
        similarity = Levenshtein.normalized_similarity
        alike = extract(token, words, scorer=similarity, score_cutoff=ALIKE, limit=None)
        found += [at for _, _, at in alike]
    return found
