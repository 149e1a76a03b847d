"""The mentions about now, and about the person in question."""

from collections.abc import Iterable

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.mentions import Mention
from api.matching.reading.understanding import Understanding


def present_of(lexicon: Lexicon, understood: Understanding) -> Understanding:
    """Return only current mentions; the same object if all are.

    If that names no part of the body, the one of before is meant: "broke my ankle years ago, it
    is stiff now".
    """
    concepts = understood.concepts
    if all(mention.is_current for found in concepts.values() for mention in found):
        return understood
    kept = {code: now for code, found in concepts.items() if (now := current(found))}
    parts = lexicon.concepts.part_codes
    if parts.isdisjoint(kept):
        before = {code: writers(concepts[code]) for code in parts & concepts.keys()}
        kept |= {code: found for code, found in before.items() if found}
    return understood._replace(concepts=kept, names=current(understood.names))


def present_of_anybody(understood: Understanding) -> Understanding:
    """Return the mentions about now, whoever they are about."""
    concepts = {
        code: now
        for code, found in understood.concepts.items()
        if (now := [mention for mention in found if not mention.historical])
    }
    return understood._replace(concepts=concepts)


def present_of_others(understood: Understanding) -> Understanding:
    """Return the mentions about now that are another person's."""
    concepts = {
        code: theirs
        for code, found in understood.concepts.items()
        if (theirs := [m for m in found if m.of_other and not m.historical])
    }
    return understood._replace(concepts=concepts)


def current(mentions: Iterable[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.is_current]


def writers(mentions: Iterable[Mention]) -> list[Mention]:
    return [mention for mention in mentions if not mention.of_other]
