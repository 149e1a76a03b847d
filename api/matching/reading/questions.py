"""The question that distinguishes the complaints that fit a text."""

from collections.abc import Sequence

from api.matching.lexicon.compiled import WHICH_ONE, Lexicon
from api.matching.reading.outcome import MatchedComplaint, Outcome
from api.matching.reading.understanding import Understanding

CLOSE = 0.06
"""Scores that differ by less fit about equally."""


def are_rivals(lexicon: Lexicon, fitting: Sequence[MatchedComplaint]) -> bool:
    """Return whether two complaints fit about equally and a question distinguishes them."""
    if len(fitting) < 2 or fitting[0].score - fitting[1].score > CLOSE:
        return False
    pair = {fitting[0].complaint, fitting[1].complaint}
    return any(pair <= set(question.between) for question in lexicon.questions)


def choose_question(
    lexicon: Lexicon,
    understood: Understanding,
    fitting: Sequence[MatchedComplaint],
    outcome: Outcome,
) -> str | None:
    """Return the code of the question that distinguishes the fitting complaints, or kinds of one.

    None if nothing was recognised, or if there is nothing to ask about a match.
    """
    if outcome == "unrecognised":
        return None
    slugs = [found.complaint for found in fitting]
    if outcome == "ambiguous":
        for several in (slugs[:3], slugs[:2]):
            for question in lexicon.questions if len(several) > 1 else ():
                if set(several) <= set(question.between):
                    return question.code
    for question in lexicon.questions:
        answered = not understood.concepts.keys().isdisjoint(question.unless)
        if question.between == (slugs[0],) and not answered:
            return question.code
    return WHICH_ONE if outcome == "ambiguous" else None
