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

ROOM = 2
"""Places in the table for each entry, at least."""


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
        self.last = last = (1 << (ROOM * len(hashes)).bit_length()) - 1
        self.table = table = array("I", bytes(4 * (last + 1)))
        for hashed, number in zip(hashes, numbers, strict=True):
            place = hashed & last
            while table[place]:
                place = (place + 1) & last
            table[place] = number << MARK_BITS | (hashed >> 32 & MARK)

    def find(self, forms: Iterable[str]) -> set[str]:
        """Return the words that have one of these forms, and very seldom another one."""
        table, last = self.table, self.last
        found: set[str] = set()
        for hashed in map(hash, forms):
            place, mark = hashed & last, hashed >> 32 & MARK
            while entry := table[place]:
                if entry & MARK == mark:
                    found.add(self.words[(entry >> MARK_BITS) - 1])
                place = (place + 1) & last
        return found
