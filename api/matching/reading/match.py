"""The matcher: one text in, one answer out. Pure, bounded, and it keeps nothing of the text."""

from collections.abc import Iterable, Sequence
from functools import partial

from api.matching.layer.suspicions import opinion
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.conclusion import (
    MATCHED,
    NOTHING_FOUND,
    POSSIBLE,
    Findings,
    conclude,
)
from api.matching.reading.evidence import evidence_of
from api.matching.reading.flags import (
    fitting_signs,
    is_about_body,
    raised_flags,
    suspected_signs,
)
from api.matching.reading.outcome import Match, RaisedFlag
from api.matching.reading.present import present_of, present_of_anybody, present_of_others
from api.matching.reading.ranking import SHOWN, WORTH_SHOWING, reordered
from api.matching.reading.rules import Mentions
from api.matching.reading.scoring import rank
from api.matching.reading.suspected import added_by_layer, doubted_of
from api.matching.reading.understanding import Understanding, is_word, understand
from api.matching.transport import plain_text
from api.matching.transport.line_ends import flowing
from api.screening import NOTHING_SAID, Said, gravity


def match(lexicon: Lexicon, text: str, spoken: Said = NOTHING_SAID) -> Match:
    """Say which complaint a person means, or that it is for a clinician, or that it is neither.

    `text` may be anything; beyond 2,000 characters it is not read. `spoken` is what was answered
    beside it.
    """
    text = plain_text(text, partial(is_word, lexicon))
    found, whole = read(lexicon, text, spoken), flowing(text)
    if whole != text:
        found = graver(lexicon, found, read(lexicon, whole, spoken, found))
    return conclude(lexicon, found, spoken)


def graver(lexicon: Lexicon, by_line: Findings, as_one: Findings) -> Findings:
    """Return the reading that states the graver signs; the one by lines if both are equal."""

    def ranks(codes: Iterable[str]) -> list[int]:
        tiers = sorted(gravity(code, lexicon.signs) for code in codes)
        # No sign ranks below any.
        return [*tiers, len(lexicon.signs)]

    def key(found: Findings) -> tuple[list[int], list[int]]:
        return ranks(flag.code for flag in found.flags), ranks(found.suspected)

    return min(by_line, as_one, key=key)


def read(lexicon: Lexicon, text: str, spoken: Said, before: Findings = NOTHING_FOUND) -> Findings:
    """Return what a plain text says; what the reading `before` worked out is not done again."""
    understood = understand(lexicon, text, spoken, before.understood.spellings)
    present = present_of(lexicon, understood)
    ranked = rank(lexicon, present)
    if present is not understood and (not ranked or ranked[0].score < MATCHED):
        ranked = rank(lexicon, understood)
    possible = bool(ranked) and ranked[0].score >= POSSIBLE
    about_body = is_about_body(lexicon, present.concepts, possible=possible)
    flags = raised_flags(lexicon, present.concepts, about_body=about_body)
    of_others: tuple[RaisedFlag, ...] = ()
    if any(mention.of_other for found in understood.concepts.values() for mention in found):
        of_others = grave_signs_of_others(lexicon, understood, flags)
    half_said = suspected_signs(lexicon, present.concepts)
    evidence = evidence_of(understood, present)
    if evidence == before.evidence:
        evidence, by_layer = before.evidence, before.by_layer
    else:
        by_layer = opinion(lexicon.layer, evidence)
    doubted: frozenset[str] = frozenset()
    if by_layer.doubts:
        doubted, flags = doubted_of(lexicon, flags)
    flags += of_others
    added = added_by_layer(lexicon, evidence, by_layer.suspicions, flags, present.concepts)
    stated, suspected = (*flags, *added.flags), half_said | added.suspected
    worth = [found for found in ranked if found.score >= WORTH_SHOWING][:SHOWN] if possible else []
    fitting = reordered(lexicon, evidence, worth, has_sign=bool(stated or suspected))
    return Findings(
        understood=understood,
        fitting=fitting,
        flags=stated,
        suspected=fitting_signs(lexicon, suspected, present.concepts, fitting) | doubted,
        conditions=conditions_of(lexicon, present.concepts),
        evidence=evidence,
        by_layer=by_layer,
    )


def grave_signs_of_others(
    lexicon: Lexicon, understood: Understanding, flags: Sequence[RaisedFlag]
) -> tuple[RaisedFlag, ...]:
    """Return the grave signs that somebody else has now, beside what the writer asks about.

    An emergency may be told of both: "my dad fell, I cannot feel my foot". An urgent sign
    counts if all of it is theirs, and the text asks about it: "my mum's calf is red and hot".
    """
    known = {flag.code for flag in flags}
    anybody = raised_flags(lexicon, present_of_anybody(understood).concepts, about_body=True)
    grave = [flag for flag in anybody if flag.tier == "emergency"]
    if understood.theirs:
        theirs = raised_flags(lexicon, present_of_others(understood).concepts, about_body=True)
        grave += [flag for flag in theirs if flag.tier == "urgent"]
    return tuple(flag for flag in grave if flag.code not in known)


def conditions_of(lexicon: Lexicon, present: Mentions) -> frozenset[str]:
    """Return the conditions that a person has by their own words."""
    known = lexicon.conditions
    return frozenset(known[concept] for concept in present if concept in known)
