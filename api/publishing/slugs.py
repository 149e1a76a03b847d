"""Slugs that no longer answer by themselves: renamed ones lead on, removed ones are gone."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import RetiredSlug, RoutineVersion
from api.records import Edition, Key

TYPES = {
    "sources": "source",
    "contributors": "contributor",
    "conditions": "condition",
    "red_flags": "red-flag",
    "equipment": "equipment",
    "body_regions": "body-region",
    "exercises": "exercise",
    "complaints": "complaint",
    "insights": "insight",
    "routines": "routine",
}
"""The attributes of `Records` that become documents, with the type of each."""


def renamed_slugs(edition: Edition) -> dict[Key, str]:
    """Return for each slug that a thing had before the one it has now."""
    return {
        (kind, old): slug
        for resource, kind in TYPES.items()
        for slug, record in getattr(edition.original, resource).items()
        for old in getattr(record, "former_slugs", ())
    }


async def retire_renamed(session: AsyncSession, renamed: Mapping[Key, str]) -> None:
    """Let old slugs lead to the new ones, also those that led to the old ones until now."""
    for (kind, old), new in renamed.items():
        if kind == "routine":
            await rename_versions(session, old, new)
        await retire(session, (kind, old), "renamed", new)
        await session.execute(
            update(RetiredSlug)
            .where(RetiredSlug.type == kind, RetiredSlug.replaced_by == old)
            .values(replaced_by=new)
        )


async def rename_versions(session: AsyncSession, old: str, new: str) -> None:
    """Let frozen versions follow their routine; only the slug in them changes."""
    versions = (
        await session.scalars(select(RoutineVersion).where(RoutineVersion.routine.in_((old, new))))
    ).all()
    taken = {(row.number, row.language) for row in versions if row.routine == new}
    for version in versions:
        if version.routine == old and (version.number, version.language) not in taken:
            version.routine, version.body = new, {**version.body, "slug": new}
    await session.flush()


async def retire_removed(
    session: AsyncSession, gone: Collection[Key], edition: Edition, living: Collection[Key]
) -> None:
    """Store removed slugs with their replacements; a slug in use is no longer retired."""
    for key in sorted({*gone, *edition.removed}):
        await retire(session, key, "removed", edition.removed.get(key))
    for row in await session.scalars(select(RetiredSlug)):
        if (row.type, row.slug) in living:
            await session.delete(row)
    await session.flush()


async def retire(session: AsyncSession, key: Key, reason: str, replaced_by: str | None) -> None:
    """Store a retired slug, unless it is stored like this already."""
    statement = insert(RetiredSlug).values(
        type=key[0], slug=key[1], reason=reason, replaced_by=replaced_by
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=("type", "slug"),
            set_={"reason": reason, "replaced_by": replaced_by},
            where=(RetiredSlug.reason != reason)
            | RetiredSlug.replaced_by.is_distinct_from(replaced_by),
        )
    )


async def find_replacements(session: AsyncSession) -> dict[Key, str]:
    """Return the replacement of each removed thing that has one."""
    rows = await session.execute(
        select(RetiredSlug.type, RetiredSlug.slug, RetiredSlug.replaced_by).where(
            RetiredSlug.replaced_by.is_not(None)
        )
    )
    return {(row.type, row.slug): row.replaced_by for row in rows}
