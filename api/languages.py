"""Which language an answer is in."""

from api.negotiation import weighted
from api.vocabulary import Language, words

SERVED = words(Language)
FALLBACK = "en"


def negotiate(header: str | None) -> str:
    """Return the served language that an `Accept-Language` header (RFC 9110) likes best.

    English where the header is missing, broken or asks only for languages that are not served.
    """
    best, best_weight = FALLBACK, 0.0
    for name, weight in weighted(header or ""):
        language = name.split("-")[0]
        if language in SERVED and weight > best_weight:
            best, best_weight = language, weight
    return best
