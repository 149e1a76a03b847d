"""A match told in lines, for a terminal: what fits, because of what, and what to do."""

from api.matching.lexicon import Lexicon
from api.matching.outcome import Match


def explain(lexicon: Lexicon, match: Match) -> list[str]:
    """Return lines with the outcome, each match and flag with its reasons, question and advice."""
    result: list[str] = [match.outcome]
    for found in match.matches:
        reasons = ", ".join(found.because)
        result.append(f"  {found.complaint:<22}{found.score:.2f}  because: {reasons}")
    for flag in match.red_flags:
        reasons = ", ".join(flag.because)
        result.append(f"  ! {flag.code} ({flag.tier})  because: {reasons}")
        result.append(f"    {lexicon.red_flags[flag.code].advice}")
    if match.question:
        result.append(f"  ? {match.question}")
    if match.advice and not match.red_flags:
        result.append(f"  {match.advice}")
    return result
