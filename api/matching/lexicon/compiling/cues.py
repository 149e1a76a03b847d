"""The cue words of the grammar, compiled."""

from collections.abc import Iterable

from api.matching.lexicon.compiling.source import Grammar
from api.matching.lexicon.compiling.stems import Stemmer
from api.matching.lexicon.compiling.vocabulary import single_words
from api.matching.lexicon.cues import AgeCues, ContextCues, NegationCues


def compile_negation(grammar: Grammar, stemmer: Stemmer) -> NegationCues:
    def exact(phrases: Iterable[str]) -> frozenset[str]:
        return single_words(phrases, stemmer.words)

    return NegationCues(
        negators=stemmer.tree(grammar.negators),
        exact_negators=exact(grammar.negators),
        post_negators=stemmer.tree(grammar.post_negators),
        exact_post_negators=exact(grammar.post_negators),
        pseudo_negations=stemmer.tree(grammar.pseudo_negations),
        answers=frozenset(grammar.answers),
        scope_terminators=frozenset(grammar.scope_terminators),
        list_conjunctions=frozenset(grammar.list_conjunctions),
        becoming=frozenset(grammar.becoming),
        absence=frozenset(grammar.absence),
    )


def compile_context(grammar: Grammar, stemmer: Stemmer) -> ContextCues:
    return ContextCues(
        historical=stemmer.tree(grammar.historical),
        recent=stemmer.tree(grammar.recent),
        other_experiencers=with_genitive(grammar.other_experiencers),
        first_person=frozenset(grammar.first_person),
        mine=frozenset(grammar.mine),
        possessives=frozenset(grammar.possessives),
        joining=frozenset([*grammar.list_conjunctions, *grammar.scope_terminators]),
        sides=frozenset(grammar.sides),
        lengths=frozenset(grammar.lengths),
    )


def with_genitive(words: Iterable[str]) -> frozenset[str]:
    """Return words and the same with an s, as a text without apostrophes has "my brother's"."""
    words = tuple(words)
    return frozenset((*words, *(f"{word}s" for word in words)))


def compile_ages(grammar: Grammar) -> AgeCues:
    return AgeCues(
        units=frozenset(grammar.age_units),
        adjectives=frozenset(grammar.age_adjectives),
        suffixes=frozenset(grammar.age_suffixes),
        prefixes=frozenset(grammar.age_prefixes),
        dates=frozenset(grammar.date_prepositions),
        children=frozenset(grammar.children),
        speakers=frozenset(grammar.speakers),
        copulas=frozenset(grammar.copulas),
        followers=frozenset(grammar.age_followers),
        things=frozenset(grammar.aged_things),
        counted=frozenset(grammar.counted_things),
    )
