"""What a partner does with a routine: save, publish, archive, delete; and what editors undo.

Each of these takes the routine's row under a lock, so that of two that were meant for the same
state one wins and the other is told that it came too late.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.conditions import Preconditions
from api.errors import FieldError, Gone, InvalidRequest, NotFound, PreconditionFailed
from api.languages import served
from api.models import Partner, PartnerRoutine
from api.partners.drafts import Definition, Draft, checked
from api.partners.quotes import complaint_names, language_of, quote_catalogue, surroundings_of
from api.publishing.listings import write_listings
from api.publishing.partner_routines import (
    draft_tag,
    freeze,
    partners_definition,
    publication_listing,
)
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

MOST_ROUTINES = 500
"""Names a partner can use; one that was ever published stays used."""

MOST_VERSIONS = 1_000


async def save_draft(
    session: AsyncSession,
    partner: str,
    name: str,
    definition: Definition,
    conditions: Preconditions,
    now: datetime,
) -> tuple[PartnerRoutine, bool]:
    """Create or replace a draft, as the conditions say; return it, and whether it is new.

    What is published stays as it is until the draft is published again. Raises
    PreconditionRequired, PreconditionFailed, InvalidRequest, or Gone for a name that is no longer
    free.
    """
    if conditions.creates:
        return await create_draft(session, partner, name, definition, now), True
    row = await find_draft(session, partner, name, lock=True)
    if row is not None:
        refuse_gone(row)
    conditions.require(None if row is None else draft_tag(row))
    if row is None:
        raise PreconditionFailed("You have no routine of this name; If-None-Match: * creates it.")
    draft = await checked(session, definition)
    row.definition, row.total_seconds = draft.definition, draft.total_seconds
    return await changed(session, row, now), False


async def create_draft(
    session: AsyncSession, partner: str, name: str, definition: Definition, now: datetime
) -> PartnerRoutine:
    draft = await checked(session, definition)
    await lock_partner(session, partner)
    standing = await find_draft(session, partner, name)
    if standing is not None:
        refuse_gone(standing)
        raise PreconditionFailed("You have a routine of this name; If-Match replaces it.")
    if await count_names(session, partner) >= MOST_ROUTINES:
        raise too_many("too_many_routines", f"A partner has {MOST_ROUTINES} routines at most.")
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
    await session.flush()
    return row


async def publish(
    session: AsyncSession, partner: str, name: str, conditions: Preconditions, now: datetime
) -> PartnerRoutine:
    """Freeze the draft as the next version; from now on that one answers."""
    row = await taken(session, partner, name, conditions)
    if row.version >= MOST_VERSIONS:
        raise too_many("too_many_versions", f"A routine has {MOST_VERSIONS} versions at most.")
    draft = await checked(session, row.definition or {})
    row.definition, row.total_seconds = draft.definition, draft.total_seconds
    row.version, row.published_at = row.version + 1, now
    row.state, row.reason = "published", None
    owner = await get_partner(session, partner)
    await freeze_versions(session, row, owner, draft, now)
    return await changed(session, row, now)


async def freeze_versions(
    session: AsyncSession, row: PartnerRoutine, owner: Partner, draft: Draft, now: datetime
) -> None:
    """Freeze the version that is published now in every language, and list it.

    Where not all of its exercises are translated, it quotes them in the fallback language.
    """
    around = await surroundings_of(session, draft.exercises)
    for language in served():
        content_language = await language_of(session, draft, language)
        quoted = await quote_catalogue(session, draft.definition, content_language)
        names = await complaint_names(session, draft.definition["complaints"], content_language)
        definition = partners_definition(row, owner, draft.level, names)
        version = freeze(definition, quoted, language, content_language)
        session.add(version)
        await write_listings(session, [publication_listing(version, owner.slug, around, now)])


async def archive(
    session: AsyncSession, partner: str, name: str, conditions: Preconditions, now: datetime
) -> PartnerRoutine:
    """Take a routine off the public addresses; publishing it again brings all of it back."""
    row = await taken(session, partner, name, conditions)
    if row.state != "published":
        raise PreconditionFailed("Only a routine that is published can be archived.")
    row.state, row.reason = "archived", "Its owner archived this routine."
    await end_publication(session, row.slug)
    return await changed(session, row, now)


async def delete_routine(
    session: AsyncSession, partner: str, name: str, conditions: Preconditions, now: datetime
) -> None:
    """Erase a routine with its versions. A slug that was public never means anything else."""
    row = await taken(session, partner, name, conditions)
    if row.version == 0:
        await session.delete(row)
        return
    row.state, row.reason = "deleted", "Its owner deleted this routine."
    row.definition = None
    await end_publication(session, row.slug)
    await erase_versions(session, row.slug)
    await changed(session, row, now)


async def withdraw(
    session: AsyncSession, slug: str, number: int | None, reason: str, now: datetime
) -> None:
    """Stop a partner's routine, or one older version of it, for a reason that everybody reads.

    Raises NotFound; the newest version goes with the routine only (InvalidRequest).
    """
    row = await find_published(session, slug)
    if row is None:
        raise NotFound(f"There is no published routine called {slug}.")
    if number is not None:
        if number == row.version:
            raise InvalidRequest(f"Version {number} is the newest; withdraw the routine instead.")
        if not await withdraw_version(session, slug, number, reason):
            raise NotFound(f"The routine {slug} has no version {number}.")
        return
    row = await get_draft(session, row.partner, row.name, lock=True)
    row.state, row.reason = "withdrawn", reason
    await end_publication(session, slug)
    await changed(session, row, now)


async def taken(
    session: AsyncSession, partner: str, name: str, conditions: Preconditions
) -> PartnerRoutine:
    """Return a routine to be changed, locked, if it is the one that the conditions mean."""
    row = await get_draft(session, partner, name, lock=True)
    refuse_gone(row)
    conditions.require(draft_tag(row))
    return row


def refuse_gone(row: PartnerRoutine) -> None:
    """Refuse what editors withdrew, and a name whose routine was deleted: both are final."""
    if row.state in ("withdrawn", "deleted"):
        raise Gone(row.reason)


async def changed(session: AsyncSession, row: PartnerRoutine, now: datetime) -> PartnerRoutine:
    row.revision, row.updated_at = row.revision + 1, now
    await session.flush()
    return row


def too_many(code: str, detail: str) -> InvalidRequest:
    return InvalidRequest.listing([FieldError.of("name", code, detail)])
