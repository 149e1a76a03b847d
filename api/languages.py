"""Which languages are served, and which of them an answer is in."""

from api.list_headers import weighted_choices
from api.messages.files import languages

FALLBACK = "en"
"""The language of everything that is not translated."""


def served() -> tuple[str, ...]:
    """Return the languages that answers can be in: those that have messages."""
    return languages()


def negotiate(header: str | None) -> str:
    """Return the served language that an `Accept-Language` header (RFC 9110) likes best.

    The fallback if the header is missing or broken, or if it names no language that is served.
    """
    known = served()
    best, best_weight = FALLBACK, 0.0
    for name, weight in weighted_choices(header or ""):
        language = name.split("-")[0]
        if language in known and weight > best_weight:
            best, best_weight = language, weight
    return best
