"""Slugs in filters: a former slug means the current one, an unknown one is refused."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, CompoundSelect, and_, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import MOST_ERRORS, FieldError, InvalidRequest
from api.identifiers import is_identifier
from api.languages import FALLBACK
from api.models import Document, RetiredSlug
from api.suggestions import nearest

SUGGESTIONS_FROM = 2_000
"""The most slugs that a suggestion is chosen from."""

GivenSlugs = Mapping[str, tuple[str, Sequence[str]]]
"""By parameter: the type that it names, and the slugs that were given, for example
`{"region": ("body-region", ["heel"])}`."""


async def resolve(session: AsyncSession, filters: GivenSlugs) -> dict[str, list[str]]:
    """Return the current slugs by parameter; no statement is sent if no slug is given.

    Raises InvalidRequest, which names each unknown slug and suggests the nearest known one.
    """
    given = {name: (kind, list(dict.fromkeys(slugs))) for name, (kind, slugs) in filters.items()}
    if not any(slugs for _, slugs in given.values()):
        return {name: [] for name in given}
    current = await current_slugs(
        session,
        {name: (kind, well_formed(slugs)) for name, (kind, slugs) in given.items()},
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


def well_formed(slugs: list[str]) -> list[str]:
    """Return those that have the form of a slug; PostgreSQL cannot store some others."""
    return [slug for slug in slugs if is_identifier(slug)]


async def current_slugs(
    session: AsyncSession, given: Mapping[str, tuple[str, list[str]]]
) -> dict[tuple[str, str], str]:
    """Return by type and given slug the current slug; unknown ones are left out."""
    living = and_(
        is_published(),
        or_(
            *(
                and_(Document.type == kind, Document.slug.in_(slugs))
                for kind, slugs in given.values()
            )
        ),
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
        is_published(),
        Document.type == RetiredSlug.type,
        Document.slug == RetiredSlug.replaced_by,
    )
    query: CompoundSelect[str, str, str] = union_all(
        select(Document.type, Document.slug, Document.slug.label("current")).where(living),
        select(RetiredSlug.type, RetiredSlug.slug, RetiredSlug.replaced_by)
        .join(Document, successor)
        .where(renamed),
    )
    return {(row.type, row.slug): row.current for row in await session.execute(query)}


def is_published() -> ColumnElement[bool]:
    """Return the condition for one row of each published thing, in one of its languages."""
    return and_(Document.language == FALLBACK, Document.change == "upsert")


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
            for name, kind, slug in wrong[:MOST_ERRORS]
        ]
    )


async def some_slugs(session: AsyncSession, kind: str) -> Sequence[str]:
    query = select(Document.slug).where(Document.type == kind, is_published())
    return (await session.scalars(query.limit(SUGGESTIONS_FROM))).all()
