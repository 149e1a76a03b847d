"""The compiled lexicon: made once from the editors' files, then only read."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from api.matching.layer.ranking import Ranking
from api.matching.layer.weights import Layer
from api.matching.lexicon.cues import AgeCues, ContextCues, NegationCues
from api.matching.lexicon.phrases import PhraseTree
from api.matching.lexicon.rules import Condition, RuleBook
from api.matching.lexicon.spelling import Speller
from api.matching.lexicon.tokeniser import Tokeniser
from api.screening import Sign
from api.triage import Effect
from api.vocabulary import SelfCare

SHORT_QUERY = "short_query"
CHILD_AGE = "child_age"
OLDER_AGE = "older_age"
CHILDS_PART = "childs_part"
OWN = "own"
ANY_SIGN = "any_sign"
NAMED = "named"
COMPUTED = frozenset({SHORT_QUERY, CHILD_AGE, OLDER_AGE, CHILDS_PART, OWN, ANY_SIGN, NAMED})
"""Concepts that no phrase states: the text is only a few words, an age under 18 or over 65 is
given, a part of the body is a child's ("my son's heel"), it is said which of two parts is meant
("my left knee"), anything is felt or seen, a complaint is named."""

LABELLED = frozenset({CHILD_AGE, OLDER_AGE, CHILDS_PART})
"""Those of them that are shown as a reason."""

WHICH_ONE = "which_one"
"""The code of the question that is asked if no other one tells the complaints apart."""

LITERAL = "="
"""Begins the code of a word that is no concept but part of a complaint's name (`=plantar`)."""


@dataclass(frozen=True)
class Concepts:
    """The phrases of all concepts, and facts about each concept by its code.

    `parts` of the body have a tree of their own, so that the phrase of a sign may hold the words
    of one ("numb between the legs"). Phrases in `non_body` (the heel of a shoe) are no part of a
    body. `implied` gives the concepts that go without saying with another one, `lasting` ones
    count although they are past ("had cancer"), `troubles` can be felt or seen and are complained
    of, `background` ones say something of the person or of a time and are no keyword.
    """

    parts: PhraseTree
    others: PhraseTree
    non_body: PhraseTree
    part_codes: frozenset[str]
    implied: dict[str, tuple[str, ...]]
    lasting: frozenset[str]
    troubles: frozenset[str]
    background: frozenset[str]


class ComplaintName(NamedTuple):
    complaint: str
    weight: float
    phrase: str


@dataclass(frozen=True)
class Names:
    """The names of complaints. `tree` leads to the keys of `by_key`.

    `literals` gives the code of each word that names are made of and that belongs to no concept.
    """

    tree: PhraseTree
    by_key: dict[str, ComplaintName]
    literals: dict[str, str]


@dataclass(frozen=True)
class OtherMeanings:
    """Sayings with a foot in them, and topics in which certain concepts are not meant.

    `takes` gives for each topic the codes of those concepts; `all` stands for every concept and
    name, `names` for the names of complaints.
    """

    idioms: PhraseTree
    topics: PhraseTree
    takes: dict[str, frozenset[str]]


@dataclass(frozen=True)
class Question:
    """A question that distinguishes complaints, or kinds of one complaint, by its code.

    It is not asked if one of the concepts in `unless` is mentioned.
    """

    code: str
    between: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """Ready to match texts in any language. `compile_lexicon` makes it; it holds no person's text.

    `stopwords` mean nothing of their own; `small_words` may stand inside a phrase like them.
    `labels` say how a concept is called in a reason, in the language in which the lexicon is
    written; `LexiconMessages` translates them. `flags` are the rules that state a warning sign,
    `asks` those that make one worth asking for, `impossible` the condition under which a sign
    cannot be there, `homes` the parts of the body that a sign can be in; one without an entry can
    be anywhere. `signs` has every warning sign by its code, `signs_of` the codes of those that
    belong to a complaint, `effects` what each sign and each condition does to exercises.
    `conditions` gives for a concept the condition that a person has who says it. `general`
    complaints (foot pain) step back if a more exact one fits. `layer` is what was learned beside
    the rules, `ranking` the learned order of complaints.
    """

    tokeniser: Tokeniser
    speller: Speller
    stopwords: frozenset[str]
    small_words: frozenset[str]
    negation: NegationCues
    context: ContextCues
    ages: AgeCues
    concepts: Concepts
    names: Names
    other_meanings: OtherMeanings
    complaints: RuleBook
    flags: RuleBook
    asks: RuleBook
    impossible: dict[str, Condition]
    homes: dict[str, frozenset[str]]
    labels: dict[str, str]
    signs: dict[str, Sign]
    signs_of: dict[str, tuple[str, ...]]
    effects: dict[str, Effect]
    conditions: dict[str, str]
    self_care: dict[str, SelfCare]
    questions: tuple[Question, ...]
    general: frozenset[str]
    layer: Layer
    ranking: Ranking

    def label(self, concept: str, mentioned: Collection[str]) -> str:
        """Return the label of a concept in a reason.

        If a rule names any part of the foot, the label is the part that was `mentioned`: heel.
        """
        if concept in self.complaints.wide:
            parts = (code for code in mentioned if code in self.concepts.part_codes)
            implying = (code for code in parts if concept in self.concepts.implied[code])
            concept = next(implying, concept)
        return self.labels.get(concept, concept.removeprefix(LITERAL))
