"""Slugs in filters: a former slug means the current one, an unknown one is refused."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, CompoundSelect, and_, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import MOST_ERRORS, FieldError, InvalidRequest
from api.identifiers import is_identifier
from api.languages import FALLBACK
from api.models import Document, RetiredSlug
from api.queries.suggestions import suggest_slugs

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
    """Return the problem that names each unknown slug (parameter, type, slug) and a known one."""
    kinds = dict.fromkeys(kind for _, kind, _ in wrong)
    meant = {
        kind: await suggest_slugs(session, kind, [slug for _, one, slug in wrong if one == kind])
        for kind in kinds
    }
    return InvalidRequest.listing(
        [
            FieldError.of(name, "unknown_slug", unknown(name, kind, slug), meant[kind][slug])
            for name, kind, slug in wrong[:MOST_ERRORS]
        ]
    )


def unknown(name: str, kind: str, slug: str) -> str:
    if "," in slug:
        return f"There is no {kind} called {slug}. Repeat the parameter for each: {name}=…&{name}=…"
    return f"There is no {kind} called {slug}."
