"""Which words are denied, told of the past, or told of somebody else."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from api.matching.lexicon.cues import SmallWords
from api.matching.lexicon.phrases import Hit
from api.matching.tokens import Word

REACH = 6
"""A "no" reaches at most so many words, light ones not counted."""

MINE_REACH = 3

LIST_AHEAD = 8
"""How far ahead an "or" may stand that joins a list with commas ("no numbness, heat or pus")."""


class Row(NamedTuple):
    """A text's words in order, each with its stem. `light` are those that carry no meaning of
    their own, `mended` the places where a typo was mended."""

    words: list[Word]
    stems: list[str]
    light: list[bool]
    mended: set[int]


def denied_words(grammar: SmallWords, row: Row, taken: set[int]) -> set[int]:
    """Return the places of words under a negation.

    `taken` are words inside a phrase of the lexicon: the "can't" of *can't feel* denies nothing.
    """
    harmless = {
        place
        for hit in grammar.not_negating.scan(row.stems, row.light)
        for place in range(hit.start, hit.end)
    }
    denied: set[int] = set()
    for hit in grammar.negators.scan(row.stems, row.light):
        exact = stands_there(row, hit, grammar.negating)
        free = hit.start not in taken and hit.start not in harmless
        if not exact or not free:
            continue
        if answers(grammar, row, hit):
            denied.update(question_before(row, hit.start))
        else:
            denied.update(scope(grammar, row, hit))
    for hit in grammar.denied_after.scan(row.stems, row.light):
        exact = stands_there(row, hit, grammar.denying)
        free = hit.start not in taken and harmless.isdisjoint(range(hit.start, hit.end))
        if exact and free:
            denied.update(just_before(row, hit.start))
    return denied


def stands_there(row: Row, hit: Hit, single: frozenset[str]) -> bool:
    """Say whether a phrase of one word stands there as it is: "sine" is no "sin", "non-stop" has
    no "none"."""
    return hit.end - hit.start > 1 or row.words[hit.start].text in single


def answers(grammar: SmallWords, row: Row, negator: Hit) -> bool:
    """Say whether a "no" answers what was asked and denies nothing: "no, just heel pain"."""
    place, behind = negator.start, negator.end
    if row.words[place].text not in grammar.answers:
        return False
    sentence = row.words[place].sentence
    opens = all(row.light[i] for i in range(place) if row.words[i].sentence == sentence)
    if not opens or behind >= len(row.words):
        return opens
    after = row.words[behind]
    ends = after.sentence != sentence or after.after_comma
    return ends or after.text in grammar.scope_ends


def question_before(row: Row, place: int) -> range:
    """Return the places of the question that the word at `place` answers; none where it is none."""
    end = place
    while end and row.words[end].after_question:
        end -= 1
    if end == place:
        return range(0)
    start = end
    while start and row.words[start - 1].sentence == row.words[end].sentence:
        start -= 1
    return range(start, end + 1)


def just_before(row: Row, place: int) -> list[int]:
    """Return the two words before `place` in its clause, light ones stepped over."""
    found: list[int] = []
    for before in range(place - 1, max(-1, place - 6), -1):
        if row.words[before].clause != row.words[place].clause or len(found) == 2:
            break
        if not row.light[before]:
            found.append(before)
        if row.words[before].after_comma:
            break
    return found


def scope(grammar: SmallWords, row: Row, negator: Hit) -> range:
    """Return the places that a negator reaches: to the end of its clause or of its list."""
    end = negator.end
    counted, most = 0, REACH
    while end < len(row.words) and counted < most:
        word = row.words[end]
        if word.clause != row.words[negator.start].clause or ends(grammar, row, negator, end):
            break
        if word.after_comma and end > negator.end:
            if not joins_ahead(grammar, row, end):
                break
            most = REACH + LIST_AHEAD
        counted += not row.light[end]
        end += 1
    return range(negator.end, end)


def ends(grammar: SmallWords, row: Row, negator: Hit, place: int) -> bool:
    """Say whether a word opens something new; right behind the "no" it does not."""
    return place > negator.end and row.words[place].text in grammar.scope_ends


def joins_ahead(grammar: SmallWords, row: Row, place: int) -> bool:
    """Say whether an "or" follows that makes the comma at `place` part of a list."""
    for word in row.words[place : place + LIST_AHEAD]:
        if word.clause != row.words[place].clause or word.text in grammar.scope_ends:
            return False
        if word.text in grammar.list_joins:
            return True
    return False


def past_pieces(grammar: SmallWords, row: Row) -> set[int]:
    """Return the pieces between commas and stops that tell of another time, and not that it
    goes on."""
    past = pieces(row, grammar.past.scan(row.stems, row.light))
    return past - pieces(row, grammar.still.scan(row.stems, row.light))


def pieces(row: Row, hits: Sequence[Hit]) -> set[int]:
    return {row.words[hit.start].piece for hit in hits}


def others_words(
    grammar: SmallWords, row: Row, own: Collection[int], taken: Collection[int]
) -> set[int]:
    """Return the places told about a relative, where the writer tells of something too.

    `own` are the places of parts of the body and of complaints: "should I worry?" has none. A word
    inside a phrase of the lexicon (`taken`) is nobody: the cat of *cat bite*.
    """
    stretches = told_apart(grammar, row)
    about_others = {
        stretch
        for place, (stretch, word) in enumerate(zip(stretches, row.words, strict=True))
        if word.text in grammar.relatives and place not in taken
    }
    about_me = {
        stretch
        for stretch, word in zip(stretches, row.words, strict=True)
        if word.text in grammar.first_person
    }
    about_me |= {stretches[place] for place in own if is_mine(grammar, row, place)}
    about_me -= about_others
    if not about_me & {stretches[place] for place in own}:
        return set()
    return {place for place, stretch in enumerate(stretches) if stretch in about_others}


def is_mine(grammar: SmallWords, row: Row, place: int) -> bool:
    """Say whether a part of the body is the writer's: "my left knee"."""
    before = row.words[max(0, place - MINE_REACH) : place]
    return any(word.text in grammar.possessives for word in before)


def told_apart(grammar: SmallWords, row: Row) -> list[int]:
    """Return for each word which stretch it belongs to: a new one begins at a comma, a stop, and
    where the writer comes in ("she has gout so | I have sore heels")."""
    stretches: list[int] = []
    current = 0
    for place, word in enumerate(row.words):
        before = row.words[place - 1] if place else word
        turns = before.text in grammar.list_joins or before.text in grammar.scope_ends
        comes_in = turns and word.text in grammar.first_person
        current += comes_in or word.piece != before.piece
        stretches.append(current)
    return stretches
