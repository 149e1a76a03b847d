"""A partner's actions on a routine (save, publish, archive, delete), and withdrawal by editors.

Each action locks the routine's row. If two requests start from the same state, the first one wins,
and the second one is answered 412.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.conditions import Preconditions
from api.errors import Gone, InvalidRequest, NotFound, PreconditionFailed
from api.models import PartnerRoutine
from api.partners.drafts import Definition, check_draft
from api.partners.storage_limits import (
    MOST_ROUTINES,
    MOST_VERSIONS,
    StorageLimits,
    refusal,
    require_room,
)
from api.partners.versions import build_versions, find_current, list_publication
from api.publishing.partner_routines import draft_tag
from api.queries.api_keys import get_partner
from api.queries.partner_routines import (
    count_names,
    end_publication,
    find_draft,
    find_published,
    get_draft,
    lock_partner,
)
from api.queries.routine_versions import erase_versions, withdraw_version
from api.serialisation import serialise


async def save_draft(
    session: AsyncSession,
    partner: str,
    name: str,
    definition: Definition,
    conditions: Preconditions,
    now: datetime,
    storage_limits: StorageLimits,
) -> tuple[PartnerRoutine, bool]:
    """Create or replace a draft, as the conditions say; return it, and whether it is new.

    The published version stays as it is until the draft is published again.
    Raises PreconditionRequired, PreconditionFailed, InvalidRequest, or Gone if the name was used by
    a routine that is withdrawn or deleted.
    """
    if conditions.creates:
        return await create_draft(session, partner, name, definition, now, storage_limits), True
    row = await find_draft(session, partner, name, lock=True)
    if row is not None:
        refuse_gone(row)
    conditions.require(None if row is None else draft_tag(row))
    if row is None:
        raise PreconditionFailed("You have no such routine. Send If-None-Match: * to create it.")
    draft = await check_draft(session, definition)
    is_longer = len(serialise(draft.definition)) > len(serialise(row.definition))
    row.definition, row.total_seconds = draft.definition, draft.total_seconds
    await save_revision(session, row, now)
    if is_longer:
        await require_room(session, storage_limits, row)
    return row, False


async def create_draft(
    session: AsyncSession,
    partner: str,
    name: str,
    definition: Definition,
    now: datetime,
    storage_limits: StorageLimits,
) -> PartnerRoutine:
    draft = await check_draft(session, definition)
    await lock_partner(session, partner)
    existing = await find_draft(session, partner, name)
    if existing is not None:
        refuse_gone(existing)
        raise PreconditionFailed("You already have this routine. Send If-Match to replace it.")
    if await count_names(session, partner) >= MOST_ROUTINES:
        raise refusal("too_many_routines", f"A partner may have at most {MOST_ROUTINES} routines.")
    row = PartnerRoutine(
        partner=partner,
        name=name,
        slug=f"{partner}--{name}",
        revision=1,
        state="draft",
        definition=draft.definition,
        total_seconds=draft.total_seconds,
        version=0,
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    await require_room(session, storage_limits, row)
    return row


async def publish(
    session: AsyncSession,
    partner: str,
    name: str,
    conditions: Preconditions,
    now: datetime,
    storage_limits: StorageLimits,
) -> PartnerRoutine:
    """Freeze the draft as the next version, which the public address then answers.

    A draft that says what the newest version says makes no version: what is published stays
    published, untouched, and what is archived comes back in the version that it had.
    """
    row = await lock_draft(session, partner, name, conditions)
    draft = await check_draft(session, row.definition or {})
    owner = await get_partner(session, partner)
    versions = await build_versions(session, row, owner, draft, now)
    current = await find_current(session, row, versions)
    if current and row.state == "published":
        return row
    if not current and row.version >= MOST_VERSIONS:
        raise refusal("too_many_versions", f"A routine may have at most {MOST_VERSIONS} versions.")
    row.state, row.reason = "published", None
    if not current:
        row.definition, row.total_seconds = draft.definition, draft.total_seconds
        row.version, row.published_at = row.version + 1, now
        session.add_all(versions)
        await require_room(session, storage_limits, row)
    await list_publication(session, current or versions, partner, draft, now)
    return await save_revision(session, row, now)


async def archive(
    session: AsyncSession, partner: str, name: str, conditions: Preconditions, now: datetime
) -> PartnerRoutine:
    """Take a routine off the public addresses; publishing it again restores all versions."""
    row = await lock_draft(session, partner, name, conditions)
    if row.state != "published":
        raise PreconditionFailed("Only a published routine can be archived.")
    row.state, row.reason = "archived", "Its owner archived this routine."
    await end_publication(session, row.slug)
    return await save_revision(session, row, now)


async def delete_routine(
    session: AsyncSession, partner: str, name: str, conditions: Preconditions, now: datetime
) -> None:
    """Erase a routine with its versions. A slug that was public is never used again."""
    row = await lock_draft(session, partner, name, conditions)
    if row.version == 0:
        await session.delete(row)
        return
    row.state, row.reason = "deleted", "Its owner deleted this routine."
    row.definition = None
    await end_publication(session, row.slug)
    await erase_versions(session, row.slug)
    await save_revision(session, row, now)


async def withdraw(
    session: AsyncSession, slug: str, number: int | None, reason: str, now: datetime
) -> None:
    """Withdraw a partner's routine, or one older version of it; the reason is public.

    Raises NotFound if there is none, InvalidRequest if the number is the newest version's: then the
    whole routine is to be withdrawn.
    """
    row = await find_published(session, slug)
    if row is None:
        raise NotFound(f"There is no published routine called {slug}.")
    if number is not None:
        if number == row.version:
            raise InvalidRequest(f"Version {number} is the newest. Withdraw the routine instead.")
        if not await withdraw_version(session, slug, number, reason):
            raise NotFound(f"The routine {slug} has no version {number}.")
        return
    row = await get_draft(session, row.partner, row.name, lock=True)
    row.state, row.reason = "withdrawn", reason
    await end_publication(session, slug)
    await save_revision(session, row, now)


async def lock_draft(
    session: AsyncSession, partner: str, name: str, conditions: Preconditions
) -> PartnerRoutine:
    """Return a routine, locked, if the conditions name its current state.

    Raises NotFound, Gone, PreconditionRequired or PreconditionFailed.
    """
    row = await get_draft(session, partner, name, lock=True)
    refuse_gone(row)
    conditions.require(draft_tag(row))
    return row


def refuse_gone(row: PartnerRoutine) -> None:
    """Raise Gone if editors withdrew the routine or its owner deleted it: both are final."""
    if row.state in ("withdrawn", "deleted"):
        raise Gone(row.reason)


async def save_revision(
    session: AsyncSession, row: PartnerRoutine, now: datetime
) -> PartnerRoutine:
    """Write the changed row, with the next revision."""
    row.revision, row.updated_at = row.revision + 1, now
    await session.flush()
    return row
