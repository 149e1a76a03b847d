"""What the learned layer adds to the signs that the rules found: it only adds."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from api.matching.layer.evidence import Evidence
from api.matching.layer.suspicions import Suspicion
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.flags import is_impossible
from api.matching.reading.outcome import RaisedFlag
from api.matching.reading.rules import Mentions
from api.screening import UNDER_18, gravity

MOST_WORDS_OF_WHO = 16
"""So many words may say only who somebody is and what hurts."""
LONG_TIME = "long_time"
"""The concept of years, as in "two years ago" and "for years"."""


class Added(NamedTuple):
    """Signs that the layer adds to those stated, and to those to ask for."""

    flags: tuple[RaisedFlag, ...] = ()
    suspected: frozenset[str] = frozenset()


def added_by_layer(
    lexicon: Lexicon,
    evidence: Evidence,
    suspected: Iterable[Suspicion],
    flags: Sequence[RaisedFlag],
    half_said: Collection[str],
    present: Mentions,
    *,
    about_body: bool,
) -> Added:
    """Return what the layer suspects in the evidence, beyond the flags that the rules raised.

    Where the rules speak, they choose the sign: the layer only adds graver ones. Beside signs that
    are `half_said` it raises one of them, or a graver one. In a text without any concept it finds
    nothing.
    In one that is not `about_body` it raises only emergencies, and asks nothing: "I have diabetes"
    is no question about a foot.
    """
    if not evidence.stated:
        return Added()
    raised = [flag.code for flag in flags]
    found = [
        suspicion
        for suspicion in suspected
        if is_graver(lexicon, suspicion.code, raised)
        if suspicion.stands_alone or not only_says_who(lexicon, evidence, raised)
        if not is_impossible(lexicon, suspicion.code, present)
        if about_body or may_stand_alone(lexicon, suspicion)
    ]
    return Added(
        flags=tuple(
            flag_of(lexicon, s, evidence.stated)
            for s in found
            if raises(lexicon, s, evidence, half_said)
        ),
        suspected=frozenset(s.code for s in found if not raises(lexicon, s, evidence, half_said)),
    )


def raises(
    lexicon: Lexicon, suspicion: Suspicion, evidence: Evidence, half_said: Collection[str]
) -> bool:
    """Say whether a suspicion is raised, and not only asked for.

    In a text that also tells of another time or person, one that can wait is asked for: it may be
    an injection of two years ago.
    """
    may_be_past = evidence.elsewhere or LONG_TIME in evidence.stated
    if may_be_past and lexicon.signs[suspicion.code].tier == "see_clinician":
        return False
    more_than_half = suspicion.code in half_said
    return suspicion.level == "alarm" and (
        more_than_half or is_graver(lexicon, suspicion.code, half_said)
    )


def only_says_who(lexicon: Lexicon, evidence: Evidence, raised: Collection[str]) -> bool:
    """Say whether a short text has no sign by the rules but that of a child.

    That one says who the person is. In "my 12-year-old's heel hurts" it explains why the layer is
    sure that there is some sign; an emergency that has no words of its own is not worth a question.
    A longer text says more than who and where, in words that the rules may not know.
    """
    if not raised or len(evidence.words) > MOST_WORDS_OF_WHO:
        return False
    return all(UNDER_18 in lexicon.effects[code].counts_as for code in raised)


def may_stand_alone(lexicon: Lexicon, suspicion: Suspicion) -> bool:
    """Say whether a suspicion counts in a text that names no part of the body."""
    return suspicion.level == "alarm" and lexicon.signs[suspicion.code].tier == "emergency"


def is_graver(lexicon: Lexicon, code: str, raised: Collection[str]) -> bool:
    """Say whether a sign is of a graver tier than all those raised."""
    tiers = [gravity(one, lexicon.signs) for one in raised]
    return all(gravity(code, lexicon.signs) < tier for tier in tiers)


def flag_of(lexicon: Lexicon, suspicion: Suspicion, stated: Collection[str]) -> RaisedFlag:
    """Return a suspicion as a flag; its reasons are labels of concepts, and words of the layer."""
    named = sorted(stated)
    labels = (lexicon.label(name, named) for name in suspicion.because)
    tier = lexicon.signs[suspicion.code].tier
    return RaisedFlag(suspicion.code, tier, tuple(dict.fromkeys(labels)))
