"""Slugs that answer no more by themselves: what was renamed, and what is gone."""

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Base, RetiredSlug, RoutineVersion
from seed.content import RESOURCES, Content, identifier
from seed.sync import OWNERS, Difference


def former_slugs(content: Content, resource: str) -> dict[str, str]:
    """Return by each slug that things of a resource had before the one they have now."""
    return {
        old: identifier(record.value)
        for record in content.of(resource)
        for old in getattr(record.value, "former_slugs", ())
    }


async def rename(session: AsyncSession, content: Content) -> None:
    """Move the rows of a renamed thing to its new slug; what points to it follows by cascade."""
    for resource, kind in RESOURCES.items():
        moves = former_slugs(content, resource)
        if not moves:
            continue
        table = Base.metadata.tables[resource]
        column = table.c[OWNERS[resource][1]]
        standing = set(await session.scalars(select(column)))
        for old, new in moves.items():
            if old in standing and new not in standing:
                await session.execute(update(table).where(column == old).values({column.name: new}))
                await rename_versions(session, kind, old, new)
                standing.add(new)
            await keep_retired(session, kind, old, "renamed", new)
            await session.execute(
                update(RetiredSlug)
                .where(RetiredSlug.type == kind, RetiredSlug.replaced_by == old)
                .values(replaced_by=new)
            )


async def rename_versions(session: AsyncSession, kind: str, old: str, new: str) -> None:
    """Let frozen versions follow their routine; nothing but the slug in them changes."""
    if kind != "routine":
        return
    taken = set(
        await session.scalars(select(RoutineVersion.number).where(RoutineVersion.routine == new))
    )
    versions = await session.scalars(select(RoutineVersion).where(RoutineVersion.routine == old))
    for version in versions:
        if version.number not in taken:
            version.routine, version.body = new, {**version.body, "slug": new}
    await session.flush()


async def retire(session: AsyncSession, content: Content, difference: Difference) -> None:
    """Remember what is gone, and what took its place."""
    replaced: dict[tuple[str, str], str | None] = {
        (record.value.type, record.value.slug): record.value.replaced_by
        for record in content.removed
    }
    renamed = {
        (kind, old)
        for resource, kind in RESOURCES.items()
        for old in former_slugs(content, resource)
    }
    gone = {owner for owner in difference.removed - renamed if owner[0] != "notice"}
    for kind, slug in sorted(gone | set(replaced)):
        await keep_retired(session, kind, slug, "removed", replaced.get((kind, slug)))
    alive = {
        (kind, slug)
        for resource, kind in RESOURCES.items()
        for slug in content.identifiers(resource)
    }
    for row in await session.scalars(select(RetiredSlug)):
        if (row.type, row.slug) in alive:
            await session.delete(row)


async def keep_retired(
    session: AsyncSession, kind: str, slug: str, reason: str, replaced_by: str | None
) -> None:
    """Store a retired slug unless it stands so already."""
    statement = insert(RetiredSlug).values(
        type=kind, slug=slug, reason=reason, replaced_by=replaced_by
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=("type", "slug"),
            set_={"reason": reason, "replaced_by": replaced_by},
            where=(RetiredSlug.reason != reason)
            | RetiredSlug.replaced_by.is_distinct_from(replaced_by),
        )
    )
