"""Chance that repeats: draws that follow from a seed and the number of a thing."""

import itertools
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

VOCABULARY = 4_900


class Draws:
    """The draws of one thing: the same seed, kind and number give the same ones."""

    def __init__(self, seed: int, kind: str, number: int) -> None:
        self.random = Random(f"{seed} {kind} {number}")  # noqa: S311
        self.chance = self.random.random

    def pick(self, words: Sequence[T]) -> T:
        """Return one of the words, each as likely as the other."""
        return words[int(len(words) * self.chance())]

    def zipf(self, words: Sequence[T]) -> T:
        """Return one of the words by Zipf's law: the first are common, the last ones rare."""
        return words[int(len(words) ** self.chance()) - 1]

    def some(self, words: Sequence[T], count: int) -> list[T]:
        """Return up to `count` different words, drawn by Zipf's law."""
        return list(dict.fromkeys(self.zipf(words) for _ in range(count)))


def vocabulary() -> list[str]:
    """Return distinct pronounceable words; the first ones are the common ones."""
    syllables = ["".join(pair) for pair in itertools.product("bdfgklmnprstvz", "aeiou")]
    pairs = ("".join(pair) for pair in itertools.product(syllables, repeat=2))
    # Common words shall not all begin with the same letters: walk through them in large steps.
    words = list(pairs)
    return [words[(at * 1_847) % VOCABULARY] for at in range(VOCABULARY)]


def weighted(**weights: int) -> list[str]:
    """Return each word as often as its weight says, to pick from."""
    return [word for word, weight in weights.items() for _ in range(weight)]


def by_use(slugs: Sequence[str]) -> list[str]:
    """Return each slug once, the most used first."""
    return sorted(set(slugs), key=lambda slug: (-slugs.count(slug), slug))
