"""The weights of many features, packed: tens of thousands of them in two megabytes."""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from struct import unpack

from api.matching.layer.vocabulary import Vocabulary

GREATEST = 127
"""The greatest weight, for or against a sign."""

FIELD = 8
"""Bits of a weight in a row."""

ZERO = GREATEST + 1
"""The field of the weight 0, so that none is below zero."""

MOST_ADDED = 1 << FIELD
"""So many fields at most are added before their sum would not fit into the place of two."""

LINE = re.compile(r"(.+)\t(.+)")
"""A line of weights."""


class Weights:
    """The weights of features, each of them for every head.

    Those of a feature are a row: a byte for each head. Features with the same weights share it. As
    numbers, rows would take twice the memory. A feature without weights has a row of zeros.
    """

    def __init__(self, vocabulary: Vocabulary, lines: str = "", heads: Sequence[str] = ()) -> None:
        """`lines` has one for each feature: the feature, a tab, and `head=weight` for each head
        that it speaks for or against, with a space between them.
        """
        self.width = len(heads)
        read, start_of = reader(heads), dict[str, int]()
        rows = packed((), self.width)
        self.starts = array("I", bytes(4 * (len(vocabulary) + 1)))
        for line in LINE.finditer(lines):
            feature, spoken = line.groups()
            if spoken not in start_of:
                start_of[spoken] = len(rows)
                rows += packed(map(read, spoken.split()), self.width)
            self.starts[vocabulary.number(feature)] = start_of[spoken]
        self.rows = bytes(rows)

    def of_head(self, numbers: Iterable[int], head: int) -> Iterator[int]:
        """Yield the weight of each feature, given by its number, for the head at this place."""
        return (self.rows[self.starts[number] + head] - ZERO for number in numbers)

    def find(self, numbers: Iterable[int]) -> list[int]:
        """Return the row of each feature that has weights, as a number."""
        rows, width = self.rows, self.width
        starts = filter(None, map(self.starts.__getitem__, numbers))
        return [int.from_bytes(rows[start : start + width], "little") for start in starts]


def features_of(lines: str) -> Iterator[str]:
    """Yield the features of lines of weights."""
    return (line.group(1) for line in LINE.finditer(lines))


def reader(heads: Sequence[str]) -> Callable[[str], tuple[int, int]]:
    """Return what reads the place of a head, and its weight, from `head=weight`."""
    places = {head: place for place, head in enumerate(heads)}

    @cache
    def read(pair: str) -> tuple[int, int]:
        head, weight = pair.split("=")
        return places[head], int(weight)

    return read


def packed(weights: Iterable[tuple[int, int]], width: int) -> bytearray:
    """Return a row from weights, each with the place of its head."""
    row = bytearray([ZERO]) * width
    for place, weight in weights:
        row[place] = ZERO + weight
    return row


class Total:
    """What groups of rows add up to for each head, each field multiplied by the value of its group.

    A row is one number. Its fields at even places, and with them those at odd ones, have room for
    their sum, so a few additions of whole rows add all fields; every fourth sum has room for what
    it is multiplied by.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self.fourths = [0, 0, 0, 0]
        self.zeros = 0

    def add(self, rows: Sequence[int], value: int) -> None:
        """Add a group of rows."""
        even, fourth = every(2, self.width), every(4, self.width)
        for start in range(0, len(rows), MOST_ADDED):
            added = rows[start : start + MOST_ADDED]
            evens = sum(map(even.__and__, added))
            odds = sum(added) - evens >> FIELD
            for place, sums in enumerate((evens, odds, evens >> 2 * FIELD, odds >> 2 * FIELD)):
                self.fourths[place] += (sums & fourth) * value
            self.zeros += len(added) * ZERO * value

    def of_each_head(self) -> list[int]:
        """Return the total of each head, in their order."""
        count = -(-self.width // 4)
        totals = [unpack(f"<{count}I", one.to_bytes(4 * count, "little")) for one in self.fourths]
        return [one - self.zeros for four in zip(*totals, strict=True) for one in four][
            : self.width
        ]


@cache
def every(step: int, width: int) -> int:
    """Return a number that masks in a row every second or fourth field, with room for its sum."""
    mask = (1 << FIELD * step // 2) - 1
    return sum(mask << place * FIELD for place in range(0, width, step))
