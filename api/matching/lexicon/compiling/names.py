"""The names of complaints, compiled: as phrases, and as rules that find their words scattered."""

from collections.abc import Iterator
from typing import NamedTuple

from api.matching.lexicon.compiled import LITERAL, ComplaintName, Concepts, Names
from api.matching.lexicon.compiling.source import STRENGTHS, LexiconSource, Name
from api.matching.lexicon.compiling.stems import Stemmer, spellings
from api.matching.lexicon.phrases import build_tree
from api.matching.lexicon.rules import CompiledRule, Condition

LOOSE = 0.93
"""The factor for a name's weight if its words come in another order."""

LOOSE_REACH = 3
"""How much farther apart its words may be than beside each other."""


class NameForm(NamedTuple):
    """One spelling of a name: its stems, and the words behind them.

    `items` are codes of concepts, and of words that belong to none (`=plantar`).
    """

    name: ComplaintName
    stems: tuple[str, ...]
    items: frozenset[str]

    @property
    def key(self) -> str:
        return f"{self.name.complaint}:{' '.join(self.stems)}"


def compile_names(
    source: LexiconSource, concepts: Concepts, stemmer: Stemmer
) -> tuple[Names, list[CompiledRule]]:
    """Return the names, and a rule for each that may also be said in another order.

    *Pain under the ball of my foot* is found by the rule of *ball of foot pain*.
    """
    forms = list(name_forms(source, concepts, stemmer))
    by_key: dict[str, ComplaintName] = {}
    for form in forms:
        by_key.setdefault(form.key, form.name)
    negators = {stem for phrase in source.grammar.negators for stem in stemmer.stems(phrase)}
    rules = [
        loose_rule(form)
        for form in forms
        if has_literal(form) and len(form.items) > 1 and negators.isdisjoint(form.stems)
    ]
    items = {item for rule in rules for group in rule.condition.groups for item in group}
    literals = {item.removeprefix(LITERAL): item for item in items if item.startswith(LITERAL)}
    return Names(build_tree((form.stems, form.key) for form in forms), by_key, literals), rules


def name_forms(source: LexiconSource, concepts: Concepts, stemmer: Stemmer) -> Iterator[NameForm]:
    kinds = {concept.code: concept.kind for concept in source.concepts}
    speaker = frozenset(source.grammar.first_person)
    for name in source.names:
        for phrase in (spelling for p in name.phrases for spelling in spellings(p)):
            stems = stemmer.stems(phrase)
            items = items_of(stems, concepts, speaker)
            weight = weight_of(name, {kinds.get(item) for item in items})
            if stems and weight > 0:
                yield NameForm(ComplaintName(name.complaint, weight, phrase), tuple(stems), items)


def items_of(stems: list[str], concepts: Concepts, speaker: frozenset[str]) -> frozenset[str]:
    """Return the concepts in a name, and the words that belong to no concept.

    Words for the `speaker` (the *me* of "me duele el talón") are no part of a name.
    """
    hits = [hit for tree in (concepts.parts, concepts.others) for hit in tree.scan(stems)]
    taken = {place for hit in hits for place in hit.places}
    left = {stem for place, stem in enumerate(stems) if place not in taken}
    literals = {f"{LITERAL}{stem}" for stem in left - speaker}
    return frozenset({hit.values[0] for hit in hits} | literals)


def weight_of(name: Name, kinds: set[str | None]) -> float:
    """Return a name's weight by the kinds of its items; None is that of a word of no concept.

    A name that only puts a part and a sign together weighs less. A part of the body alone is no
    name (`ankel` among the misspellings of a sprain) and weighs nothing.
    """
    if kinds <= {"part", "elsewhere", "circumstance"}:
        return 0.0
    if name.strength == "name" and None not in kinds:
        return STRENGTHS["usual"]
    return STRENGTHS[name.strength]


def has_literal(form: NameForm) -> bool:
    return any(item.startswith(LITERAL) for item in form.items)


def loose_rule(form: NameForm) -> CompiledRule:
    """Return the rule that all items of a name be near each other, in any order."""
    return CompiledRule(
        subject=form.name.complaint,
        condition=Condition(tuple((item,) for item in sorted(form.items)), ()),
        weight=form.name.weight * LOOSE,
        within=len(form.items) + LOOSE_REACH,
        name=form.name.phrase,
    )
