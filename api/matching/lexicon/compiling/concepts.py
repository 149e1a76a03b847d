"""The concepts of the lexicon, compiled."""

from collections.abc import Collection

from api.matching.lexicon.compiled import Concepts
from api.matching.lexicon.compiling.source import ConceptKind, LexiconSource
from api.matching.lexicon.compiling.stems import Stemmer, spellings
from api.matching.lexicon.phrases import PhraseTree, build_tree

PARTS: tuple[ConceptKind, ...] = ("part", "elsewhere")
NON_BODY: tuple[ConceptKind, ...] = ("non_body",)
SIGNS: tuple[ConceptKind, ...] = ("sign",)
OTHERS: tuple[ConceptKind, ...] = ("sign", "circumstance", "background")


def compile_concepts(source: LexiconSource, stemmer: Stemmer) -> Concepts:
    concepts = source.concepts
    return Concepts(
        parts=concept_tree(source, stemmer, PARTS),
        others=concept_tree(source, stemmer, OTHERS),
        non_body=concept_tree(source, stemmer, NON_BODY),
        part_codes=codes_of(source, PARTS),
        implied={concept.code: concept.implies for concept in concepts},
        lasting=frozenset(concept.code for concept in concepts if concept.lasting),
        troubles=frozenset(c.code for c in concepts if c.kind == "sign" and not c.wished),
        background=frozenset(c.code for c in concepts if c.kind == "background"),
    )


def concept_tree(
    source: LexiconSource, stemmer: Stemmer, kinds: Collection[ConceptKind]
) -> PhraseTree:
    return build_tree(
        (stemmer.stems(spelling), concept.code)
        for concept in source.concepts
        if concept.kind in kinds
        for phrase in concept.phrases
        for spelling in spellings(phrase)
    )


def codes_of(source: LexiconSource, kinds: Collection[ConceptKind]) -> frozenset[str]:
    return frozenset(concept.code for concept in source.concepts if concept.kind in kinds)


def labels_of(source: LexiconSource) -> dict[str, str]:
    """Return how each concept is called in a reason: by its first phrase, or as editors say."""
    written = {c.code: c.phrases[0] if c.phrases else c.code for c in source.concepts}
    return written | dict(source.labels)
