"""The words of a text with their polarity, as the learned layer takes them."""

from collections.abc import Collection, Iterator

from api.matching.layer.evidence import DENIED, ELSEWHERE, Word
from api.matching.reading.stemming import BLANK, StemmedText


def words_read(
    text: StemmedText, negated: Collection[int], elsewhere: Collection[int]
) -> Iterator[Word]:
    """Yield the words of a text in order, without those of an idiom.

    `negated` are places, and so are those `elsewhere`: about another time or another person.
    """
    before = None
    for place, token in enumerate(text.tokens):
        # A compound of two stems is one word.
        if token is before or text.stems[place] == BLANK:
            continue
        before = token
        yield Word(token.text, DENIED if place in negated else ELSEWHERE * (place in elsewhere))
