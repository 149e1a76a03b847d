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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
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


@dataclass(slots=True, eq=False)
class PhraseTree:
    """A node of the tree; `values` is the meaning of the phrase that ends here, if one does.

    Nodes from which the same phrases follow are one node (`Nodes`), so they may not be changed.
    """

    following: Mapping[str, "PhraseTree"] = field(default_factory=dict)
    values: tuple[str, ...] = ()

    def scan(self, words: Sequence[str], stopword: Sequence[bool] = ()) -> list[Hit]:
        """Return the longest phrases from left to right; the words of one belong to no other.

        `stopword` says for each word whether it may be stepped over; empty: none may.
        """
        hits: list[Hit] = []
        free = 0
        for place in self.starts(words):
            if place >= free:
                hit = self.following[words[place]].longest(words, place, stopword)
                if hit is not None:
                    hits.append(hit)
                    free = place + 1 if hit.gapped else hit.end
        return hits

    def scan_overlapping(self, words: Sequence[str], stopword: Sequence[bool] = ()) -> list[Hit]:
        """Return the longest phrase at each word; phrases may share words."""
        following = self.following
        hits = (following[words[at]].longest(words, at, stopword) for at in self.starts(words))
        return [hit for hit in hits if hit is not None]

    def starts(self, words: Sequence[str]) -> Iterator[int]:
        """Yield the places at which some phrase may begin."""
        return compress(count(), map(self.following.__contains__, words))

    def longest(self, words: Sequence[str], start: int, stopword: Sequence[bool]) -> Hit | None:
        """Return the longest phrase that goes on from here, or None; `start` led to this node.

        Written for speed: it runs a thousand times for a long text, and mostly ends at once.
        """
        best = (start + 1, self.values, False) if self.values else None
        next_place = self.next_place(words, start + 1, stopword) if self.following else None
        if next_place is not None:
            ways = self.ways_on(gapped=False)
            for place in range(next_place, min(len(words), start + REACH)):
                word, stepped_over = words[place], bool(stopword) and stopword[place]
                onward: list[Way] = []
                for way in ways:
                    node, skips, gapped = way
                    ahead = node.following.get(word)
                    if ahead is not None:
                        if ahead.values:
                            best = (place + 1, ahead.values, gapped)
                        onward += ahead.ways_on(gapped=gapped)
                    if stepped_over:
                        onward.append(way)
                    elif skips and ahead is None:
                        onward.append((node, skips - 1, gapped))
                if not onward:
                    break
                ways = onward
        return None if best is None else Hit(start, *best)

    def next_place(self, words: Sequence[str], place: int, stopword: Sequence[bool]) -> int | None:
        """Return the first place from `place` on that leads further, behind stopwords; or None."""
        following = self.following
        if ANYTHING in following:
            return place
        end = place + REACH - 1
        while place < end and place < len(words):
            if words[place] in following:
                return place
            if not stopword or not stopword[place]:
                return None
            place += 1
        return None

    def ways_on(self, *, gapped: bool) -> list["Way"]:
        """Return the ways on from here: to the next word, and into a gap if one may follow."""
        if not self.following:
            return []
        gap = self.following.get(ANYTHING)
        return [(self, 0, gapped)] if gap is None else [(self, 0, gapped), (gap, MAX_SKIPPED, True)]


Way = tuple[PhraseTree, int, bool]
"""One way through the tree: the node reached, how many more words it may skip there, and whether
it has skipped any."""


class Nodes:
    """The nodes of one tree, each different one once: most phrases end in the same few ways."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], PhraseTree] = {}

    def node(self, phrases: Sequence[tuple[Sequence[str], str]], depth: int = 0) -> PhraseTree:
        """Return the node for phrases that have their first words in common, `depth` of them."""
        onward: dict[str, list[tuple[Sequence[str], str]]] = {}
        values: dict[str, None] = {}
        for words, value in phrases:
            if len(words) > depth:
                onward.setdefault(words[depth], []).append((words, value))
            else:
                values[value] = None
        following = {word: self.node(longer, depth + 1) for word, longer in onward.items()}
        key = (*values, None, *((word, id(node)) for word, node in following.items()))
        return self.known.setdefault(key, PhraseTree(following, tuple(values)))


def build_tree(pairs: Iterable[tuple[Sequence[str], str]]) -> PhraseTree:
    """Return the tree of phrases, each given as its words and its meaning."""
    return Nodes().node([(words[:LONGEST_PHRASE], value) for words, value in pairs if words])
