"""Typing errors: the forms that a word may have, and which errors people make."""

from collections.abc import Iterator
from itertools import combinations

TWO_TYPOS_FROM = 7
ANY_TYPO_FROM = 4
"""Lengths from which a word may have two errors, and from which any one error is likely."""


def deletions(word: str, times: int) -> Iterator[str]:
    """Yield the word, and the word without any one (or two) of its letters."""
    yield word
    places = range(len(word))
    yield from {word[:one] + word[one + 1 :] for one in places}
    if times > 1:
        pairs = combinations(places, 2)
        yield from {word[:one] + word[one + 1 : two] + word[two + 1 :] for one, two in pairs}


def typos_allowed(word: str) -> int:
    return 2 if len(word) >= TWO_TYPOS_FROM else 1


def is_likely_typo(word: str, candidate: str, distance: int) -> bool:
    """Say whether people make a typo of this kind.

    Two mistakes leave the first letter alone, and so do those in a short word, unless letters
    only change places: any other change makes another short word too easily.
    """
    if distance > 1:
        return word[0] == candidate[0]
    if len(word) >= ANY_TYPO_FROM and len(candidate) >= ANY_TYPO_FROM:
        return True
    if word[0] != candidate[0]:
        return in_order(word) == in_order(candidate)
    return len(candidate) > len(word) or in_order(word) == in_order(candidate)


def in_order(word: str) -> str:
    """Return a word's letters in alphabetical order, so that swapped ones make no difference."""
    return "".join(sorted(word))


def undoubled(word: str) -> Iterator[str]:
    """Yield the word with one of its doubled letters single."""
    for place in range(1, len(word)):
        if word[place] == word[place - 1]:
            yield word[:place] + word[place + 1 :]
