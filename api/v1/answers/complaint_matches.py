"""A match of a text, in the shape of v1."""

import json
from collections.abc import Mapping
from typing import Any

from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.outcome import Match
from api.matching.reading.wording import hint, question, reasons
from api.triage import Decision, strictest
from api.vocabulary import Offers

Json = dict[str, Any]

DECISIONS: dict[Offers, Decision] = {
    "none": "see_clinician",
    "after_clearance": "after_clearance",
    "restricted": "with_care",
    "unchanged": "exercises",
}
"""The decision that follows from what a warning sign leaves of the exercises."""


def complaint_match(
    match: Match,
    messages: LexiconMessages,
    *,
    complaints: Mapping[str, str],
    red_flags: Mapping[str, str],
) -> Json:
    """Return the complaints that fit, with reasons, the warning signs, and advice.

    `complaints` and `red_flags` are JSON documents by slug and by code. The advice is that of the
    gravest sign; without a sign it asks for other words if nothing was recognised, or is null.
    """
    flags = [
        fields(red_flags[flag.code], "code", "tier", "sign", "advice")
        for flag in match.red_flags
        if flag.code in red_flags
    ]
    return {
        "outcome": match.outcome,
        "matches": [
            {
                "complaint": fields(complaints[found.complaint], "slug", "name"),
                "score": found.score,
                "because": list(reasons(found.because, messages)),
            }
            for found in match.matches
            if found.complaint in complaints
        ],
        "question": question(match, messages),
        "red_flags": flags,
        "ask_first": [],
        "decision": decision_of(match, red_flags),
        "screening": "partial",
        "advice": flags[0]["advice"] if flags else hint(match, messages),
    }


def decision_of(match: Match, red_flags: Mapping[str, str]) -> Decision | None:
    """Return whether exercises may be offered; None if nothing was recognised.

    It is the strictest of the complaint's own rule and of what each stated sign does, so that a
    child's heel gets the same decision here as in a plan.
    """
    if match.triage is None:
        return None
    stated = [json.loads(red_flags[f.code]) for f in match.red_flags if f.code in red_flags]
    return strictest((match.triage, *(DECISIONS[flag["effect"]["offers"]] for flag in stated)))


def fields(document: str, *names: str) -> Json:
    """Return some fields of a document."""
    whole = json.loads(document)
    return {name: whole[name] for name in names}
