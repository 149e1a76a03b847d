"""Partners and keys for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from api.db import Database
from api.partners.key_creation import create_key
from api.partners.keys import NewKey
from api.queries.api_keys import ensure_partner

EXAMPLE_KEY = NewKey("ik_0123456789ab", f"ik_0123456789ab_{'0123456789abcdef' * 4}")
"""The key of the examples in the documentation; no other database knows it."""

BOTH = ("read", "routines:write")


async def issue(
    database: Database,
    partner: str = "acme",
    scopes: Sequence[str] = BOTH,
    *,
    now: datetime | None = None,
    life: timedelta = timedelta(days=30),
) -> NewKey:
    """Make a key, and the partner if there is none of this name."""
    now = now or datetime.now(UTC)
    async with database.writing() as session:
        await ensure_partner(session, partner, f"{partner.title()} Fitness", now)
        return await create_key(session, partner, scopes, now, life)


def bearer(key: NewKey) -> dict[str, str]:
    return {"Authorization": f"Bearer {key.text}"}
