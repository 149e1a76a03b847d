"""One word for the many ways to say the same."""

from api.matching.lexicon.phrases import Phrases
from api.matching.tokens import Word


def said_alike(words: list[Word], alike: Phrases) -> list[Word]:
    """Put one word where several ways to say the same stand ("unable to" → "cant")."""
    hits = alike.scan([word.text for word in words])
    if not hits:
        return words
    result: list[Word] = []
    place = 0
    for hit in hits:
        result += words[place : hit.start]
        result.append(words[hit.start]._replace(text=hit.values[0]))
        place = hit.end
    return result + words[place:]
