"""Every value of a document, and whether a review depends on it: written a second time."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

Place = tuple[str | int, ...]

UNCOUNTED = [
    "slug",
    "url",
    "collection",
    "contributors",
    "media",
    "poster",
    "animation",
    "version",
    "owner",
    "advisories",
    "revision",
    "updated_at",
    "published_at",
    "licence",
    "attribution",
    "review",
]
OTHERS = ["name", "title", "year", "url"]


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield each string, number, truth value and null, with its place."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*place, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*place, at))
    else:
        yield place, value


def counts(place: Place) -> bool:
    """Say whether a reviewer has to look again if this value changes."""
    return place[0] not in UNCOUNTED and (len(place) == 1 or place[-1] not in OTHERS)


def other(value: Any) -> Any:
    """Return another value: of a text with one word changed, of a number one more."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if value is None:
        return "something"
    words = re.findall(r"\w+|\W+", value)
    at = len(words) // 2
    return "".join([*words[:at], f"{words[at]}x", *words[at + 1 :]]) if words else "x"


def with_other(document: Any, place: Place) -> Any:
    """Return a copy of a document in which one value is another one."""
    copy = deepcopy(document)
    inner = copy
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = other(inner[place[-1]])
    return copy
