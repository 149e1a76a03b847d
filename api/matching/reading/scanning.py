"""What the words of a text hold by themselves, wherever its sentences begin and end.

A text with lines is read twice, by line and as one. Its words are the same both times, and so are
their stems and the phrases that they make; only the places of the tokens change.
"""

from collections.abc import Sequence
from typing import NamedTuple

from api.matching.lexicon.compiled import ANY_SIGN, OWN, Lexicon
from api.matching.lexicon.phrases import Hit
from api.matching.lexicon.spelling import Spelling
from api.matching.reading.stemming import BLANK, StemmedText, spell_words, stem_text
from api.matching.tokens import Token

SIDE_REACH = 3


class FoundConcepts(NamedTuple):
    """A phrase of the lexicon, and the codes of its concepts and of those that they imply."""

    hit: Hit
    codes: tuple[str, ...]


class Scanned(NamedTuple):
    """The tokens of a text, how each different word was read, and the phrases among the stems."""

    tokens: list[Token]
    spellings: dict[str, Spelling]
    text: StemmedText
    concepts: list[FoundConcepts]
    names: list[Hit]


NOTHING_SCANNED = Scanned([], {}, StemmedText([], [], [], [], set(), {}), [], [])


def scan(lexicon: Lexicon, text: str, before: Scanned) -> Scanned:
    """Return what the words of a plain text hold; what was worked out `before` is not done again.

    A phrase of concepts may step over words of another sentence (`is_together`).
    """
    tokens = lexicon.tokeniser.tokens(text)
    if [token.text for token in tokens] == [token.text for token in before.tokens]:
        return before._replace(tokens=tokens, text=moved(before.text, tokens))
    spellings = spell_words(lexicon, tokens, before.spellings)
    stemmed = stem_text(lexicon, tokens, spellings)
    return Scanned(
        tokens,
        spellings,
        stemmed,
        [FoundConcepts(hit, codes_of(lexicon, stemmed, hit)) for hit in hits_in(lexicon, stemmed)],
        lexicon.names.tree.scan_overlapping(stemmed.stems, stemmed.stopword),
    )


def moved(text: StemmedText, tokens: Sequence[Token]) -> StemmedText:
    """Return a text with the same words at other places."""
    if len(text.tokens) == len(tokens):
        return text._replace(tokens=list(tokens))
    placed: list[Token] = []
    left, before = iter(tokens), None
    for token in text.tokens:
        # A compound has one token for both of its stems.
        placed.append(placed[-1] if token is before else next(left))
        before = token
    return text._replace(tokens=placed)


def hits_in(lexicon: Lexicon, text: StemmedText) -> list[Hit]:
    """Return the phrases of all concepts; "heel" in "high heel" is no part of the body."""
    concepts = lexicon.concepts
    non_body = concepts.non_body.scan(text.stems)
    taken = {place for hit in non_body for place in hit.places}
    left = [BLANK if place in taken else stem for place, stem in enumerate(text.stems)]
    parts = concepts.parts.scan(left, text.stopword)
    return [*non_body, *parts, *concepts.others.scan(text.stems, text.passable)]


def is_together(text: StemmedText, hit: Hit) -> bool:
    """Say whether the words that a phrase steps over are in one sentence: "spüre * nicht"."""
    return not hit.gapped or (text.tokens[hit.start].sentence == text.tokens[hit.end - 1].sentence)


def codes_of(lexicon: Lexicon, text: StemmedText, hit: Hit) -> tuple[str, ...]:
    """Return the concepts of a phrase, and those that they imply."""
    concepts = lexicon.concepts
    codes: dict[str, None] = {}
    for code in hit.values:
        codes.update(dict.fromkeys((code, *concepts.implied[code])))
    if not concepts.troubles.isdisjoint(codes):
        codes[ANY_SIGN] = None
    if codes.keys() & concepts.part_codes and has_side(lexicon, text, hit):
        codes[OWN] = None
    return tuple(codes)


def has_side(lexicon: Lexicon, text: StemmedText, hit: Hit) -> bool:
    """Say whether it is said which of two parts is meant: "my left knee", "both knees"."""
    near = text.tokens[max(0, hit.start - SIDE_REACH) : hit.end]
    return any(token.text in lexicon.context.sides for token in near)
