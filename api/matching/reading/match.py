"""The matcher: one text in, one answer out. Pure, bounded, and it keeps nothing of the text."""

from collections.abc import Iterator, Sequence
from functools import partial

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.flags import raised_flags
from api.matching.reading.outcome import Match, MatchedComplaint, Outcome, RaisedFlag
from api.matching.reading.present import present_of
from api.matching.reading.questions import are_rivals, choose_question
from api.matching.reading.scoring import rank
from api.matching.reading.understanding import Understanding, is_word, understand
from api.matching.transport import plain_text
from api.matching.transport.line_ends import flowing
from api.triage import Effect, Fact, complaint_fact, triage
from api.vocabulary import Tier, words

MATCHED = 0.5
"""A score from which a complaint is taken as meant."""

POSSIBLE = 0.3
"""A score from which a complaint is worth a question."""

SHOWN = 3
WORTH_SHOWING = 0.25


def match(lexicon: Lexicon, text: str) -> Match:
    """Say which complaint a person means, or that it is for a clinician, or that it is neither.

    `text` may be anything; beyond 2,000 characters it is not read.
    """
    text = plain_text(text, partial(is_word, lexicon))
    found, whole = read(lexicon, text), flowing(text)
    return found if whole == text else graver(found, read(lexicon, whole))


def graver(by_line: Match, as_one: Match) -> Match:
    """Return the reading that states the graver signs; the one by lines if both are equal."""
    return min(by_line, as_one, key=lambda found: gravity(found.red_flags))


def gravity(flags: Sequence[RaisedFlag]) -> list[int]:
    """Return the ranks of the tiers of signs, gravest first; no sign ranks below any."""
    tiers = words(Tier)
    return [*(tiers.index(flag.tier) for flag in flags), len(tiers)]


def read(lexicon: Lexicon, text: str) -> Match:
    """Return what a plain text says."""
    understood = understand(lexicon, text)
    present = present_of(lexicon, understood)
    ranked = rank(lexicon, present)
    if present is not understood and (not ranked or ranked[0].score < MATCHED):
        ranked = rank(lexicon, understood)
    possible = bool(ranked) and ranked[0].score >= POSSIBLE
    flags = raised_flags(lexicon, present.concepts, possible=possible)
    fitting = [found for found in ranked if found.score >= WORTH_SHOWING][:SHOWN]
    return build_match(lexicon, understood, fitting, flags)


def build_match(
    lexicon: Lexicon,
    understood: Understanding,
    fitting: Sequence[MatchedComplaint],
    flags: tuple[RaisedFlag, ...],
) -> Match:
    outcome = outcome_of(lexicon, fitting)
    question = choose_question(lexicon, understood, fitting, outcome)
    facts = [*complaints_meant(lexicon, outcome, fitting), *signs_stated(lexicon, flags)]
    decided = triage(facts)
    if decided == "seek_care":
        outcome, question = "seek_care", None
    known = outcome != "unrecognised"
    return Match(
        outcome=outcome,
        matches=tuple(fitting) if known else (),
        question=question,
        red_flags=flags,
        triage=decided if known or flags else None,
    )


def complaints_meant(
    lexicon: Lexicon, outcome: Outcome, fitting: Sequence[MatchedComplaint]
) -> Iterator[Fact]:
    """Yield the complaint that fits best, if any was recognised."""
    for found in fitting[:1] if outcome != "unrecognised" else ():
        yield complaint_fact(found.complaint, lexicon.self_care[found.complaint])


def signs_stated(lexicon: Lexicon, flags: Sequence[RaisedFlag]) -> Iterator[Fact]:
    for flag in flags:
        yield Fact(flag.code, Effect(lexicon.offers[flag.code]), flag.tier)


def outcome_of(lexicon: Lexicon, fitting: Sequence[MatchedComplaint]) -> Outcome:
    """Return the outcome by the scores alone, before any warning sign has its say."""
    top = fitting[0].score if fitting else 0.0
    if POSSIBLE <= top < MATCHED or are_rivals(lexicon, fitting):
        return "ambiguous"
    return "matched" if top >= MATCHED else "unrecognised"
