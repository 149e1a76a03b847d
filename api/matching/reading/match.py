"""The matcher: one text in, one answer out. Pure, bounded, and it keeps nothing of the text."""

from collections.abc import Iterable, Sequence
from functools import cache, partial

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
    names_part,
    raised_flags,
    suspected_signs,
)
from api.matching.reading.outcome import Match, MatchedComplaint, RaisedFlag
from api.matching.reading.present import present_of, present_of_anybody, present_of_others
from api.matching.reading.ranking import SHOWN, WORTH_SHOWING, ranked_by_layer, reordered
from api.matching.reading.rules import Mentions
from api.matching.reading.scoring import rank
from api.matching.reading.suspected import (
    added_by_layer,
    asked_elsewhere,
    doubted_of,
    says_who,
)
from api.matching.reading.understanding import Understanding, is_word, understand
from api.matching.transport import plain_text
from api.matching.transport.line_ends import flowing
from api.screening import NOTHING_SAID, Said, gravity

Gravities = tuple[list[int], list[int]]


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

    def key(found: Findings) -> Gravities:
        return gravities(lexicon, found.flags, found.suspected)

    return min(by_line, as_one, key=key)


def gravities(lexicon: Lexicon, flags: Iterable[RaisedFlag], suspected: Iterable[str]) -> Gravities:
    """Return the ranks of signs, gravest first: of those stated, and of those suspected."""

    def ranks(codes: Iterable[str]) -> list[int]:
        tiers = sorted(gravity(code, lexicon.signs) for code in codes)
        # No sign ranks below any.
        return [*tiers, len(lexicon.signs)]

    return ranks(flag.code for flag in flags), ranks(suspected)


def read(lexicon: Lexicon, text: str, spoken: Said, by_line: Findings = NOTHING_FOUND) -> Findings:
    """Return what a plain text says.

    What a reading `by_line` worked out is not done again. That reading itself is returned if this
    one cannot be graver.
    """
    understood = understand(lexicon, text, spoken, by_line.understood.scanned)
    present = present_of(lexicon, understood)
    by_rules = cache(partial(complaints_by_rules, lexicon, understood, present))
    about_body = names_part(lexicon, present.concepts) or bool(by_rules())
    flags = raised_flags(lexicon, present.concepts, about_body=about_body)
    of_others: tuple[RaisedFlag, ...] = ()
    if any(mention.of_other for found in understood.concepts.values() for mention in found):
        of_others = grave_signs_of_others(lexicon, understood, flags)
    half_said = suspected_signs(lexicon, present.concepts)
    evidence = evidence_of(understood, present)
    if evidence == by_line.evidence:
        evidence, by_layer = by_line.evidence, by_line.by_layer
    else:
        by_layer = opinion(lexicon.layer, evidence)
    doubted, flags = doubted_of(lexicon, by_layer, flags)
    if by_layer.excludes:
        # "My gran had an aneurysm, mine was scanned": too unlikely to be raised.
        doubted, of_others = doubted.union(flag.code for flag in of_others), ()
    if by_layer.dismisses:
        half_said = frozenset(code for code in half_said if says_who(lexicon, code))
    flags += of_others
    added = added_by_layer(lexicon, evidence, by_layer.suspicions, flags, present.concepts)
    stated, suspected = (*flags, *added.flags), half_said | added.suspected
    if by_line is not NOTHING_FOUND:
        # Not all that is suspected is asked for in the end, so it may be less grave than this.
        most = gravities(lexicon, stated, suspected | doubted)
        if most >= gravities(lexicon, by_line.flags, by_line.suspected):
            return by_line
    ranked = ranked_by_layer(lexicon, evidence, by_rules())
    if ranked.is_elsewhere:
        suspected &= asked_elsewhere(lexicon, half_said, by_layer.suspicions)
        if by_layer.excludes:
            # "A toilet that leaks at the back when it is numb cold": neither a sign nor a body.
            doubted = frozenset()
    fitting = reordered(lexicon, evidence, ranked, has_sign=bool(stated or suspected))
    return Findings(
        understood=understood,
        fitting=fitting,
        flags=stated,
        suspected=fitting_signs(lexicon, suspected, present.concepts, fitting) | doubted,
        conditions=conditions_of(lexicon, present.concepts),
        evidence=evidence,
        by_layer=by_layer,
    )


def complaints_by_rules(
    lexicon: Lexicon, understood: Understanding, present: Understanding
) -> list[MatchedComplaint]:
    """Return the complaints that the rules find, best first; none if the best is not possible."""
    ranked = rank(lexicon, present)
    if present is not understood and (not ranked or ranked[0].score < MATCHED):
        ranked = rank(lexicon, understood)
    if not ranked or ranked[0].score < POSSIBLE:
        return []
    return [found for found in ranked if found.score >= WORTH_SHOWING][:SHOWN]


def grave_signs_of_others(
    lexicon: Lexicon, understood: Understanding, flags: Sequence[RaisedFlag]
) -> tuple[RaisedFlag, ...]:
    """Return the grave signs that somebody else has now, beside what the writer asks about.

    An emergency may be told of both: "my dad fell, I cannot feel my foot". An urgent sign
    counts if all of it is theirs, and the text asks about it: "my mum's calf is red and hot".
    """
    unknown = lexicon.signs.keys() - {flag.code for flag in flags}

    def signs_of(tier: str, present: Understanding) -> tuple[RaisedFlag, ...]:
        of_tier = {code for code in unknown if lexicon.signs[code].tier == tier}
        return raised_flags(lexicon, present.concepts, of=of_tier, about_body=True)

    grave = signs_of("emergency", present_of_anybody(understood))
    if understood.theirs:
        grave += signs_of("urgent", present_of_others(understood))
    return grave


def conditions_of(lexicon: Lexicon, present: Mentions) -> frozenset[str]:
    """Return the conditions that a person has by their own words."""
    known = lexicon.conditions
    return frozenset(known[concept] for concept in present if concept in known)
