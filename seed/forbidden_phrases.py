"""Phrases that no served text may have: diagnoses of the reader, promises, claims to treat.

docs/intended-use.md says why. Only English is checked: another language needs phrases of its own.
"""

import re
from collections.abc import Iterator
from functools import cache

from api.languages import FALLBACK
from api.messages.files import get_messages
from api.records.texts import texts_of
from seed.content import RESOURCES, Content
from seed.loader import Mistake

DIAGNOSES = (
    r"(?:^|[.!?:;,] )(?:so |then |this means )?you (?:probably |clearly |most likely |may |might )?"
    r"(?:have|suffer from|are suffering from) (?!to\b|been\b|not\b|done\b|fallen\b|held\b|\{|\d)",
    r"\byou(?:'ve| have) got (?:a|an|the)\b",
    r"\byour (?:diagnosis|condition) is\b",
    r"\bwe (?:diagnose|think you have)\b",
    r"\b(?:rul(?:e|es|ed|ing)(?: \w+){0,2} out|triag\w+|diagnos(?:e|es|ing))\b",
)
PROMISES = (
    r"\bwill (?:surely |certainly |soon )?(?:heal|cure|fix|go away|disappear|be gone|get better)\b",
    r"\bwill (?:make|keep|get|leave) you (?:\w+ )?(?:better|healthy|well|pain-free|free of pain)\b",
    r"\bwill (?:help you|ease your|stop your|end your|relieve your)\b",
    r"\b(?:guarantee[sd]?|miracles?|risk-free|painless|foolproof)\b",
    r"\balways (?:works?|helps?)\b",
    r"\b(?:proven|sure) to\b",
    r"\bclinically proven\b",
    r"\b(?:completely|perfectly|entirely) safe\b",
    r"\bsafe for (?:everyone|everybody|anyone|anybody|all)\b",
    r"\b100 ?(?:%|per ?cent)",
    r"\bnever (?:comes?|come) back\b",
)
CLAIMS = (
    r"\bcure[sd]?\b",
    # People who treat the reader may; nothing here does.
    r"(?<!that )(?<!who )\btreats\b",
    r"(?<!not )(?<!n't )\bheals\b",
    r"\bfix(?:es)?\b",
    r"\bprevents?\b",
    r"(?<!not )(?<!no )\b(?:a|the|your) (?:treatment|therapy|remedy|medicine) for (?:your|you)\b",
    r"\binstead of (?:a|your) (?:doctor|physiotherapist|podiatrist)\b",
)
FORBIDDEN = re.compile("|".join((*DIAGNOSES, *PROMISES, *CLAIMS)), re.IGNORECASE)

DENIAL = re.compile(
    r"[^.;]*\b(?:no trial shows|has not been shown|is not known to|nobody can promise)[^.;]*[.;]"
)
"""What a text denies, it does not claim."""

PLAIN_WORDS = frozenset({"terms.prevent"})
"""Messages that are words of a vocabulary."""


@cache
def forbidden_in(text: str) -> tuple[str, ...]:
    """Return the forbidden phrases of a text, as it has them."""
    claimed = DENIAL.sub("", text)
    return tuple(found.group().strip(" .,:;!?") for found in FORBIDDEN.finditer(claimed))


def forbidden_phrases(content: Content) -> Iterator[Mistake]:
    """Yield each forbidden phrase in a record or in a message."""
    for resource in (*RESOURCES, "drawings"):
        for entry in content.of(resource):
            for place, written in texts_of(entry.value):
                for text in [written] if isinstance(written, str) else written:
                    for phrase in forbidden_in(text):
                        yield entry.mistake(place, advice(phrase))
    for code, pattern in get_messages(FALLBACK).patterns.items():
        for text in [pattern] if isinstance(pattern, str) else pattern.values():
            for phrase in forbidden_in(text) if code not in PLAIN_WORDS else ():
                yield Mistake(f"api/messages/{FALLBACK}.yaml", 1, code, advice(phrase))


def advice(phrase: str) -> str:
    return f"“{phrase}” diagnoses, promises, or claims to treat"
