"""Ages in a text: "my 12 year old son", "I'm 14", "13yo", "mi hijo de 9 años"."""

from collections.abc import Sequence

from api.matching.lexicon.cues import AgeWords
from api.matching.tokens import Word

ADULT = 18


def child_at(grammar: AgeWords, words: Sequence[Word]) -> int | None:
    """Return the place where someone under 18 is told of by an age, or None."""
    for place, word in enumerate(words):
        if word.text.isascii() and word.text.isdigit() and len(word.text) <= 2:
            young = 0 < int(word.text) < ADULT
            if young and is_age(grammar, words, place):
                return place
    return None


def is_age(grammar: AgeWords, words: Sequence[Word], place: int) -> bool:
    """Say whether the number at `place` is somebody's age.

    "8 year old gymnast", "my son, 12,", "daughter (14)", "I'm 15 and", "aged 11", but not "for 8
    years", "since age 12" or "a 10 year old injury".
    """
    around = [w.text for w in words[max(0, place - 5) : place + 5]]
    before = words[place - 1].text if place else ""
    after, then, thing = ([w.text for w in words[place + 1 : place + 4]] + [""] * 3)[:3]
    ends = not after or words[place + 1].piece != words[place].piece
    person = any(w in grammar.children for w in around)
    if after in grammar.units:
        said = before in grammar.speakers or any(w in grammar.speakers for w in around[:5])
        old = then in grammar.old and thing not in grammar.things
        return person or said or old or after == "yo"
    if before in grammar.speakers:
        return ends or after in grammar.follow
    named = any(w.text in grammar.children for w in words[max(0, place - 2) : place])
    aged = before in {"aged", "age"} and words[max(0, place - 2)].text not in {"at", "since"}
    return (named or aged or (person and before == "is")) and (ends or after in grammar.follow)
