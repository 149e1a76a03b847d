"""The terms that everything with advice in it carries: licence, attribution, clinical review."""

from typing import Any

LICENCE = {
    "name": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}
REVIEW = {
    "status": "not_clinically_reviewed",
    "by": None,
    "registration": None,
    "at": None,
    "scope": None,
}
"""No clinician has checked the content yet; the day one does, this becomes data."""


def terms(attribution: str) -> dict[str, Any]:
    """Return licence, attribution and review, as documents and answers end with them."""
    return {"licence": LICENCE, "attribution": attribution, "review": REVIEW}
