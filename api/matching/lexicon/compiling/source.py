"""The editors' files as plain frozen values, from which a `Lexicon` is compiled.

`LexiconSource.from_plain` takes the same as lists and mappings, so that the lexicon can be kept
as one document and rebuilt in a process that knows neither YAML nor pydantic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.matching.layer.packed import features_of
from api.matching.layer.ranking import Ranking
from api.matching.layer.vocabulary import Vocabulary
from api.matching.layer.weights import Layer
from api.matching.lexicon.compiled import Question
from api.screening import Sign
from api.triage import Effect
from api.vocabulary import SelfCare

ConceptKind = Literal["part", "elsewhere", "non_body", "sign", "circumstance", "background"]
Strength = Literal["name", "strong", "usual", "general", "weak"]

LEARNED = ("layer", "ranking")
"""What was learned beside the rules; other parts of a lexicon do not depend on it."""

STRENGTHS: dict[Strength, float] = {
    "name": 0.92,
    "strong": 0.84,
    "usual": 0.7,
    "general": 0.55,
    "weak": 0.34,
}


@dataclass(frozen=True)
class Concept:
    """One thing that can be said in many ways, in all languages (`phrases`).

    Its kind: a `part` of the body that we answer for or one `elsewhere` (a hand); a `non_body`
    thing that has the name of a part (the heel of a shoe); a `sign` (a feeling or a look);
    a `circumstance` (when, where, why); or the person's `background` (an illness, an age).

    `lasting`: it counts although it is past ("had cancer"). `wide`: a part that holds other parts
    (foot, leg). `wished`: a sign that is an aim and no trouble (stretch). `implies`: concepts that
    go without saying with it ("stress fracture" is also "broken").
    """

    code: str
    kind: ConceptKind
    phrases: tuple[str, ...]
    lasting: bool = False
    wide: bool = False
    wished: bool = False
    implies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Name:
    """Everyday names of a complaint, in all languages and in the usual misspellings."""

    complaint: str
    phrases: tuple[str, ...]
    strength: Strength = "name"


@dataclass(frozen=True)
class Rule:
    """If concepts meet as `when` says, it speaks for `subject`: a complaint's slug, a flag's code.

    `heel + pain|sore - numb` means heel, and pain or sore, and not numb. `within` is the greatest
    distance in words.
    """

    subject: str
    when: str
    strength: Strength = "usual"
    within: int = 14


@dataclass(frozen=True)
class Topic:
    """Words that show that certain concepts (`takes`) are not meant as body or complaint."""

    code: str
    words: tuple[str, ...]
    takes: tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    """Cue words of all languages, by their effect on the words around them.

    Each list is explained beside it in `seed/lexicon/grammar.yaml`, and its use in
    `api.matching.lexicon.cues`. `near_synonyms` gives for a word the many ways to say it.
    """

    stopwords: tuple[str, ...]
    near_synonyms: tuple[tuple[str, tuple[str, ...]], ...]
    negators: tuple[str, ...]
    post_negators: tuple[str, ...]
    pseudo_negations: tuple[str, ...]
    answers: tuple[str, ...]
    scope_terminators: tuple[str, ...]
    list_conjunctions: tuple[str, ...]
    clause_openers: tuple[str, ...]
    historical: tuple[str, ...]
    recent: tuple[str, ...]
    other_experiencers: tuple[str, ...]
    first_person: tuple[str, ...]
    mine: tuple[str, ...]
    possessives: tuple[str, ...]
    sides: tuple[str, ...]
    lengths: tuple[str, ...]
    elisions: tuple[str, ...]
    age_units: tuple[str, ...]
    age_adjectives: tuple[str, ...]
    age_suffixes: tuple[str, ...]
    age_prefixes: tuple[str, ...]
    age_followers: tuple[str, ...]
    date_prepositions: tuple[str, ...]
    children: tuple[str, ...]
    speakers: tuple[str, ...]
    copulas: tuple[str, ...]
    aged_things: tuple[str, ...]
    unstemmed: tuple[str, ...]
    small_words: tuple[str, ...] = ()
    becoming: tuple[str, ...] = ()
    absence: tuple[str, ...] = ()
    counted_things: tuple[str, ...] = ()


@dataclass(frozen=True)
class LexiconSource:
    """Everything a `Lexicon` needs; the order of a list never matters to the answer.

    `as_written` are phrases of languages that we have only a few words of. Their words attract no
    typos and are brought to no stem, unless another phrase has them too. `ordinary` words only
    look like ours. `flag_rules` state a warning sign, `ask_rules` make one worth asking for.
    `signs`, `signs_of`, `effects` and `conditions` are those of `Lexicon`. `labels` name computed
    concepts in a reason; others are called by their first phrase. `general` complaints (foot pain)
    step back if a more exact one fits. `impossible` is that of `Lexicon`, conditions as they are
    written.
    """

    concepts: tuple[Concept, ...]
    names: tuple[Name, ...]
    complaint_rules: tuple[Rule, ...]
    flag_rules: tuple[Rule, ...]
    ask_rules: tuple[Rule, ...]
    impossible: tuple[tuple[str, str], ...]
    topics: tuple[Topic, ...]
    idioms: tuple[str, ...]
    questions: tuple[Question, ...]
    signs: tuple[tuple[str, Sign], ...]
    signs_of: tuple[tuple[str, tuple[str, ...]], ...]
    effects: tuple[tuple[str, Effect], ...]
    conditions: tuple[tuple[str, str], ...]
    self_care: tuple[tuple[str, SelfCare], ...]
    grammar: Grammar
    ordinary: tuple[str, ...]
    as_written: tuple[str, ...]
    emoji: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    general: tuple[str, ...]
    layer: Layer
    ranking: Ranking

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "LexiconSource":
        """Build it from lists, mappings and strings, as JSON holds them.

        A lexicon that an earlier release published asks for nothing, knows no condition and has
        no layer and no ranking.
        """
        layer, ranking = learned(data)
        return cls(
            concepts=many(Concept, data["concepts"]),
            names=many(Name, data["names"]),
            complaint_rules=many(Rule, data["complaint_rules"]),
            flag_rules=many(Rule, data["flag_rules"]),
            ask_rules=many(Rule, data.get("ask_rules", ())),
            impossible=tuple(sorted(data.get("impossible", {}).items())),
            topics=many(Topic, data["topics"]),
            idioms=tuple(data["idioms"]),
            questions=many(Question, data["questions"]),
            signs=tuple(signs_from(data)),
            signs_of=tuple((k, tuple(v)) for k, v in sorted(data.get("signs_of", {}).items())),
            effects=tuple(effects_from(data)),
            conditions=tuple(sorted(data.get("conditions", {}).items())),
            self_care=tuple(sorted(data["self_care"].items())),
            grammar=grammar_from(data["grammar"]),
            ordinary=tuple(data["ordinary"]),
            as_written=tuple(data["as_written"]),
            emoji=tuple(sorted(data["emoji"].items())),
            labels=tuple(sorted(data["labels"].items())),
            general=tuple(data["general"]),
            layer=layer,
            ranking=ranking,
        )


def learned(data: Mapping[str, Any]) -> tuple[Layer, Ranking]:
    """Return what was learned beside the rules (`LEARNED`); it is empty where nothing was."""
    layer, ranking = (data.get(name) for name in LEARNED)
    # One vocabulary for both, so that the features of a text are looked up once.
    lines = (one["weights"] for one in (layer, ranking) if one)
    vocabulary = Vocabulary(feature for weights in lines for feature in features_of(weights))
    signs = Layer.from_plain(layer, vocabulary=vocabulary) if layer else Layer()
    return signs, Ranking.from_plain(ranking, vocabulary) if ranking else Ranking()


def signs_from(data: Mapping[str, Any]) -> Iterator[tuple[str, Sign]]:
    only_with, risk_factors = data.get("only_with", {}), data.get("risk_factors", {})
    for code, tier in sorted(data["tiers"].items()):
        yield code, Sign(tier, only_with.get(code), frozenset(risk_factors.get(code, ())))


def effects_from(data: Mapping[str, Any]) -> Iterator[tuple[str, Effect]]:
    """Yield the effect of each sign and condition; `offers` is all that an earlier release has."""
    known = data.get("effects", {code: {"offers": word} for code, word in data["offers"].items()})
    for code, effect in sorted(known.items()):
        counts_as, clears = (tuple(effect.get(name, ())) for name in ("counts_as", "clears"))
        yield code, Effect(effect["offers"], counts_as=counts_as, clears=clears)


def grammar_from(data: Mapping[str, Any]) -> Grammar:
    fields = {key: tuple(words) for key, words in data.items() if key != "near_synonyms"}
    ways = {word: tuple(phrases) for word, phrases in data["near_synonyms"].items()}
    return Grammar(**fields, near_synonyms=tuple(sorted(ways.items())))


def many(kind: Any, records: Any) -> Any:
    """Build frozen values from mappings; their lists become tuples."""
    return tuple(
        kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in record.items()})
        for record in records
    )
