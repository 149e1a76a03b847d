"""What the layer sees of a text: its words and concepts, each with its polarity, as features.

The polarity is that of the reading. A feature has the form in which `seed/lexicon/layer.yaml` lists
it, here for "heel is swollen, no fever":

    words     is   swollen   is swollen   no:fever
    letters   ~swol   ~wolle   ~llen>
    concepts  [heel]   [swollen]   [heel]+[swollen]   no:[fever]
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

from api.matching.layer.vocabulary import Vocabulary

MOST_WORDS = 400
MOST_CONCEPTS = 40
"""Bounds of the work for one text; what comes behind them is not looked at."""

SHORTEST_SPELT = 4
PIECES = (4, 5)
"""Words from this length on are also looked at in pieces of so many letters."""

DENIED = "no:"
ELSEWHERE = "past:"


class Word(NamedTuple):
    """A word as written, without accents and capitals; `polarity` is empty if it is stated.

    `DENIED` begins a negated word, `ELSEWHERE` one about another time or another person.
    """

    text: str
    polarity: str = ""


class Features(NamedTuple):
    """Three groups, which count apart: a text has many letters and few concepts."""

    words: frozenset[str]
    letters: frozenset[str]
    concepts: frozenset[str]


class Numbers(NamedTuple):
    """The numbers of features in a vocabulary, in the order of the groups; 0 if unknown."""

    words: list[int]
    letters: list[int]
    concepts: list[int]


@dataclass(frozen=True)
class Evidence:
    """The words of a text in order, and the codes of its concepts by their polarity."""

    words: tuple[Word, ...]
    stated: frozenset[str]
    denied: frozenset[str]
    elsewhere: frozenset[str]
    numbered: dict[Vocabulary, Numbers] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def features(self) -> Features:
        """The features of the text, for whoever has learned from them: signs and complaints."""
        words = self.words[:MOST_WORDS]
        return Features(
            word_features(words),
            letter_features(words),
            concept_features(self),
        )

    def numbers(self, vocabulary: Vocabulary) -> Numbers:
        """Return the numbers of the features in a vocabulary; they are looked up once."""
        if vocabulary not in self.numbered:
            self.numbered[vocabulary] = Numbers(*map(vocabulary.numbers, self.features))
        return self.numbered[vocabulary]


def word_features(words: Sequence[Word]) -> frozenset[str]:
    """Return each word, and each two that stand side by side."""
    pairs = [
        f"{polarity or following}{text} {other}"
        for (text, polarity), (other, following) in pairwise(words)
    ]
    return frozenset([*pairs, *[f"{polarity}{text}" for text, polarity in words]])


def letter_features(words: Sequence[Word]) -> frozenset[str]:
    """Return the pieces of stated words, so that *swollne* and *swelling* are like *swollen*."""
    spelt = {text for text, polarity in words if not polarity and len(text) >= SHORTEST_SPELT}
    return frozenset(
        [
            f"~{whole[start : start + length]}"
            for whole in [f"<{text}>" for text in spelt]
            for length in PIECES
            for start in range(len(whole) - length + 1)
        ]
    )


def concept_features(evidence: Evidence) -> frozenset[str]:
    """Return each concept, and each two that are both stated."""
    stated = [f"[{code}]" for code in sorted(evidence.stated)[:MOST_CONCEPTS]]
    denied = [f"{DENIED}[{code}]" for code in evidence.denied]
    elsewhere = [f"{ELSEWHERE}[{code}]" for code in evidence.elsewhere]
    pairs = map("+".join, combinations(stated, 2))
    return frozenset([*stated, *pairs, *denied, *elsewhere])
