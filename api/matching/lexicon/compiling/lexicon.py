"""Compiling the editors' files into a lexicon that is ready to match."""

from collections.abc import Collection, Iterable
from functools import cache

from api.matching.lexicon.compiled import COMPUTED, Lexicon, OtherMeanings
from api.matching.lexicon.compiling.concepts import (
    PARTS,
    SIGNS,
    codes_of,
    compile_concepts,
    labels_of,
)
from api.matching.lexicon.compiling.cues import compile_ages, compile_context, compile_negation
from api.matching.lexicon.compiling.names import compile_names
from api.matching.lexicon.compiling.source import STRENGTHS, Grammar, LexiconSource, Rule
from api.matching.lexicon.compiling.stems import Stemmer
from api.matching.lexicon.compiling.vocabulary import gather_vocabulary, words_of
from api.matching.lexicon.phrases import PhraseTree, build_tree
from api.matching.lexicon.rules import (
    CompiledRule,
    Condition,
    RuleBook,
    index_rules,
    parse_condition,
)
from api.matching.lexicon.spelling import build_speller
from api.matching.lexicon.tokeniser import Tokeniser

IDIOM = "idiom"
"""The meaning of every idiom."""


def compile_lexicon(source: LexiconSource) -> Lexicon:
    """Compile the editors' files; takes two to four seconds of CPU, once.

    Raises ValueError if a rule cannot be read, KeyError if it names an unknown concept.
    """
    stemmer = build_stemmer(source)
    concepts = compile_concepts(source, stemmer)
    names, name_rules = compile_names(source, concepts, stemmer)
    known = COMPUTED.union(concept.code for concept in source.concepts)
    complaint_rules = [
        compile_rule(r, STRENGTHS[r.strength], known) for r in source.complaint_rules
    ]
    flag_rules = [compile_rule(rule, 1.0, known) for rule in source.flag_rules]
    ask_rules = [compile_rule(rule, 1.0, known) for rule in source.ask_rules]
    return Lexicon(
        tokeniser=stemmer.tokeniser,
        speller=stemmer.speller,
        stopwords=stemmer.stopwords,
        small_words=frozenset(source.grammar.small_words),
        negation=compile_negation(source.grammar, stemmer),
        context=compile_context(source.grammar, stemmer),
        ages=compile_ages(source.grammar),
        concepts=concepts,
        names=names,
        other_meanings=compile_other_meanings(source, stemmer),
        complaints=compile_book(source, [*complaint_rules, *name_rules]),
        flags=compile_book(source, flag_rules),
        asks=compile_book(source, ask_rules),
        impossible={code: parse_condition(when) for code, when in source.impossible},
        homes=homes_of([*flag_rules, *ask_rules], concepts.part_codes),
        labels=labels_of(source),
        signs=dict(source.signs),
        signs_of=dict(source.signs_of),
        effects=dict(source.effects),
        conditions=dict(source.conditions),
        self_care=dict(source.self_care),
        questions=source.questions,
        general=frozenset(source.general),
        layer=source.layer,
        ranking=source.ranking,
    )


def homes_of(rules: Iterable[CompiledRule], parts: Collection[str]) -> dict[str, frozenset[str]]:
    """Return for each sign the parts of the body of which its rules speak.

    A sign that a rule states without any part can be anywhere, and is left out.
    """
    homes: dict[str, set[str]] = {}
    anywhere = set()
    for rule in rules:
        own = {concept for group in rule.condition.groups for concept in group} & set(parts)
        homes.setdefault(rule.subject, set()).update(own)
        if not own:
            anywhere.add(rule.subject)
    return {code: frozenset(own) for code, own in homes.items() if code not in anywhere}


def build_stemmer(source: LexiconSource) -> Stemmer:
    tokeniser = build_tokeniser(source.grammar, dict(source.emoji))
    words = cache(tokeniser.words)
    stopwords = words_of(source.grammar.stopwords, words)
    vocabulary = gather_vocabulary(source, words, stopwords)
    return Stemmer(tokeniser, words, build_speller(vocabulary), stopwords)


def build_tokeniser(grammar: Grammar, emoji: dict[str, str]) -> Tokeniser:
    """Return the tokeniser; near-synonyms are themselves cut by one that has none yet."""
    elisions, openers = frozenset(grammar.elisions), frozenset(grammar.clause_openers)
    first = Tokeniser(PhraseTree(), {}, elisions, openers)
    near_synonyms = build_tree(
        (first.words(phrase), word) for word, ways in grammar.near_synonyms for phrase in ways
    )
    return Tokeniser(near_synonyms, emoji, elisions, openers)


def compile_other_meanings(source: LexiconSource, stemmer: Stemmer) -> OtherMeanings:
    return OtherMeanings(
        # Which idiom it is matters to nobody, so that many can share their nodes.
        idioms=build_tree((stemmer.all_stems(idiom), IDIOM) for idiom in source.idioms),
        topics=build_tree(
            (stemmer.stems(word), topic.code) for topic in source.topics for word in topic.words
        ),
        takes={topic.code: frozenset(topic.takes) for topic in source.topics},
    )


def compile_rule(rule: Rule, weight: float, known: Collection[str]) -> CompiledRule:
    """Return a rule with its condition read; `known` are the codes of all concepts.

    Raises ValueError if it cannot be read, KeyError if it names a concept that is not known.
    """
    condition = parse_condition(rule.when)
    for concept in named_in(condition):
        if concept not in known:
            raise KeyError(f"{concept} in the rule '{rule.when}' is no concept")
    return CompiledRule(rule.subject, condition, weight, rule.within)


def named_in(condition: Condition) -> Iterable[str]:
    return (*condition.never, *(code for group in condition.groups for code in group))


def compile_book(source: LexiconSource, rules: Collection[CompiledRule]) -> RuleBook:
    return RuleBook(
        by_concept=index_rules(rules),
        parts=codes_of(source, PARTS),
        signs=codes_of(source, SIGNS),
        wide=frozenset(concept.code for concept in source.concepts if concept.wide),
    )
