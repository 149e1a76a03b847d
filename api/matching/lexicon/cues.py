"""The cue words of the grammar, ready to be looked up."""

from dataclasses import dataclass

from api.matching.lexicon.phrases import Phrases


@dataclass(frozen=True)
class SmallWords:
    """The grammar, ready to be looked up; see `source.Grammar` for what each list does."""

    negators: Phrases
    negating: frozenset[str]
    answers: frozenset[str]
    not_negating: Phrases
    denied_after: Phrases
    denying: frozenset[str]
    past: Phrases
    still: Phrases
    scope_ends: frozenset[str]
    list_joins: frozenset[str]
    relatives: frozenset[str]
    first_person: frozenset[str]
    possessives: frozenset[str]


@dataclass(frozen=True)
class AgeWords:
    """`units` follow a number (*years, ans*), `old` follows those; `children` are words for a young
    person, `things` for what may be ten years old too."""

    units: frozenset[str]
    children: frozenset[str]
    speakers: frozenset[str]
    follow: frozenset[str]
    old: frozenset[str]
    things: frozenset[str]
