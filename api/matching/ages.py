"""Ages in a text: "my 12 year old son", "I'm 14", "13yo", "mi hijo de 9 años"."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.matching.text import Word

ADULT = 18


@dataclass(frozen=True)
class AgeWords:
    """`units` follow a number (*years old, ans*); `children` are words for a young person."""

    units: frozenset[str]
    children: frozenset[str]
    speakers: frozenset[str]
    follow: frozenset[str]


def child_at(grammar: AgeWords, words: Sequence[Word]) -> int | None:
    """Return the place where someone under 18 is told of by an age, or None."""
    for place, word in enumerate(words):
        if word.text.isascii() and word.text.isdigit() and len(word.text) <= 2:
            young = 0 < int(word.text) < ADULT
            if young and is_age(grammar, words, place):
                return place
    return None


def is_age(grammar: AgeWords, words: Sequence[Word], place: int) -> bool:
    around = [w.text for w in words[max(0, place - 5) : place + 5]]
    before = words[place - 1].text if place else ""
    after = words[place + 1].text if place + 1 < len(words) else ""
    ends = not after or words[place + 1].sentence != words[place].sentence
    person = any(w in grammar.children for w in around)
    if after in grammar.units:
        said = before in grammar.speakers or any(w in grammar.speakers for w in around[:5])
        return person or said or after == "yo"
    if before in grammar.speakers:
        return ends or after in grammar.follow or words[place + 1].after_comma
    return person and before in {"is", "aged", "age"} and (ends or after in grammar.follow)
