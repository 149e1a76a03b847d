"""Weighted choices in `Accept`, `Accept-Encoding` and `Accept-Language` (RFC 9110, 12.4).

`api.languages` chooses the language of an answer with them.
"""

from collections.abc import Iterator, Sequence

MOST_CHOICES = 50


def weighted_choices(header: str) -> Iterator[tuple[str, float]]:
    """Yield each choice of a header with its weight, 0 to 1; a malformed weight counts as 0.

    `de, en;q=0.8` yields ("de", 1.0) and ("en", 0.8).
    """
    for part in header.split(",")[:MOST_CHOICES]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            yield name, weight(parameters)


def weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def preferred_choice(header: str, served: Sequence[str]) -> str | None:
    """Return the choice in `served` with the highest weight; None if none is acceptable.

    Of equal weights the first in `served` wins; `*` means every choice that is not named.
    """
    weights = dict(weighted_choices(header))
    best, best_weight = None, 0.0
    for name in served:
        given = weights.get(name, weights.get("*", 0.0))
        if given > best_weight:
            best, best_weight = name, given
    return best


def accepts(header: str | None, media_type: str) -> bool:
    """Say whether `Accept` allows a media type; a missing header allows every one."""
    if not header or not header.strip():
        return True
    weights = dict(weighted_choices(header))
    family = media_type.partition("/")[0]
    for choice in (media_type, f"{family}/*", "*/*"):
        if choice in weights:
            return weights[choice] > 0
    return False


def is_encoded(header: str | None) -> bool:
    """Say whether `Content-Encoding` names an encoding, for example `gzip`."""
    return (header or "identity").strip().lower() != "identity"
