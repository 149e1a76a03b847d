"""The lexicon, compiled once from what editors wrote and then only read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from api.matching.lexicon.cues import AgeWords, SmallWords
from api.matching.lexicon.near_synonyms import said_alike
from api.matching.lexicon.phrases import Phrases
from api.matching.lexicon.rules import RuleBook
from api.matching.lexicon.spelling import Spelling
from api.matching.tokens import Word, words_of
from api.vocabulary import SelfCare, Tier

SHORT_QUERY = "short_query"
CHILD_AGE = "child_age"
OWN = "own"
ANY_SIGN = "any_sign"
NAMED = "named"
PSEUDO = frozenset({SHORT_QUERY, CHILD_AGE, OWN, ANY_SIGN, NAMED})
"""Concepts that no phrase states: the text is only a few words, an age under 18 is told, it is
said which of two parts ("my left knee"), anything is felt or seen, a complaint is named."""


@dataclass(frozen=True)
class Question:
    """What tells complaints apart. With one complaint: what to ask when it is the match."""

    between: tuple[str, ...]
    text: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class RedFlag:
    code: str
    tier: Tier
    sign: str
    advice: str


@dataclass(frozen=True)
class Lexicon:
    """Ready to match. `api.matching.compiling` builds it; it holds no text of any person."""

    spelling: Spelling
    things: Phrases
    concepts: tuple[Phrases, Phrases]
    names: Phrases
    idioms: Phrases
    topics: Phrases
    topic_takes: dict[str, frozenset[str]]
    small: SmallWords
    ages: AgeWords
    light: frozenset[str]
    alike: Phrases
    turns: frozenset[str]
    elisions: frozenset[str]
    pictures: dict[str, str]
    lasting: frozenset[str]
    implied: dict[str, tuple[str, ...]]
    complaining: frozenset[str]
    owners: frozenset[str]
    labels: dict[str, str]
    literals: frozenset[str]
    named: dict[str, tuple[str, float, str]]
    complaints: RuleBook
    flags: RuleBook
    red_flags: dict[str, RedFlag]
    self_care: dict[str, SelfCare]
    questions: tuple[Question, ...]
    messages: dict[str, str]
    general: frozenset[str]

    @cached_property
    def parts(self) -> frozenset[str]:
        return self.complaints.parts

    def label(self, concept: str, said: Iterable[str]) -> str:
        """Return what to call a reason; for any part of the foot, the part that was said."""
        if concept in self.complaints.wide:
            parts = (p for p in said if p in self.parts and concept in self.implied[p])
            concept = next(parts, concept)
        return self.labels.get(concept, concept.removeprefix("="))

    def words(self, text: str) -> list[Word]:
        found = words_of(text, pictures=self.pictures, elisions=self.elisions, turns=self.turns)
        return said_alike(found, self.alike)
