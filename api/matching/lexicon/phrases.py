"""Phrases found in a row of words: the longest at each place, in one pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_PHRASE = 10
REACH = 16
"""A phrase may spread over so many words, light ones in between included."""

ANYTHING = "*"
"""Stands in a phrase for up to `MOST_SKIPPED` words ("spüre * nicht")."""

MOST_SKIPPED = 4


class Hit(NamedTuple):
    """A phrase found: words `start` up to (not with) `end`, and what it stands for.

    `gapped`: other words stand inside it, which are still free for other phrases.
    """

    start: int
    end: int
    values: tuple[str, ...]
    gapped: bool = False


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
        first = self.following.get(words[start])
        if first is None:
            return None
        best = Hit(start, start + 1, first.values) if first.values else None
        following, place = first.following, start + 1
        if not following or place >= len(words):
            return best
        # At little cost, for it is mostly not so: may a phrase have another word?
        if not (words[place] in following or ANYTHING in following or (light and light[place])):
            return best
        ways = first.onward(gapped=False)
        for place in range(start + 1, min(len(words), start + REACH)):
            if not ways:
                break
            onward: list[tuple[Phrases, int, bool]] = []
            for node, skips, gapped in ways:
                ahead = node.following.get(words[place])
                if ahead is not None:
                    onward += ahead.onward(gapped=gapped)
                    if ahead.values:
                        best = Hit(start, place + 1, ahead.values, gapped)
                if light and light[place]:
                    onward.append((node, skips, gapped))
                elif skips and ahead is None:
                    onward.append((node, skips - 1, gapped))
            ways = onward
        return best

    def onward(self, *, gapped: bool) -> list[tuple["Phrases", int, bool]]:
        """Return the ways on from here: the next word, or any words where a gap may stand."""
        gap = self.following.get(ANYTHING)
        ways = [(self, 0, gapped)]
        return ways if gap is None else [*ways, (gap, MOST_SKIPPED, True)]

    def scan(self, words: Sequence[str], light: Sequence[bool] = ()) -> list[Hit]:
        """Return the hits from left to right; a hit's words belong to no other one."""
        hits: list[Hit] = []
        free = 0
        for place in self.starts(words):
            hit = self.longest(words, place, light) if place >= free else None
            if hit is not None:
                hits.append(hit)
                free = place + 1 if hit.gapped else hit.end
        return hits

    def scan_overlapping(self, words: Sequence[str], light: Sequence[bool] = ()) -> list[Hit]:
        """Return the longest hit at each start; hits may share words."""
        hits = (self.longest(words, place, light) for place in self.starts(words))
        return [hit for hit in hits if hit is not None]

    def starts(self, words: Sequence[str]) -> list[int]:
        """Return the places where some phrase may begin."""
        return [place for place, word in enumerate(words) if word in self.following]


def tree(pairs: Iterable[tuple[Sequence[str], str]]) -> Phrases:
    root = Phrases()
    for words, value in pairs:
        if words:
            root.add(words, value)
    return root
