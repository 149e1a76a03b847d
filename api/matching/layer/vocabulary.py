"""The features that something was learned of, packed: tens of thousands of them in a megabyte."""

from array import array
from collections.abc import Collection, Iterable
from itertools import compress, count
from operator import ne

ROOM = 2
"""Places in the table for each feature, at least."""


class Vocabulary:
    """Features, numbered from 1 on in the order in which they are given.

    A feature is found in an open hash table by the 64 bits of its hash. Among fifty thousand
    features, two have the same hash with a chance of one in 10^10. Hashes are those of this
    process, so a vocabulary cannot leave it.
    """

    def __init__(self, features: Iterable[str] = ()) -> None:
        different = dict.fromkeys(features)
        # What is not in the table has the number 0.
        self.hashes = array("q", [0, *map(hash, different)])
        self.table = array("I", bytes(4 * size_for(len(different))))
        self.last = len(self.table) - 1
        for number, hashed in enumerate(self.hashes[1:], start=1):
            self.table[self.place_of(hashed)] = number

    def __len__(self) -> int:
        return len(self.hashes) - 1

    def number(self, feature: str) -> int:
        """Return the number of one feature; 0 if it is unknown."""
        return self.table[self.place_of(hash(feature))]

    def numbers(self, features: Collection[str]) -> list[int]:
        """Return the number of each feature; 0 for one that is unknown.

        Nearly all that are known are found at their first place, where Python takes no step.
        """
        hashes = [*map(hash, features)]
        found = [*map(self.table.__getitem__, map(self.last.__and__, hashes))]
        others = map(ne, map(self.hashes.__getitem__, found), hashes)
        for at in compress(count(), others):
            found[at] = found[at] and self.table[self.place_of(hashes[at])]
        return found

    def place_of(self, hashed: int) -> int:
        """Return the place in the table where the number of a feature is, or would be."""
        place = hashed & self.last
        while (number := self.table[place]) and self.hashes[number] != hashed:
            place = place + 1 & self.last
        return place


def size_for(features: int) -> int:
    """Return the places of a table for so many features: a power of two, so a mask of bits."""
    return 1 << (ROOM * features).bit_length()
