"""Editors' phrases as the matcher sees a text: as stems, mostly without stopwords."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from api.matching.lexicon.phrases import PhraseTree, build_tree
from api.matching.lexicon.spelling import Speller
from api.matching.lexicon.tokeniser import Tokeniser


@dataclass(frozen=True)
class Stemmer:
    """Turns phrases into stems with the same tokeniser and speller that read a text.

    `words` cuts a phrase as the tokeniser does, and knows those that it has cut already: most
    phrases are looked at several times.
    """

    tokeniser: Tokeniser
    words: Callable[[str], list[str]]
    speller: Speller
    stopwords: frozenset[str]

    def stems(self, phrase: str) -> list[str]:
        """Return a phrase without stopwords, each word by its stem.

        A phrase that would shrink to one word ("it popped") keeps all of them.
        """
        words = [w for w in self.words(phrase) if w not in self.stopwords]
        if len(words) < 2:
            return self.all_stems(phrase)
        return [stem for word in words for stem in self.speller.spell(word).stems]

    def all_stems(self, phrase: str) -> list[str]:
        """Return every word of a phrase by its stem; a stopword stays as it is."""
        words = self.words(phrase)
        return [w if w in self.stopwords else self.speller.spell(w).stems[0] for w in words]

    def tree(self, phrases: Iterable[str]) -> PhraseTree:
        """Return a tree of phrases whose value is the phrase itself."""
        return build_tree((self.stems(phrase), phrase) for phrase in phrases)


def spellings(phrase: str) -> tuple[str, ...]:
    """Return a phrase as written, and with ae, oe, ue if it has umlauts."""
    typed = phrase
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ü", "Ue"), ("Ä", "Ae")):
        typed = typed.replace(umlaut, letters)
    return (phrase,) if typed == phrase else (phrase, typed)
