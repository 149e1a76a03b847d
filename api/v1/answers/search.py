"""Results of the search in the shape of v1."""

from collections.abc import Sequence
from typing import Any, Protocol

from api.folding import highlights

BEST = 1_000
"""The score of an exact name."""


class Found(Protocol):
    """A thing that answers a query, as `api.queries.search` returns it."""

    @property
    def type(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def matched(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def penalty(self) -> int: ...


def suggestions(found: Sequence[Found], query: str) -> list[dict[str, Any]]:
    """Return names that a search box may offer; `highlights` are the spans that match."""
    spans = highlights([one.matched for one in found], query)
    return [
        {
            "type": one.type,
            "slug": one.slug,
            "name": one.name,
            "matched": one.matched,
            "highlights": matching,
        }
        for one, matching in zip(found, spans, strict=True)
    ]


def search_results(found: Sequence[Found], query: str) -> list[dict[str, Any]]:
    """Return the same with the sentence that is shown, and the score."""
    results = suggestions(found, query)
    for one, result in zip(found, results, strict=True):
        result["text"], result["score"] = one.text, BEST - one.penalty
    return results
