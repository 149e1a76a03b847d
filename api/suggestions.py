"""The known word that was probably meant instead of one that is not known."""

from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from api.folding import fold

CUTOFF, CUTOFF_OF_ONE = 0.72, 0.66
"""Likeness (0 to 1) below which a suggestion would mislead: better none than a wrong one.

One mistake in a word of three letters is a third of it, so for one mistake it is lower.
"""

SHORTEST = 3
"""Letters of the shortest word that can be a misspelling or the beginning of a known one."""

RHYMING = 4
"""In words of at most so many letters another first letter makes another word: *ball*, *wall*."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` misspells, begins or contains; None if there is none.

    Case and punctuation make no difference: `Plantar Fasciitis` finds `plantar-fasciitis`, and
    `monday` finds `mon`. Words that merely look alike do not count: `quadriceps` does not find
    `quadratus-plantae`.
    """
    asked = fold(word[:80])
    folded = {name: fold(name) for name in known}
    for name, one in folded.items():
        if one == asked:
            return name
    if len(asked) < SHORTEST:
        return None
    return misspelt(asked, folded) or begun(asked, folded)


def misspelt(asked: str, folded: Mapping[str, str]) -> str | None:
    """Return the name with the fewest wrong letters (two swapped ones are one mistake)."""
    found = process.extractOne(
        asked, folded, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=CUTOFF_OF_ONE
    )
    if found is None:
        return None
    like, score, name = found
    if is_another(asked, like):
        return None
    return name if score >= CUTOFF or DamerauLevenshtein.distance(asked, like) == 1 else None


def is_another(asked: str, like: str) -> bool:
    """Say whether two short words only rhyme: "ball" is no misspelt "wall"."""
    is_short = len(asked) == len(like) <= RHYMING
    return is_short and asked[0] != like[0] and sorted(asked) != sorted(like)


def begun(asked: str, folded: Mapping[str, str]) -> str | None:
    """Return the shortest name that begins like the word, or has all of its words."""
    words = set(asked.split())
    fitting = [
        (abs(len(one) - len(asked)), name)
        for name, one in folded.items()
        if len(one) >= SHORTEST
        and (one.startswith(asked) or asked.startswith(one) or is_part(words, set(one.split())))
    ]
    return min(fitting)[1] if fitting else None


def is_part(some: set[str], others: set[str]) -> bool:
    return some <= others or others <= some
