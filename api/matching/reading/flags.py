"""The warning signs that a text states, and those that it may mean."""

from api.matching.lexicon.compiled import COMPUTED, LABELLED, Lexicon
from api.matching.reading.outcome import RaisedFlag
from api.matching.reading.rules import Mentions, RuleThatHolds, find_rules_that_hold
from api.screening import gravity


def raised_flags(
    lexicon: Lexicon, present: Mentions, *, about_body: bool
) -> tuple[RaisedFlag, ...]:
    """Return the warning signs that are stated of now and of the person asked about.

    One that only says *see a clinician* counts if the text is `about_body`; the graver ones always
    do. Gravest first.
    """
    reasons: dict[str, tuple[str, ...]] = {}
    for found in find_rules_that_hold(lexicon.flags, present):
        code, labels = found.rule.subject, labels_of(lexicon, found, present)
        if code not in reasons or len(labels) > len(reasons[code]):
            reasons[code] = labels
    flags = [RaisedFlag(c, lexicon.signs[c].tier, labels) for c, labels in reasons.items()]
    counting = [flag for flag in flags if about_body or flag.tier != "see_clinician"]
    return tuple(sorted(counting, key=lambda flag: (gravity(flag.code, lexicon.signs), flag.code)))


def is_about_body(lexicon: Lexicon, present: Mentions, *, possible: bool) -> bool:
    """Say whether a part of the body is named, or a complaint is `possible`."""
    return possible or not lexicon.concepts.part_codes.isdisjoint(present)


def suspected_signs(lexicon: Lexicon, present: Mentions) -> frozenset[str]:
    """Return the warning signs that the text may mean but does not clearly state."""
    return frozenset(found.rule.subject for found in find_rules_that_hold(lexicon.asks, present))


def labels_of(lexicon: Lexicon, found: RuleThatHolds, present: Mentions) -> tuple[str, ...]:
    return tuple(
        lexicon.label(concept, present)
        for concept in found.concepts
        if concept in LABELLED or concept not in COMPUTED
    )
