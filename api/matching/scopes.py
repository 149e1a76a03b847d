"""Which words are denied, told of the past, or told of somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.matching.phrases import Hit, Phrases
from api.matching.text import Word

REACH = 6
"""A "no" reaches at most so many words."""

LIST_AHEAD = 8
"""How far ahead an "or" may stand that joins a list with commas ("no numbness, heat or pus")."""


@dataclass(frozen=True)
class SmallWords:
    """The grammar, ready to be looked up; see `source.Grammar` for what each list does."""

    negators: Phrases
    not_negating: Phrases
    denied_after: Phrases
    past: Phrases
    still: Phrases
    scope_ends: frozenset[str]
    list_joins: frozenset[str]
    relatives: frozenset[str]
    first_person: frozenset[str]


def denied_words(
    grammar: SmallWords, words: Sequence[Word], stems: Sequence[str], taken: set[int]
) -> set[int]:
    """Return the places of words under a negation.

    `taken` are words inside a phrase of the lexicon: the "can't" of *can't feel* denies nothing.
    """
    harmless = {i for hit in grammar.not_negating.scan(stems) for i in range(hit.start, hit.end)}
    denied: set[int] = set()
    for hit in grammar.negators.scan(stems):
        if hit.start not in taken and hit.start not in harmless:
            denied.update(scope(grammar, words, hit))
    for hit in grammar.denied_after.scan(stems):
        before = hit.start - 1
        if before >= 0 and hit.start not in taken and same_breath(words, before, hit.start):
            denied.update(range(max(0, before - 1), before + 1))
    return denied


def same_breath(words: Sequence[Word], one: int, other: int) -> bool:
    return words[one].clause == words[other].clause


def scope(grammar: SmallWords, words: Sequence[Word], negator: Hit) -> range:
    """Return the places that a negator reaches: to the end of its clause or of its list."""
    end = negator.end
    listed = False
    while end < len(words) and end - negator.end < REACH + (LIST_AHEAD if listed else 0):
        word = words[end]
        if word.clause != words[negator.start].clause or word.text in grammar.scope_ends:
            break
        if word.after_comma and end > negator.end:
            if not joins_ahead(grammar, words, end):
                break
            listed = True
        end += 1
    return range(negator.end, end)


def joins_ahead(grammar: SmallWords, words: Sequence[Word], place: int) -> bool:
    """Say whether an "or" follows that makes the comma at `place` part of a list."""
    for word in words[place : place + LIST_AHEAD]:
        if word.clause != words[place].clause or word.text in grammar.scope_ends:
            return False
        if word.text in grammar.list_joins:
            return True
    return False


def past_clauses(grammar: SmallWords, words: Sequence[Word], stems: Sequence[str]) -> set[int]:
    """Return the clauses that tell of another time and do not say that it goes on."""
    past = {words[hit.start].clause for hit in grammar.past.scan(stems)}
    still = {words[hit.start].clause for hit in grammar.still.scan(stems)}
    return past - still


def others_clauses(grammar: SmallWords, words: Sequence[Word]) -> set[int]:
    """Return the clauses about a relative, where another clause speaks of the writer."""
    about_others = {w.clause for w in words if w.text in grammar.relatives}
    about_me = {w.clause for w in words if w.text in grammar.first_person} - about_others
    return about_others if about_me else set()
