"""The learned weights, and how strongly a text speaks for each warning sign. Whole numbers only.

So the same text has the same strength on every machine. A strength is a logarithm of odds: 0 is
one to one, and each `ODDS` more multiply the odds by e.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import isqrt
from struct import unpack
from typing import Any, NamedTuple

ODDS = 8
"""The unit of weights and strengths. With a finer one no more signs are found."""

GREATEST = 127
"""The greatest weight, for or against a sign."""

UNIT = 1 << 10
"""The length of a group of features, and the value of the constant."""

CONSTANT = "*"
"""The feature that every text has."""

ANY = "any_sign"
"""The head that says whether a text has a sign at all; it counts for every sign."""

FIELD = 16
"""Bits for each head in a number that holds one of every head."""

HALF = 1 << (FIELD - 1)
MASK = (1 << FIELD) - 1

MOST_ADDED = HALF // GREATEST - 1
"""So many weights at most are added before their sum would not fit into a field."""

LINE = re.compile(r"(.+)\t(.+)")
HEAD = re.compile(r"(\S+)=")
"""A line of weights, and a head before its weight in it."""


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

    `weights` has for each feature one number that holds its weight for every head, `FIELD` bits
    apart, so that one addition adds the weights of all heads (`Total`). A number is as long as its
    last head requires, so heads that many features speak for come first. From a strength of `alarm`
    on a sign is raised, from one of `ask` on it is asked for; both by code.
    """

    heads: tuple[str, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    alarm: Mapping[str, int] = field(default_factory=dict)
    ask: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def least(self) -> dict[str, int]:
        """The strength from which on a sign is raised or asked for, by code."""
        return {code: min(alarm, self.ask[code]) for code, alarm in self.alarm.items()}

    @classmethod
    def from_plain(
        cls, data: Mapping[str, Any], first: str = ANY, known: Iterable[str] = ()
    ) -> "Layer":
        """Build it from the same in mappings and strings, as JSON holds them.

        `first` is the name of the head that counts for all others. Of a feature that is among those
        `known` to another layer, memory holds one text for both. `weights` has a line for each
        feature: the feature, a tab, and `head=weight` for each head that it speaks for or against,
        with a space between them.
        """
        alarm, ask = dict(data["alarm"]), dict(data["ask"])
        lines_of = Counter(HEAD.findall(data["weights"]))
        heads = (first, *sorted(alarm, key=lambda head: (-lines_of[head], head)))
        places = {head: place * FIELD for place, head in enumerate(heads)}
        texts = {feature: feature for feature in known}
        # Two features in three have the same number as another feature, so equal numbers are kept
        # once. Lines are read one by one: the memory of a list of all lines would be freed in small
        # pieces between the weights, and the system would not get it back.
        numbers: dict[str, int] = {}
        weights: dict[str, int] = {}
        for line in LINE.finditer(data["weights"]):
            feature, spoken = line.groups()
            number = numbers.get(spoken)
            if number is None:
                pairs = (pair.split("=") for pair in spoken.split())
                number = sum(int(weight) << places[head] for head, weight in pairs)
                numbers[spoken] = number
            weights[texts.get(feature, feature)] = number
        return cls(heads, weights, alarm, ask)

    def strengths(self, features: Iterable[Collection[str]]) -> dict[str, int]:
        """Return how strongly groups of features speak for each sign, by its code."""
        return self.divided(features).strengths

    def divided(self, features: Iterable[Collection[str]]) -> "Divided":
        """Return the strengths, and which share of them all signs have in common."""
        total = Total(len(self.heads))
        total.add([self.weights.get(CONSTANT, 0)])
        for group in features:
            total.add(list(filter(None, map(self.weights.get, group))))
        first, *others = total.of_each_head() or [0]
        strengths = {
            code: (first + of_code) // UNIT
            for code, of_code in zip(self.heads[1:], others, strict=True)
        }
        return Divided(strengths, first // UNIT)

    def speaking_for(self, code: str, features: Iterable[str]) -> Iterator[Speaking]:
        """Yield the features that speak for a sign; its own weights count, not those of `ANY`."""
        shift, below = borrowed(self.heads.index(code))
        for feature in features:
            held = self.weights.get(feature)
            if held is not None:
                weight = ((held + below >> shift) + HALF & MASK) - HALF
                if weight > 0:
                    yield Speaking(weight, feature)


class Total:
    """What groups of weights add up to for each head, in units of 1/`UNIT`.

    The sums of every second head have twice the bits of a field, so that they can be multiplied by
    the value of a group; they never are below zero, since each has `HALF` added to it.
    """

    def __init__(self, heads: int) -> None:
        self.heads = heads
        self.even = self.odd = self.added = 0

    def add(self, weights: Sequence[int]) -> None:
        """Add a group of weights, each a number that holds one of every head."""
        value = value_in_group(len(weights)) if weights else 0
        for start in range(0, len(weights), MOST_ADDED):
            fields = sum(weights[start : start + MOST_ADDED]) + half_each(self.heads)
            self.even += (fields & every_second(self.heads)) * value
            self.odd += (fields >> FIELD & every_second(self.heads)) * value
            self.added += HALF * value

    def of_each_head(self) -> list[int]:
        """Return the total of each head, in their order."""
        half = (self.heads + 1) // 2
        even, odd = (
            unpack(f"<{half}I", fields.to_bytes(half * FIELD // 4, "little"))
            for fields in (self.even, self.odd)
        )
        return [field - self.added for pair in zip(even, odd, strict=True) for field in pair][
            : self.heads
        ]


@cache
def half_each(heads: int) -> int:
    """Return a number that makes every field of another one positive: half a field for each."""
    return sum(HALF << place * FIELD for place in range(heads))


@cache
def every_second(heads: int) -> int:
    """Return a number that masks the field of every second head."""
    return sum(MASK << place * FIELD for place in range(0, heads, 2))


@cache
def borrowed(place: int) -> tuple[int, int]:
    """Return where the field of a head begins, and what gives back what it lent.

    If the heads below add up to less than zero, they borrow one; half a field gives it back.
    """
    return place * FIELD, HALF << ((place - 1) * FIELD) if place else 0


@cache
def value_in_group(known: int) -> int:
    """Return the value of each of so many features of a group, so that the group is `UNIT` long."""
    return isqrt(UNIT * UNIT // known)
