"""The weights of many features, packed: tens of thousands of them in three megabytes.

A dictionary of texts and numbers would take eight. To look features up takes five times as long:
60 µs more for a sentence, 1 ms more for 2,000 characters.
"""

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import compress
from struct import unpack

GREATEST = 127
"""The greatest weight, for or against a sign."""

FIELD = 8
"""Bits of a weight in a row."""

MASK = (1 << FIELD) - 1

ZERO = GREATEST + 1
"""The field of the weight 0, so that none is below zero."""

MOST_ADDED = 1 << FIELD
"""So many fields at most are added before their sum would not fit into the place of two."""

ROOM = 3
"""Places in the table for each feature, at least."""

LINE = re.compile(r"(.+)\t(.+)")
"""A line of weights."""


class Weights:
    """The weights of features, each of them for every head.

    Those of a feature are a row: a byte for each head. Features with the same weights share it. As
    numbers, rows would take twice the memory. A feature is found in an open hash table. Hashes are
    those of this process, so the table cannot leave it.
    """

    def __init__(self, lines: str = "", heads: Sequence[str] = ()) -> None:
        """`lines` has one for each feature: the feature, a tab, and `head=weight` for each head
        that it speaks for or against, with a space between them.
        """
        read, place_of = reader(heads), dict[str, int]()
        features: list[bytes] = []
        self.width, rows = len(heads), bytearray()
        self.ends, self.row_of = array("I", [0]), array("I")
        self.table = array("I", bytes(4 * size_for(lines.count("\n") + 1)))
        for line in LINE.finditer(lines):
            feature, spoken = line.groups()
            if spoken not in place_of:
                place_of[spoken] = len(place_of)
                rows += packed(map(read, spoken.split()), self.width)
            self.row_of.append(place_of[spoken])
            features.append(feature.encode())
            self.ends.append(self.ends[-1] + len(features[-1]))
            place = hash(feature) & len(self.table) - 1
            while self.table[place]:
                place = place + 1 & len(self.table) - 1
            self.table[place] = len(features)
        self.texts, self.rows = b"".join(features), bytes(rows)

    def weight(self, feature: str, place: int) -> int:
        """Return the weight of a feature for one head; 0 if it has none."""
        return next(((row >> FIELD * place & MASK) - ZERO for row in self.find([feature])), 0)

    def find(self, features: Collection[str]) -> Iterator[int]:
        """Yield the row of each feature that has one, as a number.

        Most have none, and their place is mostly empty; Python takes no step for those.
        """
        table, texts, ends = self.table, self.texts, self.ends
        rows, row_of, width = self.rows, self.row_of, self.width
        last = len(table) - 1
        first = [*map(table.__getitem__, map(last.__and__, map(hash, features)))]
        for feature, number in compress(zip(features, first, strict=True), first):
            written, place = feature.encode(), hash(feature)
            while number:
                if texts[ends[number - 1] : ends[number]] == written:
                    start = row_of[number - 1] * width
                    yield int.from_bytes(rows[start : start + width], "little")
                    break
                place += 1
                number = table[place & last]


def size_for(features: int) -> int:
    """Return the places of a table for so many features: a power of two, so a mask of bits."""
    return 1 << (ROOM * features).bit_length()


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
