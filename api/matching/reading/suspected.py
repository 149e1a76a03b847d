"""What the learned layer adds to the signs that the rules found, and which of these it doubts."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from api.matching.layer.evidence import Evidence
from api.matching.layer.suspicions import Opinion, Suspicion, reasons
from api.matching.layer.weights import ODDS
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.flags import is_impossible
from api.matching.reading.outcome import RaisedFlag
from api.matching.reading.rules import Mentions
from api.screening import UNDER_18, gravity
from api.vocabulary import GRAVE

MOST_WORDS_OF_WHO = 16
"""So many words may say only who somebody is and what hurts."""

ABOUT_WHO = frozenset({"dizziness_or_falls", "pregnancy"})
"""Conditions that say who somebody is, beside those without which a sign cannot be there."""


LIKELY = ODDS
"""Odds of e to one."""


class Added(NamedTuple):
    """Signs that the layer adds to those stated, and to those to ask for."""

    flags: tuple[RaisedFlag, ...] = ()
    suspected: frozenset[str] = frozenset()


def added_by_layer(
    lexicon: Lexicon,
    evidence: Evidence,
    suspicions: Iterable[Suspicion],
    flags: Sequence[RaisedFlag],
    present: Mentions,
) -> Added:
    """Return what the layer suspects in the evidence, beyond the flags that the rules raised.

    Where the rules speak, they choose the sign: the layer only adds graver ones.
    """
    raised = [flag.code for flag in flags]
    found = [
        suspicion
        for suspicion in suspicions
        if is_graver(lexicon, suspicion.code, raised)
        if suspicion.stands_alone or not only_says_who(lexicon, evidence, raised)
        if not is_impossible(lexicon, suspicion.code, present)
    ]
    return Added(
        flags=tuple(
            flag_of(lexicon, suspicion.code, evidence)
            for suspicion in found
            if suspicion.level == "alarm"
        ),
        suspected=frozenset(s.code for s in found if s.level == "ask"),
    )


def asked_elsewhere(
    lexicon: Lexicon, half_said: Iterable[str], suspicions: Iterable[Suspicion]
) -> frozenset[str]:
    """Return the signs to ask for also where a text seems to be about something else.

    They are grave ones that it half says by the rules, and emergencies that the layer holds for
    likely: "an elephant sat on me, on the treadmill" names no complaint of the catalogue.
    """
    tier = {code: sign.tier for code, sign in lexicon.signs.items()}
    likely = (one.code for one in suspicions if one.strength >= LIKELY)
    return frozenset(
        {code for code in half_said if tier[code] in GRAVE}
        | {code for code in likely if tier[code] == "emergency"}
    )


def doubted_of(
    lexicon: Lexicon, by_layer: Opinion, flags: Sequence[RaisedFlag]
) -> tuple[frozenset[str], tuple[RaisedFlag, ...]]:
    """Return the signs of the rules that are only asked for since the layer doubts, and the others.

    One that says who somebody is stays, unless the layer excludes every sign.
    """
    if not by_layer.doubts:
        return frozenset(), tuple(flags)
    certain = tuple(
        flag for flag in flags if says_who(lexicon, flag.code) and not by_layer.excludes
    )
    return frozenset(flag.code for flag in flags if flag not in certain), certain


def says_who(lexicon: Lexicon, code: str) -> bool:
    """Say whether a sign rests on who somebody is: a child, pregnant, with diabetes, unsteady.

    A few words state that, whatever the layer makes of the rest, and exercises depend on it.
    """
    of_somebody = lexicon.signs[code].only_with is not None
    return of_somebody or not ABOUT_WHO.isdisjoint(lexicon.effects[code].counts_as)


def only_says_who(lexicon: Lexicon, evidence: Evidence, raised: Collection[str]) -> bool:
    """Say whether a short text has no sign by the rules but that of a child.

    In "my 12-year-old's heel hurts" it explains why the layer is sure that there is some sign; an
    emergency that has no words of its own is not worth a question. A longer text says more than who
    and where, in words that the rules may not know.
    """
    if not raised or len(evidence.words) > MOST_WORDS_OF_WHO:
        return False
    return all(UNDER_18 in lexicon.effects[code].counts_as for code in raised)


def is_graver(lexicon: Lexicon, code: str, raised: Collection[str]) -> bool:
    """Say whether a sign is of a graver tier than all those raised."""
    tiers = [gravity(one, lexicon.signs) for one in raised]
    return all(gravity(code, lexicon.signs) < tier for tier in tiers)


def flag_of(lexicon: Lexicon, code: str, evidence: Evidence) -> RaisedFlag:
    """Return a suspected sign as a flag; its reasons are labels of concepts, and words."""
    named = sorted(evidence.stated)
    because = reasons(lexicon.layer, code, evidence)
    labels = dict.fromkeys(lexicon.label(name, named) for name in because)
    return RaisedFlag(code, lexicon.signs[code].tier, tuple(labels))
