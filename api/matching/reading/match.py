"""The matcher: one text in, one answer out. Pure, bounded, and it keeps nothing of the text."""

from api.matching.lexicon.compiled import CHILD_AGE, PSEUDO, Lexicon
from api.matching.reading.mentions import Mention
from api.matching.reading.outcome import Match, Matched, Outcome, Raised
from api.matching.reading.rules import Mentions, find_rules_that_hold
from api.matching.reading.scoring import rank
from api.matching.reading.understanding import Understood, understand
from api.triage import triage
from api.vocabulary import Tier, words

MATCHED = 0.5
"""A score from which a complaint is taken as meant."""

POSSIBLE = 0.3
"""A score from which a complaint is worth a question."""

CLOSE = 0.06
"""Scores that differ by less fit about equally."""

UNDER_18 = "an age under 18"

SHOWN = 3
WORTH_SHOWING = 0.25


def match(lexicon: Lexicon, text: str) -> Match:
    """Say which complaint a person means, or that it is for a clinician, or that it is neither.

    `text` may be anything; beyond 2,000 characters it is not read.
    """
    understood = understand(lexicon, text)
    now = of_now(lexicon, understood)
    ranked = rank(lexicon, now)
    if now is not understood and (not ranked or ranked[0].score < MATCHED):
        ranked = rank(lexicon, understood)
    flags = raised(lexicon, now.concepts, ranked)
    return answer(lexicon, understood, ranked, flags)


def answer(
    lexicon: Lexicon, understood: Understood, ranked: list[Matched], flags: tuple[Raised, ...]
) -> Match:
    tiers = [flag.tier for flag in flags]
    fitting = [m for m in ranked if m.score >= WORTH_SHOWING][:SHOWN]
    top = fitting[0].score if fitting else 0.0
    outcome: Outcome = "matched" if top >= MATCHED else "unrecognised"
    question = None
    if POSSIBLE <= top < MATCHED or rivals(lexicon, fitting):
        outcome = "ambiguous"
    if outcome != "unrecognised":
        question = ask(lexicon, understood, fitting, outcome)
    decided = triage(lexicon.self_care[fitting[0].complaint] if fitting else "yes", tiers=tiers)
    if decided == "seek_care":
        outcome, question = "seek_care", None
    known = outcome != "unrecognised"
    return Match(
        outcome=outcome,
        matches=tuple(fitting) if known else (),
        question=question,
        red_flags=flags,
        advice=advice(lexicon, outcome, flags),
        triage=decided if known else None,
    )


def raised(lexicon: Lexicon, now: Mentions, ranked: list[Matched]) -> tuple[Raised, ...]:
    """Return the warning signs that are stated of now and of the person asked for."""
    known = bool(ranked and ranked[0].score >= POSSIBLE) or bool(lexicon.parts & now.keys())
    because: dict[str, tuple[str, ...]] = {}
    for met in find_rules_that_hold(lexicon.flags, now):
        labels = tuple(
            UNDER_18 if concept == CHILD_AGE else lexicon.label(concept, now)
            for concept in met.concepts
            if concept == CHILD_AGE or concept not in PSEUDO
        )
        subject = met.rule.subject
        if subject not in because or len(labels) > len(because[subject]):
            because[subject] = labels
    order = words(Tier)
    found = [Raised(c, lexicon.red_flags[c].tier, labels) for c, labels in because.items()]
    found = [flag for flag in found if known or flag.tier != "see_clinician"]
    return tuple(sorted(found, key=lambda flag: (order.index(flag.tier), flag.code)))


def of_now(lexicon: Lexicon, understood: Understood) -> Understood:
    """Return what is told of the present and of the person asked for; the same where all is.

    Where that names no part of the body, the one before is meant: "broke my ankle years ago, it
    is stiff now".
    """
    said = (mention for found in understood.concepts.values() for mention in found)
    if not any(mention.past or mention.other for mention in said):
        return understood
    names = [(key, mention) for key, mention in understood.names if here([mention])]
    kept = {c: now for c, found in understood.concepts.items() if (now := here(found))}
    if lexicon.parts.isdisjoint(kept):
        before = lexicon.parts & understood.concepts.keys()
        kept |= {part: own for part in before if (own := not_others(understood.concepts[part]))}
    return Understood(kept, names)


def here(found: list[Mention]) -> list[Mention]:
    return [mention for mention in found if not mention.past and not mention.other]


def not_others(found: list[Mention]) -> list[Mention]:
    return [mention for mention in found if not mention.other]


def rivals(lexicon: Lexicon, fitting: list[Matched]) -> bool:
    """Say whether two complaints fit about equally and a question would tell them apart."""
    if len(fitting) < 2 or fitting[0].score - fitting[1].score > CLOSE:
        return False
    pair = {fitting[0].complaint, fitting[1].complaint}
    return any(pair <= set(question.between) for question in lexicon.questions)


def ask(
    lexicon: Lexicon, understood: Understood, fitting: list[Matched], outcome: Outcome
) -> str | None:
    """Return the question that tells the fitting complaints (or the kinds of one) apart."""
    slugs = [m.complaint for m in fitting]
    for size in (3, 2) if outcome == "ambiguous" else ():
        for question in lexicon.questions:
            if len(slugs) >= size and set(slugs[:size]) <= set(question.between):
                return question.text
    for question in lexicon.questions:
        answered = any(concept in understood.concepts for concept in question.unless)
        if question.between == (slugs[0],) and not answered:
            return question.text
    return lexicon.messages["which_one"] if outcome == "ambiguous" else None


def advice(lexicon: Lexicon, outcome: Outcome, flags: tuple[Raised, ...]) -> str | None:
    """Return what to do now: the gravest sign's advice, or what to write instead."""
    if flags:
        return lexicon.red_flags[flags[0].code].advice
    return lexicon.messages["unrecognised"] if outcome == "unrecognised" else None
