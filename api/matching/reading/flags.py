"""The warning signs that a text states, and those that it may mean."""

from collections.abc import Collection, Container, Iterable

from api.matching.lexicon.compiled import COMPUTED, LABELLED, Lexicon
from api.matching.reading.outcome import MatchedComplaint, RaisedFlag
from api.matching.reading.rules import Mentions, RuleThatHolds, find_rules_that_hold
from api.screening import gravity
from api.vocabulary import GRAVE


def raised_flags(
    lexicon: Lexicon, present: Mentions, *, of: Container[str] | None = None, about_body: bool
) -> tuple[RaisedFlag, ...]:
    """Return the warning signs that are stated of now and of the person asked about.

    If `of` is given, only signs of these codes are sought. One that only says *see a clinician*
    counts if the text is `about_body`; the graver ones always do. Gravest first.
    """
    reasons: dict[str, tuple[str, ...]] = {}
    for found in find_rules_that_hold(lexicon.flags, present, of=of):
        code, labels = found.rule.subject, labels_of(lexicon, found, present)
        if is_impossible(lexicon, code, present):
            continue
        if code not in reasons or len(labels) > len(reasons[code]):
            reasons[code] = labels
    flags = [RaisedFlag(c, lexicon.signs[c].tier, labels) for c, labels in reasons.items()]
    counting = [flag for flag in flags if about_body or flag.tier != "see_clinician"]
    return tuple(sorted(counting, key=lambda flag: (gravity(flag.code, lexicon.signs), flag.code)))


def names_part(lexicon: Lexicon, present: Mentions) -> bool:
    """Say whether a part of the body is named."""
    return not lexicon.concepts.part_codes.isdisjoint(present)


def suspected_signs(lexicon: Lexicon, present: Mentions) -> frozenset[str]:
    """Return the warning signs that the text may mean but does not clearly state."""
    asked = {found.rule.subject for found in find_rules_that_hold(lexicon.asks, present)}
    return frozenset(code for code in asked if not is_impossible(lexicon, code, present))


def is_impossible(lexicon: Lexicon, code: str, present: Mentions) -> bool:
    """Say whether a sign cannot be there by what else is said: pre-eclampsia of a man."""
    condition = lexicon.impossible.get(code)
    return condition is not None and condition.may_hold(present.keys())


def fitting_signs(
    lexicon: Lexicon,
    suspected: Iterable[str],
    present: Mentions,
    complaints: Collection[MatchedComplaint],
) -> frozenset[str]:
    """Return those of the suspected signs that fit the text, and so are worth asking for.

    A sign fits if it belongs to a complaint that fits. A grave one also fits if it can be in a part
    of the body that is named: somebody with a sore arch is not asked about a locked knee. Without a
    complaint each fits.
    """
    listed = {code for one in complaints for code in lexicon.signs_of.get(one.complaint, ())}
    parts = lexicon.concepts.part_codes & present.keys()
    return frozenset(
        code
        for code in suspected
        if not complaints
        or code in listed
        or (lexicon.signs[code].tier in GRAVE and can_be_in(lexicon, code, parts))
    )


def can_be_in(lexicon: Lexicon, code: str, parts: Collection[str]) -> bool:
    """Say whether a sign can be in one of the named parts; if none is named, it can be."""
    home = lexicon.homes.get(code)
    return home is None or not parts or not home.isdisjoint(parts)


def labels_of(lexicon: Lexicon, found: RuleThatHolds, present: Mentions) -> tuple[str, ...]:
    return tuple(
        lexicon.label(concept, present)
        for concept in found.concepts
        if concept in LABELLED or concept not in COMPUTED
    )
