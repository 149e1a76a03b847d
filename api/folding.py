"""Fold text so that spelling differences that mean nothing disappear."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain, compress, repeat

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


Span = list[int]
"""Where a word begins in a text, and where it ends."""

SPACED = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
"""Makes of ASCII its words in lower case, each at its place."""


def highlights(texts: Sequence[str], query: str) -> list[list[Span]]:
    """Return for each text where the words are that answer one of `query`, typos allowed.

    The words of all texts are compared together: texts that answer the same query share many.
    """
    looked_at = [text[:LONGEST] for text in texts]
    # Texts of ASCII are looked through as one: to call anything for each would take longer.
    plain = [text for text in looked_at if text.isascii()]
    spaced = "\n".join(plain).translate(SPACED)
    others = {text: words_of(text) for text in looked_at if not text.isascii()}
    every = {*spaced.split(), *chain.from_iterable(others.values())}
    answering = {word for token in fold(query).split() for word in answers(every, token) if word}
    found = iter(places_in_each(plain, f" {spaced} ", answering))
    return [
        places(text, others[text], answering) if text in others else next(found)
        for text in looked_at
    ]


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; one of which nothing is left is empty."""
    return [word.lower() if word.isascii() else fold(word) for word in WORD.findall(text)]


def answers(words: set[str], token: str) -> set[str]:
    """Return the words that answer a token."""
    # Most words answer nothing, and a step of Python for each would take a third longer.
    found = {*compress(words, map(str.startswith, words, repeat(token)))}
    found |= words & {token[:length] for length in range(STEM, len(token))}
    if len(token) >= STEM:
        similarity = Levenshtein.normalized_similarity
        alike = extract(token, words, scorer=similarity, score_cutoff=ALIKE, limit=None)
        found.update(word for word, _, _ in alike)
    return found


def places(text: str, words: Sequence[str], answering: set[str]) -> list[Span]:
    """Return where those of the words of a text are that are among `answering`."""
    spans = (match.span() for match in WORD.finditer(text))
    return [[*span] for span, word in zip(spans, words, strict=True) if word in answering]


def places_in_each(texts: Sequence[str], spaced: str, answering: set[str]) -> list[list[Span]]:
    """Return the same for each of some texts of ASCII.

    `spaced` holds their words, each at its place in the texts with one character between them, and
    a space before and after.
    """
    begins = [*accumulate((len(text) + 1 for text in texts), initial=0)]
    places = []
    for word in answering:
        sought, length = f" {word} ", len(word)
        start = spaced.find(sought)
        while start >= 0:
            places.append((start, start + length))
            start = spaced.find(sought, start + length + 1)
    found: list[list[Span]] = [[] for _ in texts]
    for start, end in sorted(places):
        number = bisect_right(begins, start) - 1
        found[number].append([start - begins[number], end - begins[number]])
    return found
