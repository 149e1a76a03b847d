"""From a word as typed to a word of the lexicon: inflection, repeated letters, typos, compounds.

Candidates for a typo come from an index of deletions: every known word is listed under itself and
under itself without any one (or two) of its letters, and so is the word that was typed. *heel* and
*hele* meet at *hel*. So a look-up costs a few dictionary reads and no scan of the vocabulary.
Ordinary words (*feel*, *food*) are never corrected.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

from api.matching.lexicon.deletion_index import DeletionIndex
from api.matching.lexicon.typos import (
    deletions,
    in_order,
    is_likely_typo,
    typos_allowed,
    undoubled,
)

SHORTEST = 3
SHORTEST_COMPOUND = 7

REPEATED = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"([bdfglmnprtz])\1$")
ENDINGS = ("nesses", "ness", "ings", "ing", "ies", "ed", "es", "s", "ly", "y", "e")
LAST_LETTERS = frozenset(ending[-1] for ending in ENDINGS)


class Spelling(NamedTuple):
    """The reading of a word: its stems (two for a compound), and if a typo was corrected.

    `stopword`: it is a few letters that mean nothing ("hte", "onn").
    """

    stems: tuple[str, ...]
    corrected: bool = False
    stopword: bool = False


def stem(word: str) -> str:
    """Return the common form of a word's inflections; crude, and the same on both sides."""
    if len(word) <= 3 or word.isdigit():
        return word
    for ending in ENDINGS if word[-1] in LAST_LETTERS else ():
        if word.endswith(ending) and not (ending == "s" and word.endswith(("ss", "us", "is"))):
            rest = word[: -len(ending)]
            if len(rest) >= SHORTEST:
                word = rest
                break
    if len(word) > SHORTEST and word.endswith("e"):
        word = word[:-1]
    return DOUBLED.sub(r"\1", word)


@dataclass(frozen=True)
class Vocabulary:
    """The words of the lexicon, by their treatment in spelling.

    `known`: every word. `targets` attract typos, `core` ones before others and `prominent` ones
    (many phrases have them) first. `fillers` are short words that mean nothing; a word with the
    same letters ("hte") is one of them. `joinable` words form compounds. `unstemmed` words are
    never brought to their stem. `ordinary` words only look like ours and are left alone.
    """

    known: frozenset[str]
    targets: frozenset[str]
    core: frozenset[str]
    prominent: frozenset[str]
    fillers: frozenset[str]
    joinable: frozenset[str]
    unstemmed: frozenset[str]
    ordinary: frozenset[str]


