"""Which language an answer is in."""

from api.vocabulary import Language, words

SERVED = words(Language)
FALLBACK = "en"


def negotiate(header: str | None) -> str:
    """Return the served language that an `Accept-Language` header (RFC 9110) likes best.

    English where the header is missing, broken or asks only for languages that are not served.
    """
    best, best_quality = FALLBACK, 0.0
    for part in (header or "").split(",")[:50]:
        name, _, parameters = part.strip().partition(";")
        language = name.strip().lower().split("-")[0]
        quality = quality_of(parameters)
        if language in SERVED and quality > best_quality:
            best, best_quality = language, quality
    return best


def quality_of(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
