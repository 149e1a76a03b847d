"""Creates and rotates API keys. A key's text leaves this module once, and is stored nowhere."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import ApiKey
from api.partners.keys import NewKey, new_key
from api.queries.api_keys import expire_key, find_key

LONGEST_LIFE = timedelta(days=3650)
LIFE_OF_A_WRITER = timedelta(days=365)
READ = "read"


class NoSuchKeyError(Exception):
    """There is no valid key with this prefix."""


async def create_key(
    session: AsyncSession,
    partner: str,
    scopes: Sequence[str],
    now: datetime,
    life: timedelta | None,
) -> NewKey:
    """Create a key that expires after `life` (at most `LONGEST_LIFE`); None is the usual life."""
    key, ends = new_key(), end_of(scopes, now, life)
    session.add(
        ApiKey(
            prefix=key.prefix,
            partner=partner,
            digest=key.digest,
            scopes=sorted(set(scopes)),
            created_at=now,
            expires_at=ends,
            revoked_at=None,
            last_used_on=None,
        )
    )
    await session.flush()
    return key


def end_of(scopes: Sequence[str], now: datetime, life: timedelta | None) -> datetime | None:
    """Return when a new key expires; None for never.

    A key that only reads usually never does: an app in the stores cannot replace it, and whoever
    takes it out of the app can do no more than read what is public.
    """
    if life is None and set(scopes) == {READ}:
        return None
    return now + min(life or LIFE_OF_A_WRITER, LONGEST_LIFE)


async def rotate_key(
    session: AsyncSession, prefix: str, now: datetime, life: timedelta | None, overlap: timedelta
) -> NewKey:
    """Create a key with the scopes of another one, which keeps working for `overlap`.

    Raises NoSuchKeyError if that one is unknown, revoked or expired.
    """
    old = await find_key(session, prefix)
    if old is None or old.revoked_at is not None:
        raise NoSuchKeyError(prefix)
    if old.expires_at is not None and old.expires_at <= now:
        raise NoSuchKeyError(prefix)
    await expire_key(session, prefix, now + overlap)
    return await create_key(session, old.partner, old.scopes, now, life)
