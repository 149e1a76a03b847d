"""Creates and rotates API keys. A key's text leaves this module once, and is stored nowhere."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import ApiKey
from api.partners.keys import NewKey, new_key
from api.queries.api_keys import expire_key, find_key

LONGEST_LIFE = timedelta(days=3650)


class NoSuchKeyError(Exception):
    """There is no valid key with this prefix."""


async def create_key(
    session: AsyncSession, partner: str, scopes: Sequence[str], now: datetime, life: timedelta
) -> NewKey:
    """Create a key that expires after `life` (at most `LONGEST_LIFE`)."""
    key = new_key()
    session.add(
        ApiKey(
            prefix=key.prefix,
            partner=partner,
            digest=key.digest,
            scopes=sorted(set(scopes)),
            created_at=now,
            expires_at=now + min(life, LONGEST_LIFE),
            revoked_at=None,
        )
    )
    await session.flush()
    return key


async def rotate_key(
    session: AsyncSession, prefix: str, now: datetime, life: timedelta, overlap: timedelta
) -> NewKey:
    """Create a key with the scopes of another one, which keeps working for `overlap`.

    Raises NoSuchKeyError if that one is unknown, revoked or expired.
    """
    old = await find_key(session, prefix)
    if old is None or old.revoked_at is not None or old.expires_at <= now:
        raise NoSuchKeyError(prefix)
    await expire_key(session, prefix, now + overlap)
    return await create_key(session, old.partner, old.scopes, now, life)
