"""Results of the search in the shape of v1."""

from typing import Any, Protocol

from api.folding import highlights


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
    def score(self) -> int: ...


def suggestion(found: Found, query: str) -> dict[str, Any]:
    """Return a name that a search box may offer; `highlights` are the spans that match."""
    return {
        "type": found.type,
        "slug": found.slug,
        "name": found.name,
        "matched": found.matched,
        "highlights": highlights(found.matched, query),
    }


def search_result(found: Found, query: str) -> dict[str, Any]:
    return {**suggestion(found, query), "text": found.text, "score": found.score}
