"""Fold text so that spelling differences that mean nothing disappear."""

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

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
    found = []
    for match in WORD.finditer(text[:LONGEST]):
        word = match.group()
        word = word.lower() if word.isascii() else fold(word)
        for token in asked:
            if word and answers(word, token):
                found.append(list(match.span()))
                break
    return found


def answers(word: str, token: str) -> bool:
    if word.startswith(token) or (len(word) >= STEM and token.startswith(word)):
        return True
    size = len(token)
    # A word of half or twice the length cannot be alike; most are seen through here.
    return (
        size >= STEM
        and size < 2 * len(word) < 4 * size
        and Levenshtein.normalized_similarity(word, token) >= ALIKE
    )
