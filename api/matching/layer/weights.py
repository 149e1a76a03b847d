"""The learned weights, and how strongly a text speaks for each warning sign. Whole numbers only.

So the same text has the same strength on every machine. A strength is a logarithm of odds: 0 is
one to one, and each `ODDS` more multiply the odds by e.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import isqrt
from typing import Any, NamedTuple

ODDS = 64
"""The unit of weights and strengths."""

UNIT = 1 << 10
"""The length of a group of features, and the value of the constant."""

CONSTANT = "*"
"""The feature that every text has."""

ANY = "any_sign"
"""The head that says whether a text has a sign at all; it counts for every sign."""

WEIGHT_BITS = 12
MIDDLE = 1 << (WEIGHT_BITS - 1)
MASK = (1 << WEIGHT_BITS) - 1
"""A head and a weight are kept as one number, since a tuple of numbers takes little memory."""


class Speaking(NamedTuple):
    weight: int
    feature: str


@dataclass(frozen=True)
class Layer:
    """The weights of features for `heads`: the codes of warning signs, and `ANY`.

    `weights` has for each feature its packed heads and weights. From a strength of `alarm` on a
    sign is raised, from one of `ask` on it is asked for; both by code.
    """

    heads: tuple[str, ...] = ()
    weights: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    alarm: Mapping[str, int] = field(default_factory=dict)
    ask: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Layer":
        """Build it from the same in mappings and strings, as JSON holds them.

        `weights` has a line for each feature: the feature, a tab, and `head=weight` for each head
        that it speaks for or against, with a space between them.
        """
        alarm, ask = dict(data["alarm"]), dict(data["ask"])
        heads = (ANY, *sorted(alarm))
        places = {head: place << WEIGHT_BITS for place, head in enumerate(heads)}
        same: dict[int, int] = {}
        weights = {}
        for line in data["weights"].splitlines():
            feature, _, spoken = line.partition("\t")
            pairs = (pair.split("=") for pair in spoken.split())
            packed = (places[head] + int(weight) + MIDDLE for head, weight in pairs)
            # Equal numbers are one object, which saves a third of the memory.
            weights[feature] = tuple(same.setdefault(number, number) for number in packed)
        return cls(heads, weights, alarm, ask)

    def strengths(self, features: Iterable[Collection[str]]) -> dict[str, int]:
        """Return how strongly groups of features speak for each sign, by its code."""
        total = [0] * len(self.heads)
        self.add(total, (CONSTANT,), UNIT)
        for group in features:
            known = [feature for feature in group if feature in self.weights]
            if known:
                self.add(total, known, value_in_group(len(known)))
        return {
            code: (total[0] + of_code) // UNIT
            for code, of_code in zip(self.heads[1:], total[1:], strict=True)
        }

    def add(self, total: list[int], features: Iterable[str], value: int) -> None:
        """Add the weights of features, each times `value`, to the sums by head."""
        for feature in features:
            for packed in self.weights.get(feature, ()):
                total[packed >> WEIGHT_BITS] += value * ((packed & MASK) - MIDDLE)

    def speaking_for(self, code: str, features: Iterable[str]) -> Iterator[Speaking]:
        """Yield the features that speak for a sign; its own weights count, not those of `ANY`."""
        place = self.heads.index(code)
        for feature in features:
            for packed in self.weights.get(feature, ()):
                if packed >> WEIGHT_BITS == place and packed & MASK > MIDDLE:
                    yield Speaking((packed & MASK) - MIDDLE, feature)


@cache
def value_in_group(known: int) -> int:
    """Return the value of each of so many features of a group, so that the group is `UNIT` long."""
    return isqrt(UNIT * UNIT // known)
