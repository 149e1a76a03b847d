"""Mentions of a text: concepts and names, each with its place."""

from collections.abc import Sequence
from typing import NamedTuple

from api.matching.tokens import Token


class Mention(NamedTuple):
    """One concept at one place: from `at` to `to` on the scale of `Token.at`.

    `historical`: it was at another time. `of_other`: another person has it, not the writer.
    `corrected`: one of its words was read as a typo.
    """

    concept: str
    at: int
    to: int
    sentence: int
    historical: bool = False
    of_other: bool = False
    corrected: bool = False

    @property
    def is_current(self) -> bool:
        """Say whether the person who is asked about has it now."""
        return not self.historical and not self.of_other


def gap(one: Mention, other: Mention) -> int:
    """Return how far apart two mentions are; 0 if they touch or overlap."""
    distance = other.at - one.to if one.at <= other.at else one.at - other.to
    return distance if distance > 0 else 0


def mention_at(concept: str, tokens: Sequence[Token], places: range) -> Mention:
    """Return the mention of a concept by the tokens at these places."""
    first, last = tokens[places.start], tokens[places.stop - 1]
    return Mention(concept, first.at, last.at, first.sentence)
