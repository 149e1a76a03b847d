"""A match of a text, in the shape of v1."""

import json
from collections.abc import Mapping
from typing import Any

from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.outcome import Match
from api.matching.reading.wording import hint, question, reasons
from api.messages import Messages

Json = dict[str, Any]


def complaint_match(
    match: Match,
    messages: LexiconMessages,
    sentences: Messages,
    *,
    complaints: Mapping[str, str],
    red_flags: Mapping[str, str],
) -> Json:
    """Return the complaints that fit, with reasons, the warning signs, and advice.

    `complaints` and `red_flags` are JSON documents by slug and by code.
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
        "ask_first": [
            fields(red_flags[code], "code", "tier", "question")
            for code in match.ask_first
            if code in red_flags
        ],
        "decision": match.triage,
        "screening": match.screened.screening,
        "advice": advice(match, red_flags, sentences) or hint(match, messages),
    }


def advice(match: Match, red_flags: Mapping[str, str], sentences: Messages) -> str | None:
    """Return the advice of the gravest sign, and what to do about an answer that does not count.

    None without a sign.
    """
    found = [fields(red_flags[flag.code], "advice")["advice"] for flag in match.red_flags[:1]]
    found += [
        sentences.text("screening.denied_at_risk", **fields(red_flags[code], "advice"))
        for code in match.screened.at_risk
    ]
    found += [sentences.text("screening.ask_again")] if match.screened.contradicted else []
    return "\n\n".join(found) or None


def fields(document: str, *names: str) -> Json:
    """Return some fields of a document."""
    whole = json.loads(document)
    return {name: whole[name] for name in names}
