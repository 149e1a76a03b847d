"""The keys a process has seen: what a key allows is asked of the database twice a second at most.

A revoked key therefore stops within `TRUSTED_SECONDS` in every process, without a message
between them.
"""

import hmac
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from api.db import Database
from api.models import ApiKey
from api.partners.keys import digest_of, prefix_of
from api.queries.api_keys import find_key

TRUSTED_SECONDS = 0.5
"""How old an answer of the database may be, counted from before it was asked."""

MOST_KEYS = 10_000
"""Keys kept in memory; the one that was not used for longest goes first."""

NO_DIGEST = bytes(32)


@dataclass(frozen=True)
class Grant:
    """What a valid key allows, and to whom."""

    prefix: str
    partner: str
    scopes: frozenset[str]


@dataclass(frozen=True)
class Known:
    """A key as the database had it at `asked_at` (on the monotonic clock)."""

    digest: bytes
    expires_at: datetime
    grant: Grant
    asked_at: float


class KeyRing:
    """Tells keys that are valid from those that are not."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.known: OrderedDict[str, Known] = OrderedDict()

    async def grant_of(self, text: str) -> Grant | None:
        """Return what a key allows; None if it is mistyped, unknown, expired or revoked.

        Raises what the database raises when it is away.
        """
        prefix = prefix_of(text)
        if prefix is None:
            return None
        known = await self.lookup(prefix)
        is_right = hmac.compare_digest(known.digest if known else NO_DIGEST, digest_of(text))
        if known is None or not is_right or known.expires_at <= datetime.now(UTC):
            return None
        return known.grant

    def has_seen(self, text: str) -> bool:
        """Say whether a key of this prefix was valid not long ago."""
        return prefix_of(text) in self.known

    async def lookup(self, prefix: str) -> Known | None:
        asked_at = time.monotonic()
        known = self.known.get(prefix)
        if known is None or asked_at - known.asked_at >= TRUSTED_SECONDS:
            async with self.database.reading() as session:
                row = await find_key(session, prefix)
            known = None if row is None or row.revoked_at else known_from(row, asked_at)
        self.keep(prefix, known)
        return known

    def keep(self, prefix: str, known: Known | None) -> None:
        """Remember a living key; one that is not leaves no trace, so guesses fill no memory."""
        self.known.pop(prefix, None)
        if known is not None:
            self.known[prefix] = known
        if len(self.known) > MOST_KEYS:
            self.known.popitem(last=False)


def known_from(row: ApiKey, asked_at: float) -> Known:
    grant = Grant(row.prefix, row.partner, frozenset(row.scopes))
    return Known(row.digest, row.expires_at, grant, asked_at)
