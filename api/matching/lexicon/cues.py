"""The cue words of the grammar, ready to be looked up."""

from dataclasses import dataclass

from api.matching.lexicon.phrases import PhraseTree


@dataclass(frozen=True)
class NegationCues:
    """Words that negate their neighbours (in the terms of the NegEx algorithm).

    `negators` come before the negated words ("no fever"), `post_negators` behind them ("fever
    gone"); `pseudo_negations` look like a negator but negate nothing ("not sure"). Negators of one
    word count only as they are written, so `exact_negators` and `exact_post_negators` hold them.
    `answers` may answer a question ("no, just heel pain"). A negation ends at a
    `scope_terminator` ("but") and goes on over a `list_conjunction` ("no heat, redness or pus").
    A post-negator that ends in a word of `becoming` says what something became ("has gone warm"),
    unless its clause ends there or a word of `absence` follows ("has gone since yesterday").
    """

    negators: PhraseTree
    exact_negators: frozenset[str]
    post_negators: PhraseTree
    exact_post_negators: frozenset[str]
    pseudo_negations: PhraseTree
    answers: frozenset[str]
    scope_terminators: frozenset[str]
    list_conjunctions: frozenset[str]
    becoming: frozenset[str]
    absence: frozenset[str]


@dataclass(frozen=True)
class ContextCues:
    """Words that say when something was, and whose it is (in the terms of ConText).

    `historical` ("years ago") and `recent` ("still") say when; `other_experiencers` ("my wife"),
    `first_person` ("I"), `possessives` ("my") and `mine` whose; behind a `joining` word ("so I …")
    the writer may come in. `sides` say which of two is meant ("left"),
    and after a number `lengths` ("foot", "feet") are a measure and no part of the body.
    """

    historical: PhraseTree
    recent: PhraseTree
    other_experiencers: frozenset[str]
    first_person: frozenset[str]
    mine: frozenset[str]
    possessives: frozenset[str]
    joining: frozenset[str]
    sides: frozenset[str]
    lengths: frozenset[str]


@dataclass(frozen=True)
class AgeCues:
    """Words that make a number a person's age.

    `units` follow the number ("12 years"), `adjectives` follow those ("12 years old"), and a
    `suffix` is a unit that says all by itself ("12 yo"). `prefixes` come before it ("aged 12"),
    unless one of `dates` comes before them ("since age 12"). A `child` is a word for a young
    person ("son"), a `speaker` one that begins "I'm 12", a `copula` the *is* of "my son is 12".
    `followers` may come after an age that has no unit ("I'm 12 and"); `things` may be ten years
    old too ("a 10 year old injury"). What is `counted` makes the number before it no age ("my son 3
    weeks ago").
    """

    units: frozenset[str]
    adjectives: frozenset[str]
    suffixes: frozenset[str]
    prefixes: frozenset[str]
    dates: frozenset[str]
    children: frozenset[str]
    speakers: frozenset[str]
    copulas: frozenset[str]
    followers: frozenset[str]
    things: frozenset[str]
    counted: frozenset[str]
