"""Phrases found in a row of words: the longest at each place, in one pass.

The phrases are kept as a tree of their words (a trie). The tree of *heel*, *heel pain*, *heel pad*
and *spüre * nicht*:

    (root) ─┬─ heel ● ─┬─ pain ●
            │          └─ pad ●
            └─ spüre ─── * ─── nicht ●        ● here a phrase may end

A search begins at a word and follows the branches as long as the next words allow it. Two kinds of
words may be stepped over, so several ways through the tree are followed at the same time:

- stopwords, anywhere: "heel *of my* pad" is still *heel pad*;
- at a `*`, up to `MAX_SKIPPED` other words: "spüre *meinen Fuß* nicht".

The ● that is reached last is the longest phrase.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_PHRASE = 10
REACH = 16
"""A phrase may spread over so many words, stopwords in between included."""

ANYTHING = "*"
"""A word of a phrase that means up to `MAX_SKIPPED` other words ("spüre * nicht")."""

MAX_SKIPPED = 4


class Hit(NamedTuple):
    """A phrase that was found: words `start` up to (not with) `end`, and its meaning.

    `gapped`: other words are inside it, which are still free for other phrases.
    """

    start: int
    end: int
    values: tuple[str, ...]
    gapped: bool = False

    @property
    def places(self) -> range:
        return range(self.start, self.end)

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass
class PhraseTree:
    """A node of the tree; `values` is the meaning of the phrase that ends here, if one does."""

    following: dict[str, "PhraseTree"] = field(default_factory=dict)
    values: tuple[str, ...] = ()

    def add(self, words: Sequence[str], value: str) -> None:
        node = self
        for word in words[:LONGEST_PHRASE]:
            node = node.following.setdefault(word, PhraseTree())
        if value not in node.values:
            node.values = (*node.values, value)

    def scan(self, words: Sequence[str], stopword: Sequence[bool] = ()) -> list[Hit]:
        """Return the longest phrases from left to right; the words of one belong to no other.

        `stopword` says for each word whether it may be stepped over; empty: none may.
        """
        hits: list[Hit] = []
        free = 0
        for place in self.starts(words):
            hit = self.longest(words, place, stopword) if place >= free else None
            if hit is not None:
                hits.append(hit)
                free = place + 1 if hit.gapped else hit.end
        return hits

    def scan_overlapping(self, words: Sequence[str], stopword: Sequence[bool] = ()) -> list[Hit]:
        """Return the longest phrase at each word; phrases may share words."""
        hits = (self.longest(words, place, stopword) for place in self.starts(words))
        return [hit for hit in hits if hit is not None]

    def starts(self, words: Sequence[str]) -> list[int]:
        """Return the places at which some phrase may begin."""
        return [place for place, word in enumerate(words) if word in self.following]

    def longest(self, words: Sequence[str], start: int, stopword: Sequence[bool]) -> Hit | None:
        """Return the longest phrase that begins at `start`, or None."""
        first = self.following.get(words[start])
        if first is None:
            return None
        best = Hit(start, start + 1, first.values) if first.values else None
        if not first.may_go_on(words, start + 1, stopword):
            return best
        ways = first.ways_on(gapped=False)
        for place in range(start + 1, min(len(words), start + REACH)):
            if not ways:
                break
            stepped_over = bool(stopword) and stopword[place]
            onward: list[Way] = []
            for way in ways:
                ahead = way.node.following.get(words[place])
                if ahead is not None and ahead.values:
                    best = Hit(start, place + 1, ahead.values, way.gapped)
                onward += way.next_ways(ahead, stopword=stepped_over)
            ways = onward
        return best

    def may_go_on(self, words: Sequence[str], place: int, stopword: Sequence[bool]) -> bool:
        """Say whether a phrase may have a further word at `place`: a cheap test, mostly no."""
        if not self.following or place >= len(words):
            return False
        if words[place] in self.following or ANYTHING in self.following:
            return True
        return bool(stopword) and stopword[place]

    def ways_on(self, *, gapped: bool) -> list["Way"]:
        """Return the ways on from here: to the next word, and into a gap if one may follow."""
        gap = self.following.get(ANYTHING)
        ways = [Way(self, 0, gapped)]
        return ways if gap is None else [*ways, Way(gap, MAX_SKIPPED, gapped=True)]


class Way(NamedTuple):
    """One way through the tree: the node reached, and how many more words it may skip there."""

    node: PhraseTree
    skips: int
    gapped: bool

    def next_ways(self, ahead: PhraseTree | None, *, stopword: bool) -> list["Way"]:
        """Return the ways after one more word; `ahead` is the node that the word leads to."""
        ways = [] if ahead is None else ahead.ways_on(gapped=self.gapped)
        if stopword:
            ways.append(self)
        elif self.skips and ahead is None:
            ways.append(self._replace(skips=self.skips - 1))
        return ways


def build_tree(pairs: Iterable[tuple[Sequence[str], str]]) -> PhraseTree:
    """Return the tree of phrases, each given as its words and its meaning."""
    root = PhraseTree()
    for words, value in pairs:
        if words:
            root.add(words, value)
    return root
