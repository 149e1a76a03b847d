"""Slugs in filters: an old one means the new one, an unknown one is refused with a suggestion."""

from collections.abc import Mapping, Sequence

from sqlalchemy import CompoundSelect, and_, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import FieldError, InvalidRequest
from api.identifiers import is_identifier
from api.models import Document, RetiredSlug
from api.suggestions import nearest

SUGGESTIONS_FROM = 2_000
"""A suggestion is looked for among so many slugs at most."""

Asked = Mapping[str, tuple[str, Sequence[str]]]
"""By parameter: the type of thing, and the slugs that were given."""


async def resolve(session: AsyncSession, asked: Asked) -> dict[str, list[str]]:
    """Return by parameter the slugs that are meant; one statement, none where nothing is asked.

    Raises InvalidRequest that names each unknown slug.
    """
    given = {name: (kind, list(dict.fromkeys(slugs))) for name, (kind, slugs) in asked.items()}
    if not any(slugs for _, slugs in given.values()):
        return {name: [] for name in given}
    current = await current_slugs(
        session,
        {name: (kind, possible(slugs)) for name, (kind, slugs) in given.items()},
    )
    wrong = [
        (name, kind, slug)
        for name, (kind, slugs) in given.items()
        for slug in slugs
        if (kind, slug) not in current
    ]
    if wrong:
        raise await unknown_slugs(session, wrong)
    return {
        name: list(dict.fromkeys(current[kind, slug] for slug in slugs))
        for name, (kind, slugs) in given.items()
    }


def possible(slugs: list[str]) -> list[str]:
    """Leave out what cannot be a slug: some of it the database would not even take as text."""
    return [slug for slug in slugs if is_identifier(slug)]


async def current_slugs(
    session: AsyncSession, given: Mapping[str, tuple[str, list[str]]]
) -> dict[tuple[str, str], str]:
    """Return the slug that each given one means now."""
    living = or_(
        *(
            and_(Document.type == kind, Document.slug.in_(slugs), Document.change == "upsert")
            for kind, slugs in given.values()
        )
    )
    renamed = or_(
        *(
            and_(
                RetiredSlug.type == kind,
                RetiredSlug.slug.in_(slugs),
                RetiredSlug.reason == "renamed",
            )
            for kind, slugs in given.values()
        )
    )
    successor = and_(
        Document.type == RetiredSlug.type,
        Document.slug == RetiredSlug.replaced_by,
        Document.change == "upsert",
    )
    query: CompoundSelect[str, str, str] = union_all(
        select(Document.type, Document.slug, Document.slug.label("current")).where(living),
        select(RetiredSlug.type, RetiredSlug.slug, RetiredSlug.replaced_by)
        .join(Document, successor)
        .where(renamed),
    )
    return {(row.type, row.slug): row.current for row in await session.execute(query)}


async def unknown_slugs(session: AsyncSession, wrong: list[tuple[str, str, str]]) -> InvalidRequest:
    known = {
        kind: await some_slugs(session, kind) for kind in dict.fromkeys(k for _, k, _ in wrong)
    }
    return InvalidRequest.listing(
        [
            FieldError.of(
                name,
                "unknown_slug",
                f"There is no {kind} called {slug}.",
                nearest(slug, known[kind]),
            )
            for name, kind, slug in wrong[:20]
        ]
    )


async def some_slugs(session: AsyncSession, kind: str) -> Sequence[str]:
    query = select(Document.slug).where(Document.type == kind, Document.change == "upsert")
    return (await session.scalars(query.limit(SUGGESTIONS_FROM))).all()
