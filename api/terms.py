"""The terms that everything with advice in it carries: licence, attribution, clinical review."""

from typing import Any

from api.reviews import NOT_REVIEWED, Review

LICENCE = {
    "name": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}


def terms(attribution: str, review: Review = NOT_REVIEWED) -> dict[str, Any]:
    """Return licence, attribution and review, as documents and answers end with them."""
    return {"licence": LICENCE, "attribution": attribution, "review": review}
