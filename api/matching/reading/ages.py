"""Ages in a text: "my 12 year old son", "I'm 14", "13yo", "mi hijo de 9 años", "my mum is 82"."""

from collections.abc import Collection, Sequence

from api.matching.lexicon.cues import AgeCues
from api.matching.tokens import Token

CHILDREN = range(1, 18)
GROWN_UP = range(18, 111)
OLDER = range(65, 111)
LONGEST_NUMBER = 3
TENS = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})
OF_ANY_AGE = frozenset({"brother", "sister", "student", "gymnast", "lad", "lads"})
"""Words that announce an age ("my brother is 12") and do not say by themselves that it is young."""
AROUND = 5
"""So many words before and behind a number may name the person."""


def find_child(cues: AgeCues, tokens: Sequence[Token]) -> int | None:
    """Return the place of a number that is the age of a person under 18, or None."""
    return find_age(cues, tokens, CHILDREN)


def find_older(cues: AgeCues, tokens: Sequence[Token]) -> int | None:
    """Return the place of a number that is the age of a person of 65 or over, or None."""
    return find_age(cues, tokens, OLDER)


def find_age(cues: AgeCues, tokens: Sequence[Token], ages: range) -> int | None:
    numbers = ((place, token.text) for place, token in enumerate(tokens) if token.text.isdigit())
    for place, number in numbers:
        fits = number.isascii() and len(number) <= LONGEST_NUMBER and int(number) in ages
        if fits and not is_unit_of_tens(tokens, place) and is_age(cues, tokens, place):
            return place
    return None


def is_unit_of_tens(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a number is the end of a spoken one: the 5 of "thirty-five"."""
    return len(tokens[place].text) == 1 and tokens[max(0, place - 1)].text in TENS


def is_age(cues: AgeCues, tokens: Sequence[Token], place: int) -> bool:
    """Return whether the number at `place` is a person's age.

    It is in "8 year old gymnast", "my son, 12,", "daughter (14)", "I'm 15 and" and "aged 11"; it
    is not in "for 8 years", "since age 12" and "a 10 year old injury".
    """
    behind = words_in(tokens, place + 1, place + 4)
    if behind and behind[0] in cues.units:
        return is_age_with_unit(cues, words_in(tokens, place - AROUND, place + AROUND), behind)
    return is_introduced(cues, tokens, place) and may_end(cues, tokens, place)


def words_in(tokens: Sequence[Token], start: int, end: int) -> list[str]:
    return [token.text for token in tokens[max(0, start) : end]]


def is_age_with_unit(cues: AgeCues, around: Sequence[str], behind: Sequence[str]) -> bool:
    """Say whether "12 years" is an age and no time that something has lasted."""
    unit, adjective, thing = (*behind, "", "")[:3]
    if unit in cues.adjectives:
        # "Meine 7-jährige".
        adjective, thing = unit, adjective
    of_person = not cues.children.isdisjoint(around) or not cues.speakers.isdisjoint(
        around[:AROUND]
    )
    # "My twelve-year-old's feet": the thing is the child's.
    of_old_one = adjective == "olds"
    is_old = adjective in cues.adjectives and (of_old_one or thing not in cues.things)
    return of_person or is_old or unit in cues.suffixes


def is_introduced(cues: AgeCues, tokens: Sequence[Token], place: int) -> bool:
    """Say whether the words before a number announce an age: "I'm", "son", "aged", "son is"."""
    before = words_in(tokens, place - 2, place)
    if not before:
        return False
    last = before[-1]
    if last in cues.speakers or not cues.children.isdisjoint(before):
        return True
    if last in cues.prefixes:
        return before[0] not in cues.dates
    around = words_in(tokens, place - AROUND, place + AROUND)
    return last in cues.copulas and not cues.children.isdisjoint(around)


def may_end(cues: AgeCues, tokens: Sequence[Token], place: int) -> bool:
    """Return whether a number without a unit may be an age, by the words behind it."""
    if place + 1 >= len(tokens):
        return True
    behind = tokens[place + 1]
    if behind.segment != tokens[place].segment or behind.text in cues.followers:
        return True
    # One digit may count anything: "my son 3 toes".
    may_count = len(tokens[place].text) == 1 or behind.text in cues.counted
    return not may_count and is_of_child(cues, words_in(tokens, place - 3, place))


def is_of_child(cues: AgeCues, before: Sequence[str]) -> bool:
    """Say whether a child stands before a number: "my son 11 has", "mi hijo de 13", "son is 12".

    Of several ("two sons, eleven dogs") it is no age.
    """
    if before[-1] in cues.copulas:
        before = before[:-1]
    counted, child = ("", *before)[-2:]
    return child in cues.children and not counted.isdigit()


def may_be_grown_up(cues: AgeCues, tokens: Sequence[Token], place: int) -> bool:
    number = tokens[place].text
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    counts = not cues.counted.isdisjoint(words_in(tokens, place + 1, place + 2))
    return is_number and int(number) in GROWN_UP and not counts


def find_childs_part(
    cues: AgeCues, sides: Collection[str], tokens: Sequence[Token], parts: Collection[int]
) -> int | None:
    """Return the place of a child whose part of the body is named, or None: "my son's left heel".

    `parts` are the places of parts, as `Token.at`. A grown-up child is none ("my son's 30, his heel
    hurts"), and any number that may be such an age makes it uncertain.
    """
    owners = {f"{child}s" for child in cues.children - OF_ANY_AGE}
    places = [place for place, token in enumerate(tokens) if token.text in owners]
    if not places or any(may_be_grown_up(cues, tokens, place) for place in range(len(tokens))):
        return None
    for place in places:
        behind = (one for one in tokens[place + 1 :] if one.text not in sides)
        following = next(behind, None)
        if following and following.segment == tokens[place].segment and following.at in parts:
            return place
    return None
