"""What a text mentions: concepts and names with their place, and whether they are denied."""

from typing import NamedTuple

from api.matching.tokens import Word


class Mention(NamedTuple):
    """One concept at one place: from `at` to `to` on the scale of `Word.at`.

    `past`: told of another time; `other`: told of another person.
    """

    concept: str
    at: int
    to: int
    sentence: int
    past: bool = False
    other: bool = False
    mended: bool = False


def gap(one: Mention, other: Mention) -> int:
    """Return how far apart two mentions are; 0 where they touch or overlap."""
    distance = other.at - one.to if one.at <= other.at else one.at - other.to
    return distance if distance > 0 else 0


def spanning(concept: str, words: list[Word], start: int, end: int) -> Mention:
    first, last = words[start], words[end - 1]
    return Mention(concept, first.at, last.at, first.sentence)
