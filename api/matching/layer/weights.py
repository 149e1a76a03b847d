"""The learned weights, and how strongly a text speaks for each warning sign. Whole numbers only.

So the same text has the same strength on every machine. A strength is a logarithm of odds: 0 is
one to one, and each `ODDS` more multiply the odds by e.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import isqrt
from typing import Any, NamedTuple

from api.matching.layer.packed import Total, Weights, features_of
from api.matching.layer.vocabulary import Vocabulary

ODDS = 8
"""The unit of weights and strengths. With a finer one no more signs are found."""

UNIT = 1 << 10
"""The length of a group of features, and the value of the constant."""

CONSTANT = "*"
"""The feature that every text has."""

ANY = "any_sign"
"""The head that says whether a text has a sign at all; it counts for every sign."""


class Divided(NamedTuple):
    """The strength of each sign, by its code, and the part of it that the first head gives all."""

    strengths: dict[str, int]
    common: int


class Speaking(NamedTuple):
    weight: int
    feature: str


@dataclass(frozen=True)
class Layer:
    """The weights of features for `heads`: the codes of warning signs, and before them `ANY`.

    From a strength of `alarm` on a sign is raised, from one of `ask` on it is asked for; both by
    code. `vocabulary` has the features, and maybe others that another layer knows.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    heads: tuple[str, ...] = ()
    weights: Weights = field(default_factory=lambda: Weights(Vocabulary()))
    alarm: Mapping[str, int] = field(default_factory=dict)
    ask: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def least(self) -> dict[str, int]:
        """The strength from which on a sign is raised or asked for, by code."""
        return {code: min(alarm, self.ask[code]) for code, alarm in self.alarm.items()}

    @classmethod
    def from_plain(
        cls, data: Mapping[str, Any], first: str = ANY, vocabulary: Vocabulary | None = None
    ) -> "Layer":
        """Build it from the same in mappings and strings, as JSON holds them.

        `first` is the name of the head that counts for all others. `weights` has the lines that
        `Weights` reads. `vocabulary` is one that has their features and maybe others.
        """
        alarm, ask, lines = dict(data["alarm"]), dict(data["ask"]), data["weights"]
        heads = (first, *sorted(alarm))
        known = Vocabulary(features_of(lines)) if vocabulary is None else vocabulary
        return cls(known, heads, Weights(known, lines, heads), alarm, ask)

    def strengths(self, features: Iterable[Collection[str]]) -> dict[str, int]:
        """Return how strongly groups of features speak for each sign, by its code."""
        return self.divided(map(self.vocabulary.numbers, features)).strengths

    def divided(self, groups: Iterable[Iterable[int]]) -> Divided:
        """Return the strengths, and which share of them all signs have in common.

        `groups` are those of the features of a text, by their numbers in the vocabulary.
        """
        total = Total(len(self.heads))
        for group in (self.vocabulary.numbers([CONSTANT]), *groups):
            rows = self.weights.find(group)
            if rows:
                total.add(rows, value_in_group(len(rows)))
        first, *others = total.of_each_head() or [0]
        strengths = {
            code: (first + of_code) // UNIT
            for code, of_code in zip(self.heads[1:], others, strict=True)
        }
        return Divided(strengths, first // UNIT)

    def speaking_for(
        self, code: str, features: Iterable[str], numbers: Iterable[int]
    ) -> Iterator[Speaking]:
        """Yield the features that speak for a sign; its own weights count, not those of `ANY`.

        `numbers` are those of the features in the vocabulary.
        """
        weights = self.weights.of_head(numbers, self.heads.index(code))
        for weight, feature in zip(weights, features, strict=True):
            if weight > 0:
                yield Speaking(weight, feature)


@cache
def value_in_group(known: int) -> int:
    """Return the value of each of so many features of a group, so that the group is `UNIT` long."""
    return isqrt(UNIT * UNIT // known)
