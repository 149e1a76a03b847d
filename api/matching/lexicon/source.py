"""What editors write, as plain frozen values: what a `Lexicon` is compiled from.

`LexiconSource.from_plain` takes the JSON-like form of the same, so that the lexicon can be kept
as one document and rebuilt in a process that knows neither YAML nor pydantic.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.matching.lexicon.compiled import Question, RedFlag
from api.vocabulary import SelfCare

ConceptKind = Literal["part", "elsewhere", "thing", "sign", "circumstance", "background"]
Strength = Literal["name", "strong", "usual", "general", "weak"]

STRENGTHS: dict[Strength, float] = {
    "name": 0.92,
    "strong": 0.84,
    "usual": 0.7,
    "general": 0.55,
    "weak": 0.34,
}


@dataclass(frozen=True)
class Concept:
    """One thing that can be said in many ways.

    kind: `part` of the body we care for, a part `elsewhere`, a `thing` that
    has the name of one (the heel of a shoe), a `sign` (what it feels or looks
    like), a `circumstance` (when, where, why) or the person's `background` (an illness, an age).
    `phrases`: in all languages. `lasting`: counts also when told as past ("had cancer").
    `wide`: a part that holds other parts (foot, leg). `implies`: concepts that are meant with it
    ("stress fracture" is also "broken"). `wished`: a sign that is no trouble but an aim (stretch).
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
    """What people call a complaint, in all languages and in the usual misspellings."""

    complaint: str
    phrases: tuple[str, ...]
    strength: Strength = "name"


@dataclass(frozen=True)
class Rule:
    """`when` concepts meet, it speaks for `subject` (a complaint's slug or a red flag's code).

    `when` is written `heel + pain|sore - numb`: all that `+` joins, any that `|` joins, none
    that `-` names. `within` is the greatest distance in words.
    """

    subject: str
    when: str
    strength: Strength = "usual"
    within: int = 14


@dataclass(frozen=True)
class Topic:
    """Words that show that certain concepts are not meant as body or complaint."""

    code: str
    words: tuple[str, ...]
    takes: tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    """Small words of all languages, by what they do to the words around them."""

    light: tuple[str, ...]
    negators: tuple[str, ...]
    answers: tuple[str, ...]
    not_negating: tuple[str, ...]
    denied_after: tuple[str, ...]
    scope_ends: tuple[str, ...]
    list_joins: tuple[str, ...]
    turns: tuple[str, ...]
    past: tuple[str, ...]
    still: tuple[str, ...]
    relatives: tuple[str, ...]
    first_person: tuple[str, ...]
    possessives: tuple[str, ...]
    owners: tuple[str, ...]
    elisions: tuple[str, ...]
    years: tuple[str, ...]
    children: tuple[str, ...]
    speakers: tuple[str, ...]
    age_follows: tuple[str, ...]
    old: tuple[str, ...]
    old_things: tuple[str, ...]
    as_typed: tuple[str, ...]
    same_as: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class LexiconSource:
    """Everything a `Lexicon` needs; the order of a list never matters to the answer.

    `as_written`: phrases of languages that we have only a few words of. Their words attract no
    typos and are brought to no stem, unless another phrase has them too.
    """

    concepts: tuple[Concept, ...]
    names: tuple[Name, ...]
    complaint_rules: tuple[Rule, ...]
    flag_rules: tuple[Rule, ...]
    topics: tuple[Topic, ...]
    idioms: tuple[str, ...]
    questions: tuple[Question, ...]
    red_flags: tuple[RedFlag, ...]
    self_care: tuple[tuple[str, SelfCare], ...]
    grammar: Grammar
    ordinary: tuple[str, ...]
    as_written: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str], ...]
    general: tuple[str, ...]

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "LexiconSource":
        """Build it from lists, mappings and strings, as JSON holds them."""
        return cls(
            concepts=many(Concept, data["concepts"]),
            names=many(Name, data["names"]),
            complaint_rules=many(Rule, data["complaint_rules"]),
            flag_rules=many(Rule, data["flag_rules"]),
            topics=many(Topic, data["topics"]),
            idioms=tuple(data["idioms"]),
            questions=many(Question, data["questions"]),
            red_flags=many(RedFlag, data["red_flags"]),
            self_care=tuple(sorted(data["self_care"].items())),
            grammar=grammar_from(data["grammar"]),
            ordinary=tuple(data["ordinary"]),
            as_written=tuple(data["as_written"]),
            pictures=tuple(sorted(data["pictures"].items())),
            messages=tuple(sorted(data["messages"].items())),
            general=tuple(data["general"]),
        )


def grammar_from(data: Mapping[str, Any]) -> Grammar:
    lists = {key: tuple(words) for key, words in data.items() if key != "same_as"}
    same = tuple(sorted((word, tuple(said)) for word, said in data["same_as"].items()))
    return Grammar(**lists, same_as=same)


def many(kind: Any, records: Any) -> Any:
    """Build frozen values from mappings; their lists become tuples."""
    return tuple(
        kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in record.items()})
        for record in records
    )
