"""The words that spelling knows, gathered from everything that editors wrote."""

from collections import Counter
from collections.abc import Callable, Iterable

from api.matching.lexicon.compiling.source import LexiconSource
from api.matching.lexicon.compiling.stems import spellings
from api.matching.lexicon.spelling import Vocabulary

Words = Callable[[str], list[str]]
"""Cuts an editor's phrase into words, as `Tokeniser.words` does."""

SHORTEST_TARGET = 3
"""Shorter words attract no typos."""

PROMINENT = 20
"""If so many phrases contain a word, a typo near it most likely means this word."""


def gather_vocabulary(source: LexiconSource, words: Words, stopwords: frozenset[str]) -> Vocabulary:
    grammar = source.grammar
    phrases = bendable_phrases(source)
    ours = words_of(phrases, words)
    as_written = words_of(source.as_written, words) - ours - set(grammar.unstemmed)
    negating = words_of([*grammar.negators, *grammar.post_negators], words)
    targets = {w for w in ours - negating if len(w) >= SHORTEST_TARGET and w.isalpha()}
    body = [c for c in source.concepts if c.kind in ("part", "sign")]
    known = ours | as_written | words_of(grammar_phrases(source), words)
    # A phrase of another language may be a word that we know nothing of: the Turkish "şiş".
    joinable = single_words((phrase for c in body for phrase in c.phrases), words) & known
    names = single_words((p for name in source.names for p in name.phrases), words)
    return Vocabulary(
        known=known,
        targets=frozenset(targets) - stopwords,
        core=joinable | names,
        prominent=prominent_words(phrases, words) & (joinable | names),
        fillers=frozenset(word for word in stopwords if len(word) > 1),
        joinable=joinable,
        unstemmed=as_written | set(grammar.unstemmed),
        ordinary=frozenset([*source.ordinary, *grammar.stopwords]),
    )


def bendable_phrases(source: LexiconSource) -> list[str]:
    """Return the phrases of concepts and names whose words may be stemmed and mistyped."""
    phrases = [phrase for concept in source.concepts for phrase in concept.phrases]
    phrases += [phrase for name in source.names for phrase in name.phrases]
    exact = set(source.as_written)
    return [spelling for p in phrases if p not in exact for spelling in spellings(p)]


def grammar_phrases(source: LexiconSource) -> list[str]:
    """Return phrases whose words are known and attract no typos."""
    grammar = source.grammar
    phrases = [*grammar.negators, *grammar.pseudo_negations, *grammar.post_negators]
    phrases += [*grammar.historical, *grammar.recent, *source.idioms]
    return [*phrases, *(word for topic in source.topics for word in topic.words)]


def words_of(phrases: Iterable[str], words: Words) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in words(phrase))


def single_words(phrases: Iterable[str], words: Words) -> frozenset[str]:
    """Return the phrases that are one word."""
    cut = (words(phrase) for phrase in phrases)
    return frozenset(one[0] for one in cut if len(one) == 1)


def prominent_words(phrases: Iterable[str], words: Words) -> frozenset[str]:
    """Return the words that so many phrases have that most talk of feet has one of them."""
    had = Counter(word for phrase in phrases for word in {*words(phrase)})
    return frozenset(word for word, times in had.items() if times >= PROMINENT)
