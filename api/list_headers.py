"""Request headers that are lists (RFC 9110, 5.6.1): their entries, and the choices with weights.

`api.http.list_headers` puts a list together that arrives on several lines. Nothing here cuts a
long one: the server bounds the bytes of all headers, and the time grows with the bytes only.
`api.languages` chooses the language of an answer with them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

LONGEST = 16_000
"""Characters of a list, for the documentation; a longer one is read too."""

SHORT = 200
"""Characters of a header whose choices are remembered."""

ENTRY = re.compile(r'(?:[^,"]|"[^"]*(?:"|$))+')
"""A comma inside quotation marks belongs to its entry; an open mark reaches to the end."""

WEIGHT = re.compile(r"\d{1,10}(?:\.\d{0,10})?|\.\d{1,10}", re.ASCII)


def entries(header: str) -> list[str]:
    """Return the entries of a list header; empty ones do not count."""
    found = ENTRY.findall(header) if '"' in header else header.split(",")
    return [entry.strip() for entry in found if entry.strip()]


def weighted_choices(header: str) -> Sequence[tuple[str, float]]:
    """Return each choice of a header with its weight, 0 to 1; a malformed weight counts as 0.

    `de, en;q=0.8` has ("de", 1.0) and ("en", 0.8). Most requests have headers that others had.
    """
    return remembered(header) if len(header) <= SHORT else tuple(read_choices(header))


@lru_cache(maxsize=512)
def remembered(header: str) -> Sequence[tuple[str, float]]:
    return tuple(read_choices(header))


def read_choices(header: str) -> Iterator[tuple[str, float]]:
    for entry in entries(header):
        name, *parameters = (piece.strip().lower() for piece in entry.split(";"))
        if name:
            yield name, weight(parameters)


def weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return min(float(value), 1.0) if WEIGHT.fullmatch(value.strip()) else 0.0
    return 1.0


def preferred_encoding(header: str, served: Sequence[str]) -> str | None:
    """Return the encoding in `served` with the highest weight; None for the plain bytes.

    Of equal weights the first in `served` wins, also over `identity`, which counts only if it is
    named. `*` means every encoding that is not named (RFC 9110, 12.5.3).
    """
    weights = {name.removeprefix("x-"): given for name, given in weighted_choices(header)}
    best, best_weight = None, 0.0
    for name in served:
        given = weights.get(name, weights.get("*", 0.0))
        if given > best_weight:
            best, best_weight = name, given
    return None if weights.get("identity", 0.0) > best_weight else best


def accepts(header: str | None, media_type: str) -> bool:
    """Say whether `Accept` allows a media type; a missing header allows every one.

    A `*` alone, which older libraries of Java send, means `*/*`.
    """
    return weight_of(header, media_type) > 0


def weight_of(header: str | None, media_type: str) -> float:
    """Return the weight that `Accept` gives a media type, by the entry that says most about it."""
    if not header or not header.strip():
        return 1.0
    weights = dict(weighted_choices(header))
    family = media_type.partition("/")[0]
    for choice in (media_type, f"{family}/*", "*/*", "*"):
        if choice in weights:
            return weights[choice]
    return 0.0


def preferred_type(header: str | None, served: Sequence[str]) -> str:
    """Return the media type in `served` with the highest weight; of equal ones the first."""
    return max(served, key=lambda media_type: weight_of(header, media_type))


def is_encoded(header: str | None) -> bool:
    """Say whether `Content-Encoding` names an encoding, for example `gzip`."""
    return any(name.lower() != "identity" for name in entries(header or ""))
