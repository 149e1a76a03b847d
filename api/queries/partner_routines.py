"""Routines of partners: drafts for their owner, published versions for everybody."""

from sqlalchemy import Text, cast, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Gone, NotFound
from api.identifiers import is_identifier
from api.models import Listing, Partner, PartnerRoutine, RoutineVersion
from api.pagination import Key, PageRequest, select_rows
from api.queries.routine_versions import find_version

JOINT = "--"
"""Joins partner and name in a public slug such as `acme--morning-feet`; no other slug has it."""

GONE = ("archived", "withdrawn", "deleted")
"""States in which the public addresses of a routine answer 410 with the reason."""


async def get_draft(
    session: AsyncSession, partner: str, name: str, *, lock: bool = False
) -> PartnerRoutine:
    """Return a partner's own routine.

    Raises NotFound, also for another partner's routine; Gone if it was deleted after publication.
    """
    row = await find_draft(session, partner, name, lock=lock)
    if row is None:
        raise NotFound("You have no routine with this name.")
    if row.state == "deleted":
        raise Gone(row.reason)
    return row


async def find_draft(
    session: AsyncSession, partner: str, name: str, *, lock: bool = False
) -> PartnerRoutine | None:
    if not is_identifier(name):
        return None
    query = select(PartnerRoutine).where(
        PartnerRoutine.partner == partner, PartnerRoutine.name == name
    )
    return await session.scalar(query.with_for_update() if lock else query)


async def list_drafts(
    session: AsyncSession, partner: str, request: PageRequest
) -> tuple[list[PartnerRoutine], str | None]:
    """Return one page of a partner's routines by name, and the next cursor."""
    query = select(PartnerRoutine).where(
        PartnerRoutine.partner == partner, PartnerRoutine.state != "deleted"
    )
    keys = [Key(PartnerRoutine.name, str)]
    rows, next_cursor = await select_rows(session, query, keys, request)
    return [row[0] for row in rows], next_cursor


async def lock_partner(session: AsyncSession, partner: str) -> Partner:
    """Return the partner under a lock: no other request stores a routine of theirs meanwhile.

    The lock lets others refer to the partner. Whoever also locks a routine locks the routine first.
    """
    query = select(Partner).where(Partner.slug == partner)
    return (await session.scalars(query.with_for_update(key_share=True))).one()


async def count_names(session: AsyncSession, partner: str) -> int:
    query = select(func.count()).where(PartnerRoutine.partner == partner)
    return await session.scalar(query) or 0


async def count_bytes(session: AsyncSession, partner: str, name: str | None = None) -> int:
    """Return the bytes of JSON that a partner's drafts and versions hold, of one routine or all."""
    mine = PartnerRoutine.partner == partner
    if name is not None:
        mine &= PartnerRoutine.name == name
    written = func.octet_length(cast(PartnerRoutine.definition, Text))
    drafts = select(func.coalesce(func.sum(written), 0)).where(mine)
    # A version that an older release froze meanwhile has no size of its own yet.
    size = func.coalesce(RoutineVersion.bytes, func.octet_length(cast(RoutineVersion.body, Text)))
    versions = (
        select(func.coalesce(func.sum(size), 0))
        .join(PartnerRoutine, PartnerRoutine.slug == RoutineVersion.routine)
        .where(mine)
    )
    total = drafts.scalar_subquery() + versions.scalar_subquery()
    return int(await session.scalar(select(total)) or 0)


async def end_publication(session: AsyncSession, slug: str) -> None:
    """Take a routine out of the lists."""
    await session.execute(delete(Listing).where(Listing.type == "routine", Listing.slug == slug))


async def find_published(session: AsyncSession, slug: str) -> PartnerRoutine | None:
    """Return a routine by its public slug if it was ever published, or else None."""
    return await session.scalar(
        select(PartnerRoutine).where(PartnerRoutine.slug == slug, PartnerRoutine.version > 0)
    )


async def find_published_version(
    session: AsyncSession, slug: str, number: int | None, language: str
) -> RoutineVersion:
    """Return a frozen version, the newest if `number` is None.

    Raises NotFound, or Gone with the reason if it was archived, withdrawn or deleted.
    """
    row = await find_published(session, slug)
    if row is None:
        raise NotFound(f"There is no routine called {slug}.")
    if row.state in GONE:
        raise Gone(row.reason)
    number = number or row.version
    version = await find_version(session, slug, number, language)
    if version is None:
        raise NotFound(f"The routine {slug} has no version {number}.")
    return version
