"""The clinical review of a document, and of what is made of several: the weakest of its parts."""

from collections.abc import Iterable, Mapping
from typing import Any

Review = Mapping[str, Any]
"""`{status, by, registration, at, scope}`, as documents and answers carry it."""

NOT_REVIEWED: dict[str, Any] = {
    "status": "not_clinically_reviewed",
    "by": None,
    "registration": None,
    "at": None,
    "scope": None,
}
STRENGTH = ("not_clinically_reviewed", "lapsed", "reviewed")
"""Every status, the weakest first."""


def weakest(reviews: Iterable[Review]) -> dict[str, Any]:
    """Return the review of something made of several parts.

    Its status is the weakest of theirs. It names a person and a scope only if all parts of that
    status have the same ones, because nobody else has read all of them; its time is the earliest.
    Without any part nothing was reviewed.
    """
    parts = list(reviews)
    status = min((part["status"] for part in parts), key=STRENGTH.index, default=STRENGTH[0])
    found = [part for part in parts if part["status"] == status]
    if status == STRENGTH[0]:
        return NOT_REVIEWED
    people = {(part["by"], part["registration"]) for part in found}
    by, registration = people.pop() if len(people) == 1 else (None, None)
    scopes = {part["scope"] for part in found}
    return {
        "status": status,
        "by": by,
        "registration": registration,
        "at": min(part["at"] for part in found),
        "scope": scopes.pop() if len(scopes) == 1 else None,
    }
