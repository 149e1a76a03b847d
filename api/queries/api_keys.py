"""Keys of partners: made, listed, replaced, revoked, and looked up by their prefix."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import ApiKey, Partner

MOST_LISTED = 1_000


async def find_key(session: AsyncSession, prefix: str) -> ApiKey | None:
    return await session.get(ApiKey, prefix)


async def list_keys(session: AsyncSession, partner: str | None = None) -> Sequence[ApiKey]:
    """Return the newest keys, of one partner or of all."""
    query = select(ApiKey).order_by(ApiKey.partner, ApiKey.created_at, ApiKey.prefix)
    if partner is not None:
        query = query.where(ApiKey.partner == partner)
    return (await session.scalars(query.limit(MOST_LISTED))).all()


async def find_partner(session: AsyncSession, slug: str) -> Partner | None:
    return await session.get(Partner, slug)


async def get_partner(session: AsyncSession, slug: str) -> Partner:
    """Return the partner that a key belongs to; every key has one."""
    return (await session.scalars(select(Partner).where(Partner.slug == slug))).one()


async def ensure_partner(session: AsyncSession, slug: str, name: str, now: datetime) -> None:
    """Create the partner, or give an existing one this name."""
    statement = insert(Partner).values(slug=slug, name=name, created_at=now)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["slug"], set_={"name": name})
    )


async def expire_key(session: AsyncSession, prefix: str, at: datetime) -> ApiKey | None:
    """Let a key expire at `at` unless it does so sooner; None if no valid key has this prefix.

    `LEAST` ignores null, the end of a key that does not expire.
    """
    return await session.scalar(
        update(ApiKey)
        .where(ApiKey.prefix == prefix, ApiKey.revoked_at.is_(None))
        .values(expires_at=func.least(ApiKey.expires_at, at))
        .returning(ApiKey)
    )


async def revoke_key(session: AsyncSession, prefix: str, at: datetime) -> ApiKey | None:
    """End a key now; None if there is no such key. One revoked before keeps its time."""
    return await session.scalar(
        update(ApiKey)
        .where(ApiKey.prefix == prefix)
        .values(revoked_at=func.coalesce(ApiKey.revoked_at, at))
        .returning(ApiKey)
    )


async def note_use(session: AsyncSession, prefix: str, day: date) -> None:
    """Write down the day on which a key is used, unless another command holds the key just now."""
    due = (
        select(ApiKey.prefix)
        .where(
            ApiKey.prefix == prefix,
            or_(ApiKey.last_used_on.is_(None), ApiKey.last_used_on < day),
        )
        .with_for_update(skip_locked=True)
    )
    await session.execute(
        update(ApiKey)
        .where(ApiKey.prefix.in_(due))
        .values(last_used_on=day)
        .execution_options(synchronize_session=False)
    )
