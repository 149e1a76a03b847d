"""A match of a text, in the shape of v1."""

import json
from collections.abc import Mapping
from typing import Any

from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.outcome import Match
from api.matching.reading.wording import hint, question, reasons

Json = dict[str, Any]


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
        "decision": match.triage,
        "screening": "partial",
        "advice": flags[0]["advice"] if flags else hint(match, messages),
    }


def fields(document: str, *names: str) -> Json:
    """Return some fields of a document."""
    whole = json.loads(document)
    return {name: whole[name] for name in names}
