"""From a word as typed to a word of the lexicon: inflection, repeated letters, typos, compounds.

Candidates come from an index of shortened forms, so a look-up costs a few dictionary reads and
no scan of the vocabulary. Ordinary words (*feel*, *food*) are never bent into ours.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

SHORTEST = 3
TWO_MISTAKES_FROM = 7
ANY_MISTAKE_FROM = 4
MAX_CORRECTIONS = 150
"""At most this many words of one text are looked up as typos."""

REPEATED = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"([bdfglmnprtz])\1$")
ENDINGS = ("nesses", "ness", "ings", "ing", "ies", "ed", "es", "s", "ly", "y", "e")


class Reading(NamedTuple):
    """What a word is read as: the stems it stands for, and whether a typo was mended.

    `light`: a few letters that mean nothing ("hte", "onn").
    """

    stems: tuple[str, ...]
    mended: bool
    light: bool = False


def stem(word: str) -> str:
    """Return the common form of a word's inflections; crude, and the same on both sides."""
    if len(word) <= 3 or word.isdigit():
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and not (ending == "s" and word.endswith(("ss", "us", "is"))):
            rest = word[: -len(ending)]
            if len(rest) >= SHORTEST:
                word = rest
                break
    if len(word) > SHORTEST and word.endswith("e"):
        word = word[:-1]
    return DOUBLED.sub(r"\1", word)


def shortened(word: str, times: int) -> Iterator[str]:
    """Yield the word, and the word without any one (or two) of its letters."""
    yield word
    layer = [word]
    for _ in range(times):
        layer = sorted({w[:i] + w[i + 1 :] for w in layer for i in range(len(w))})
        yield from layer


def likely(word: str, candidate: str, mistakes: int) -> bool:
    """Say whether a typo of this kind happens.

    Two mistakes leave the first letter alone, and so do those in a short word, unless letters
    only change places: any other change makes another short word too easily. A word that many
    phrases have (`prominent`) is meant all the same.
    """
    if mistakes > 1:
        return word[0] == candidate[0]
    if len(word) >= ANY_MISTAKE_FROM and len(candidate) >= ANY_MISTAKE_FROM:
        return True
    if word[0] != candidate[0]:
        return sorted(word) == sorted(candidate)
    return len(candidate) > len(word) or sorted(word) == sorted(candidate)


def mistakes_allowed(word: str) -> int:
    return 2 if len(word) >= TWO_MISTAKES_FROM else 1


@dataclass(frozen=True)
class Spelling:
    """The vocabulary, ready to be asked. Build it with `build`."""

    words: dict[str, str]
    stems: frozenset[str]
    ordinary: frozenset[str]
    index: dict[str, tuple[str, ...]]
    core: frozenset[str]
    prominent: frozenset[str]
    small: frozenset[str]
    joinable: frozenset[str]
    as_typed: frozenset[str]

    @classmethod
    def build(
        cls,
        words: Collection[str],
        *,
        ordinary: Collection[str],
        targets: Collection[str],
        core: Collection[str],
        prominent: Collection[str],
        small: Collection[str],
        joinable: Collection[str],
        as_typed: Collection[str],
    ) -> "Spelling":
        """`words` are known; only `targets` attract typos, of these `core` ones before others and
        `prominent` ones first, and none whose letters are those of a `small` word; `joinable` form
        compounds; `as_typed` are never brought to a stem."""
        forms = ((word, word if word in as_typed else stem(word)) for word in words)
        index: dict[str, list[str]] = {}
        for word in sorted(targets):
            for short in shortened(word, mistakes_allowed(word)):
                index.setdefault(short, []).append(word)
        return cls(
            words=dict(forms),
            stems=frozenset(stem(word) for word in words if word not in as_typed),
            ordinary=frozenset(ordinary) - frozenset(words),
            index={short: tuple(found) for short, found in index.items()},
            core=frozenset(core),
            prominent=frozenset(prominent),
            small=frozenset(map(letters, small)),
            joinable=frozenset(joinable),
            as_typed=frozenset(as_typed),
        )

    def known(self, word: str) -> Reading | None:
        """Read a word that is ours as it stands, or leave an ordinary one alone."""
        exact = self.words.get(word)
        if exact is not None:
            return Reading((exact,), mended=False)
        odd = word in self.ordinary or word in self.as_typed
        if odd or len(word) < SHORTEST or word.isdigit():
            return Reading((word,), mended=False)
        found = stem(word)
        # A short stem is that of too many words, unless it is a word itself.
        ours = found in self.words if len(found) <= SHORTEST else found in self.stems
        return Reading((found,), mended=False) if ours else None

    def read(self, word: str) -> Reading:
        """Read any word; one that is not ours comes back as it is."""
        reading = self.known(word)
        if reading is not None:
            return reading
        for calmed in calm(word):
            reading = self.known(calmed)
            if reading is not None:
                return reading
        for single in undoubled(word):
            light = letters(single) in self.small
            if light or single in self.index.get(single, ()):
                return Reading((self.words.get(single, single),), mended=not light, light=light)
        parts = self.parts(word)
        if parts:
            return Reading(tuple(self.words[part] for part in parts), mended=False)
        if letters(word) in self.small:
            return Reading((word,), mended=False, light=True)
        nearest = self.nearest(word)
        if nearest is None:
            return Reading((word,), mended=False, light=len(word) <= SHORTEST and word.isalpha())
        return Reading((self.words[nearest],), mended=True)

    def nearest(self, word: str) -> str | None:
        """Return the word of ours that a typo most likely meant."""
        allowed = mistakes_allowed(word)
        candidates = {c for short in shortened(word, allowed) for c in self.index.get(short, ())}
        best: tuple[int, int, bool, int, str] | None = None
        for candidate in candidates:
            limit = min(allowed, mistakes_allowed(candidate))
            distance = OSA.distance(word, candidate, score_cutoff=limit)
            prominent = candidate in self.prominent
            if distance > limit or not (prominent or likely(word, candidate, distance)):
                continue
            far = abs(len(word) - len(candidate))
            rare = (candidate not in self.core) + (not prominent)
            rank = (distance, rare, word[0] != candidate[0], far, candidate)
            best = rank if best is None or rank < best else best
        return None if best is None else best[-1]

    def parts(self, word: str) -> tuple[str, str] | None:
        """Split a compound of two of our words: heelpain, Fersen|schmerz, Knie-s-chmerzen."""
        if len(word) < 7:
            return None
        for cut in range(3, len(word) - 2):
            head, tail = word[:cut], word[cut:]
            if tail in self.joinable:
                for start in (head, head.removesuffix("n"), head.removesuffix("s")):
                    if start in self.joinable:
                        return start, tail
        return None


def letters(word: str) -> str:
    """Return a word's letters in order, so that swapped ones make no difference."""
    return "".join(sorted(word))


def calm(word: str) -> Iterable[str]:
    """Yield the word with repeated letters brought down to two, then to one (paaain, sooore)."""
    if REPEATED.search(word):
        yield REPEATED.sub(r"\1\1", word)
        yield REPEATED.sub(r"\1", word)


def undoubled(word: str) -> Iterable[str]:
    """Yield the word with one of its doubled letters single (thhe, callf, tooe)."""
    for place in range(1, len(word)):
        if word[place] == word[place - 1]:
            yield word[:place] + word[place + 1 :]
