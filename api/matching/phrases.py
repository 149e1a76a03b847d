"""Phrases found in a row of words: the longest at each place, in one pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_PHRASE = 10
REACH = 16
"""A phrase may spread over so many words, light ones in between included."""


class Hit(NamedTuple):
    """A phrase found: words `start` up to (not with) `end`, and what it stands for."""

    start: int
    end: int
    values: tuple[str, ...]


@dataclass
class Phrases:
    """A tree of phrases by their words; `values` are what the editors' phrase stands for."""

    following: dict[str, "Phrases"] = field(default_factory=dict)
    values: tuple[str, ...] = ()

    def add(self, words: Sequence[str], value: str) -> None:
        node = self
        for word in words[:LONGEST_PHRASE]:
            node = node.following.setdefault(word, Phrases())
        if value not in node.values:
            node.values = (*node.values, value)

    def longest(self, words: Sequence[str], start: int, light: Sequence[bool]) -> Hit | None:
        """Return the longest phrase that begins at `start`; it may step over light words."""
        node: Phrases = self
        best: Hit | None = None
        for place in range(start, min(len(words), start + REACH)):
            ahead = node.following.get(words[place])
            if ahead is None:
                if light and light[place] and place > start:
                    continue
                break
            node = ahead
            if node.values:
                best = Hit(start, place + 1, node.values)
        return best

    def scan(self, words: Sequence[str], light: Sequence[bool] = ()) -> list[Hit]:
        """Return the hits from left to right; a hit's words belong to no other one."""
        hits: list[Hit] = []
        place = 0
        while place < len(words):
            hit = self.longest(words, place, light) if words[place] in self.following else None
            if hit is None:
                place += 1
            else:
                hits.append(hit)
                place = hit.end
        return hits

    def scan_overlapping(self, words: Sequence[str], light: Sequence[bool] = ()) -> list[Hit]:
        """Return the longest hit at each start; hits may share words."""
        starts = (i for i, word in enumerate(words) if word in self.following)
        return [hit for i in starts if (hit := self.longest(words, i, light)) is not None]


def tree(pairs: Iterable[tuple[Sequence[str], str]]) -> Phrases:
    root = Phrases()
    for words, value in pairs:
        if words:
            root.add(words, value)
    return root
