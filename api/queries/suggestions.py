"""What a caller probably meant by an unknown slug: by its names first, then by its spelling."""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.folding import fold
from api.languages import FALLBACK
from api.models import Document, SearchName
from api.queries.reads import Reads, Statement, compiled, constant, fetch
from api.suggestions import nearest

SUGGESTIONS_FROM = 2_000
"""The most slugs that a suggestion is chosen from."""


async def suggest_slugs(
    reads: Reads, kind: str, unknown: Sequence[str]
) -> Mapping[str, str | None]:
    """Return by unknown slug the slug that was probably meant; None where none is near.

    A name counts before the spelling: `peroneals` means `fibularis`, which is also called so.
    """
    meant = await slugs_of_names(reads, kind, unknown)
    known = [row.slug for row in await fetch(reads, some_slugs(), kind=kind)]
    return {slug: meant.get(fold(slug)) or nearest(slug, known) for slug in unknown}


async def slugs_of_names(reads: Reads, kind: str, names: Sequence[str]) -> Mapping[str, str]:
    """Return by folded name the slug of what is called so; its own name counts before others."""
    folded = list({fold(name) for name in names})
    return {row.folded: row.slug for row in await fetch(reads, called(), kind=kind, folded=folded)}


@cache
def called() -> Statement:
    """Return the statement for the things of these names; the last one of a name counts."""
    return compiled(
        select(SearchName.folded, SearchName.slug, SearchName.is_own)
        .where(
            SearchName.type == bindparam("kind"),
            SearchName.language == constant(FALLBACK),
            SearchName.folded == func.any(bindparam("folded", type_=ARRAY(Text))),
        )
        .order_by(SearchName.is_own, SearchName.slug.desc()),
        "is_own",
        "-slug",
    )


@cache
def some_slugs() -> Statement:
    query = select(Document.slug).where(
        Document.type == bindparam("kind"),
        Document.language == constant(FALLBACK),
        Document.change == constant("upsert"),
    )
    return compiled(query.limit(SUGGESTIONS_FROM))
