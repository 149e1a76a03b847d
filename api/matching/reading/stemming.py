"""From tokens to the lexicon's words: each token by its stem, idioms left out."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.phrases import Hit, PhraseTree
from api.matching.lexicon.spelling import Spelling
from api.matching.tokens import Token

MAX_CORRECTIONS = 150
"""At most this many different words of one text are looked up as typos."""

BLANK = "\0"
"""The stem of a word in an idiom: it belongs to no phrase."""


class StemmedText(NamedTuple):
    """A text's tokens in order, and for each its stem and whether it is a stopword.

    A compound is two of them: *Fersenschmerz* has the stems of *Ferse* and *Schmerz*. `passable`
    words may stand inside a phrase that has none there: stopwords and function words. `corrected`
    are the places of tokens that were read as a typo. `scanned` has what `scan` found before.
    """

    tokens: list[Token]
    stems: list[str]
    stopword: list[bool]
    passable: list[bool]
    corrected: set[int]
    scanned: dict[int, list[Hit]]

    def scan(self, tree: PhraseTree) -> list[Hit]:
        """Return the phrases of a tree, which may step over stopwords; sought for only once."""
        hits = self.scanned.get(id(tree))
        if hits is None:
            hits = self.scanned[id(tree)] = tree.scan(self.stems, self.stopword)
        return hits


def stem_text(
    lexicon: Lexicon, tokens: Sequence[Token], spellings: Mapping[str, Spelling]
) -> StemmedText:
    """Return the tokens as the lexicon spells them, with idioms and lengths blanked."""
    read = [spellings[token.text] for token in tokens]
    stems_at = [spelling.stems for spelling in read]
    blank = idiom_places(lexicon, [stems[0] for stems in stems_at])
    for place in blank | length_places(lexicon, tokens):
        stems_at[place] = (BLANK,)
    places = [place for place, stems in enumerate(stems_at) for _ in stems]
    placed = [tokens[place] for place in places]
    stopword = [read[place].stopword for place in places]
    small = lexicon.small_words
    return StemmedText(
        tokens=placed,
        stems=list(chain.from_iterable(stems_at)),
        stopword=stopword,
        passable=[
            stop or token.text in small for stop, token in zip(stopword, placed, strict=True)
        ],
        corrected={at for at, place in enumerate(places) if read[place].corrected},
        scanned={},
    )


def spell_words(
    lexicon: Lexicon, tokens: Sequence[Token], known: Mapping[str, Spelling]
) -> dict[str, Spelling]:
    """Read each different word once; only so many are looked up as typos.

    `known` are words that were read before.
    """
    spellings = dict(known)
    looked_up = 0
    for word in {token.text: None for token in tokens}:
        if word in spellings:
            continue
        if word in lexicon.stopwords:
            spellings[word] = Spelling((word,), stopword=True)
            continue
        spelling = lexicon.speller.look_up(word)
        if spelling is None:
            looked_up += 1
            affordable = looked_up <= MAX_CORRECTIONS
            spelling = lexicon.speller.spell(word) if affordable else Spelling((word,))
        spellings[word] = spelling
    return spellings


def idiom_places(lexicon: Lexicon, stems: Sequence[str]) -> set[int]:
    """Return the places of words in an idiom ("foot the bill")."""
    idioms = lexicon.other_meanings.idioms.scan(stems)
    if not idioms:
        return set()
    parts = [hit for hit in lexicon.concepts.parts.scan(stems) if hit.length > 1]
    return {place for hit in idioms if not cuts_part(hit, parts) for place in hit.places}


def cuts_part(idiom: Hit, parts: Sequence[Hit]) -> bool:
    """Say whether an idiom begins inside a part's name: "lower | back from" a long day."""
    return any(part.start < idiom.start < part.end for part in parts)


def length_places(lexicon: Lexicon, tokens: Sequence[Token]) -> set[int]:
    """Return the places of measures that sound like parts of the body (100-foot, 6 feet)."""
    lengths = lexicon.context.lengths
    found = (place for place, token in enumerate(tokens) if token.text in lengths)
    return {place for place in found if place and tokens[place - 1].text.isdigit()}