@dataclass(frozen=True)
class Speller:
    """The vocabulary, ready to be asked. `build_speller` makes it.

    `stem_of` gives the stem of each known word, `deletions` the known words by each of their
    shortened forms, `filler_letters` the letters of each filler in alphabetical order. The other
    words are those of `Vocabulary`.
    """

    core: frozenset[str]
    prominent: frozenset[str]
    joinable: frozenset[str]
    unstemmed: frozenset[str]
    ordinary: frozenset[str]
    stem_of: dict[str, str]
    stems: frozenset[str]
    deletions: DeletionIndex
    filler_letters: frozenset[str]

    def spell(self, word: str) -> Spelling:
        """Return the stems of any word; an unknown word stays as it is."""
        return (
            self.look_up(word)
            or self.without_repeats(word)
            or self.without_doubled(word)
            or self.compound(word)
            or self.filler(word)
            or self.corrected(word)
        )

    def look_up(self, word: str) -> Spelling | None:
        """Return the stem of a word that needs no correction, also if it is an ordinary one.

        None if the word is unknown.
        """
        known = self.stem_of.get(word)
        if known is not None:
            return Spelling((known,))
        odd = word in self.ordinary or word in self.unstemmed
        if odd or len(word) < SHORTEST or word.isdigit():
            return Spelling((word,))
        found = stem(word)
        # A short stem is that of too many words, unless it is a word itself.
        ours = found in self.stem_of if len(found) <= SHORTEST else found in self.stems
        return Spelling((found,)) if ours else None

    def without_repeats(self, word: str) -> Spelling | None:
        """Read a word with repeated letters: *paaain* is *paain* or *pain*."""
        if not REPEATED.search(word):
            return None
        return self.look_up(REPEATED.sub(r"\1\1", word)) or self.look_up(REPEATED.sub(r"\1", word))

    def without_doubled(self, word: str) -> Spelling | None:
        """Read a word with one letter too many: *thhe*, *callf*, *tooe*."""
        for single in undoubled(word):
            filler = in_order(single) in self.filler_letters
            if filler or single in self.deletions.find((single,)):
                stems = (self.stem_of.get(single, single),)
                return Spelling(stems, corrected=not filler, stopword=filler)
        return None

    def compound(self, word: str) -> Spelling | None:
        """Split a compound of two of our words: heel|pain, Ferse(n)|schmerz, Knie(s)|chmerzen."""
        if len(word) < SHORTEST_COMPOUND:
            return None
        joinable = self.joinable
        for cut in range(3, len(word) - 2):
            head, tail = word[:cut], word[cut:]
            if tail in joinable:
                for start in (head, head.removesuffix("n"), head.removesuffix("s")):
                    if start in joinable:
                        return Spelling((self.stem_of[start], self.stem_of[tail]))
        return None

    def filler(self, word: str) -> Spelling | None:
        if in_order(word) in self.filler_letters:
            return Spelling((word,), stopword=True)
        return None

    def corrected(self, word: str) -> Spelling:
        nearest = self.nearest(word)
        if nearest is None:
            return Spelling((word,), stopword=len(word) <= SHORTEST and word.isalpha())
        return Spelling((self.stem_of[nearest],), corrected=True)

    def nearest(self, word: str) -> str | None:
        """Return the word of the lexicon that a typo most likely means, or None."""
        allowed = typos_allowed(word)
        candidates = self.deletions.find(deletions(word, allowed))
        ranked = (self.rank(word, candidate) for candidate in candidates)
        best = min((rank for rank in ranked if rank is not None), default=None)
        return None if best is None else best[-1]

    def rank(self, word: str, candidate: str) -> tuple[int, int, bool, int, str] | None:
        """Return how far a candidate is from a word: the least is meant. None if it cannot be."""
        limit = min(typos_allowed(word), typos_allowed(candidate))
        distance = OSA.distance(word, candidate, score_cutoff=limit)
        prominent = candidate in self.prominent
        if distance > limit or not (prominent or is_likely_typo(word, candidate, distance)):
            return None
        rare = (candidate not in self.core) + (not prominent)
        longer = abs(len(word) - len(candidate))
        return distance, rare, word[0] != candidate[0], longer, candidate


def build_speller(vocabulary: Vocabulary) -> Speller:
    """Return the speller of a vocabulary, with its index of deletions."""
    stemmed = vocabulary.known - vocabulary.unstemmed
    # Many words have the same stem, or are one: each is in memory once.
    texts = {word: word for word in vocabulary.known}
    stem_of = {word: word for word in vocabulary.known}
    for word in stemmed:
        found = stem(word)
        stem_of[word] = texts.setdefault(found, found)
    targets = sorted(vocabulary.targets)
    forms = (
        (form, number)
        for number, word in enumerate(targets)
        for form in deletions(word, typos_allowed(word))
    )
    return Speller(
        core=vocabulary.core,
        prominent=vocabulary.prominent,
        joinable=vocabulary.joinable,
        unstemmed=vocabulary.unstemmed,
        ordinary=vocabulary.ordinary,
        stem_of=stem_of,
        # A copy of a set takes half as much as one that grew.
        stems=frozenset({stem_of[word] for word in stemmed}),
        deletions=DeletionIndex(targets, forms),
        filler_letters=frozenset(map(in_order, vocabulary.fillers)),
    )
