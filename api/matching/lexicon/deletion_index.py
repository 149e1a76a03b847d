"""Finds the words of a vocabulary that differ from a typed word by one or two letters.

A dictionary from each of two hundred thousand forms to its words would take 20 MB of every
process. Here each form is one number of an open hash table: the place of its word, and some bits
of its hash. Two forms may share both, so a word that is found has to be compared with the word
that was typed. That happens anyway.
"""

from array import array
from collections.abc import Iterable, Sequence

MARK_BITS = 12
MARK = (1 << MARK_BITS) - 1
"""The bits of an entry that come from the hash of the form."""

ROOM = 2.5
"""Places in the table for each entry."""


class DeletionIndex:
    """Forms and their words. Hashes are those of this process, so it cannot leave it."""

    def __init__(self, words: Sequence[str], forms: Iterable[tuple[str, int]]) -> None:
        """`forms` are each form of a word with the number of the word."""
        # A list of pairs would take fifteen megabytes of a process that has not started yet.
        hashes, numbers = array("q"), array("I")
        for form, number in forms:
            hashes.append(hash(form))
            numbers.append(number + 1)
        self.words = words
        self.size = size = int(ROOM * len(hashes)) + 1
        self.table = table = array("I", bytes(4 * size))
        for hashed, number in zip(hashes, numbers, strict=True):
            place = hashed % size
            while table[place]:
                place = (place + 1) % size
            table[place] = number << MARK_BITS | (hashed >> 32 & MARK)

    def find(self, forms: Iterable[str]) -> set[str]:
        """Return the words that have one of these forms, and very seldom another one."""
        table, size = self.table, self.size
        found: set[str] = set()
        for hashed in map(hash, forms):
            place, mark = hashed % size, hashed >> 32 & MARK
            while entry := table[place]:
                if entry & MARK == mark:
                    found.add(self.words[(entry >> MARK_BITS) - 1])
                place = (place + 1) % size
        return found
