"""From the reading of a text, and from what was answered beside it, to the match."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.matching.layer.evidence import Evidence
from api.matching.layer.suspicions import Opinion
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.outcome import Match, MatchedComplaint, Outcome, RaisedFlag
from api.matching.reading.questions import are_rivals, choose_question
from api.matching.reading.understanding import Understanding
from api.screening import Known, Said, Screened, needs_answer, screen
from api.triage import (
    Decision,
    Effect,
    Fact,
    all_cleared,
    complaint_fact,
    implied_by,
    implied_by_words,
    triage,
)

MATCHED = 0.5
"""A score from which a complaint is taken as meant."""

POSSIBLE = 0.3
"""A score from which a complaint is worth a question."""


class Findings(NamedTuple):
    """What a text says by itself: complaints that fit, signs that it states, signs it may mean.

    `conditions` are those that the person has by their words. `evidence` is what the learned layer
    saw, and `by_layer` what it makes of it.
    """

    understood: Understanding
    fitting: tuple[MatchedComplaint, ...]
    flags: tuple[RaisedFlag, ...]
    suspected: frozenset[str]
    conditions: frozenset[str]
    evidence: Evidence
    by_layer: Opinion


NOTHING_FOUND = Findings(
    understood=Understanding({}, []),
    fitting=(),
    flags=(),
    suspected=frozenset(),
    conditions=frozenset(),
    evidence=Evidence((), frozenset(), frozenset(), frozenset()),
    by_layer=Opinion(),
)


def conclude(lexicon: Lexicon, reading: Findings, spoken: Said) -> Match:
    """Return the answer to a text and to what was answered beside it."""
    by_score = outcome_of(lexicon, reading.fitting)
    fitting = reading.fitting if by_score != "unrecognised" else ()
    meant = fitting[:1] if by_score == "matched" else fitting
    screened = screen(known_of(lexicon, reading, meant, spoken), spoken, lexicon.signs)
    decided = decide(lexicon, fitting, screened, spoken)
    outcome = by_score
    if decided == "seek_care":
        outcome = "seek_care"
    elif needs_answer(screened.ask, lexicon.signs):
        outcome = "needs_answer"
    question = choose_question(lexicon, reading.understood, reading.fitting, by_score)
    return Match(
        outcome=outcome,
        fit=by_score,
        matches=fitting,
        meant=tuple(found.complaint for found in meant),
        question=None if outcome == "seek_care" else question,
        red_flags=flags_of(lexicon, reading, screened),
        suspected=tuple(sorted(reading.suspected)),
        conditions=tuple(sorted(reading.conditions)),
        screened=screened,
        triage=decided if fitting or screened.signs or screened.at_risk else None,
    )


def outcome_of(lexicon: Lexicon, fitting: Sequence[MatchedComplaint]) -> Outcome:
    """Return the outcome by the scores alone, before any warning sign has its say."""
    top = fitting[0].score if fitting else 0.0
    if POSSIBLE <= top < MATCHED or are_rivals(lexicon, fitting):
        return "ambiguous"
    return "matched" if top >= MATCHED else "unrecognised"


def known_of(
    lexicon: Lexicon, reading: Findings, meant: Sequence[MatchedComplaint], spoken: Said
) -> Known:
    """Return what is known beside the answers; `meant` are the complaints that the text means."""
    signs = {code for found in meant for code in lexicon.signs_of.get(found.complaint, ())}
    stated = {flag.code for flag in reading.flags}
    effects, held = lexicon.effects, {*reading.conditions, *spoken.affirmed}
    by_words = implied_by_words(stated, reading.conditions, effects)
    return Known(
        stated=stated,
        suspected=reading.suspected,
        of_complaints=signs if meant else None,
        conditions=held | by_words | implied_by(held, effects),
        has_text=True,
    )


def decide(
    lexicon: Lexicon, fitting: Sequence[MatchedComplaint], screened: Screened, spoken: Said
) -> Decision:
    """Return the decision for the complaint that fits best, for signs and for conditions."""
    conditions = (spoken.affirmed & lexicon.effects.keys()) - lexicon.signs.keys()
    best = (complaint_fact(m.complaint, lexicon.self_care[m.complaint]) for m in fitting[:1])
    facts = [*best, *facts_of(lexicon, screened, conditions)]
    return triage(facts, all_cleared((), spoken.certain & conditions, lexicon.effects))


def facts_of(lexicon: Lexicon, screened: Screened, conditions: frozenset[str]) -> Iterator[Fact]:
    """Yield each sign, each condition that was answered, and each sign that is only denied."""
    effects = lexicon.effects
    for code in screened.signs:
        yield Fact(code, effects[code], lexicon.signs[code].tier)
    for code in conditions | implied_by(conditions, effects):
        yield Fact(code, effects[code])
    yield from (Fact(code, Effect("none")) for code in screened.at_risk)


def flags_of(lexicon: Lexicon, reading: Findings, screened: Screened) -> tuple[RaisedFlag, ...]:
    """Return the signs that the text or an answer states, gravest first."""
    because = {flag.code: flag.because for flag in reading.flags}
    return tuple(
        RaisedFlag(code, lexicon.signs[code].tier, because.get(code, ())) for code in screened.signs
    )
