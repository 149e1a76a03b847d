"""A partner with one of their keys, and how much they store."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Unauthorized
from api.models import ApiKey, Partner
from api.queries.api_keys import find_key, get_partner
from api.queries.partner_routines import count_bytes, count_names


@dataclass(frozen=True)
class KeyHolder:
    """A key, its partner, and how many names and bytes the partner uses."""

    partner: Partner
    key: ApiKey
    names: int
    stored_bytes: int


async def get_key_holder(session: AsyncSession, prefix: str) -> KeyHolder:
    """Return whose key this is. Raises Unauthorized if it was erased just now."""
    key = await find_key(session, prefix)
    if key is None:
        raise Unauthorized(headers={"WWW-Authenticate": 'Bearer realm="instep"'})
    return KeyHolder(
        partner=await get_partner(session, key.partner),
        key=key,
        names=await count_names(session, key.partner),
        stored_bytes=await count_bytes(session, key.partner),
    )
