"""API keys in the memory of a process: the database is asked about a key twice a second at most.

A revoked key therefore stops working within `TRUSTED_SECONDS` in every process, although the
processes send each other no messages.
"""

import hmac
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.db import Database
from api.models import ApiKey
from api.partners.keys import digest_of, prefix_of
from api.queries.api_keys import find_key, note_use

logger = structlog.get_logger()

TRUSTED_SECONDS = 0.5
"""How long an answer of the database is trusted, counted from before it was asked."""

MOST_KEYS = 10_000
"""Keys in memory; the least recently used one is dropped first."""

NO_DIGEST = bytes(32)


@dataclass(frozen=True)
class Grant:
    """The rights of a valid key, and its partner."""

    prefix: str
    partner: str
    scopes: frozenset[str]


class KeyFault(StrEnum):
    """Why a key does not count. The last two are for callers only who know the whole key."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class CachedKey:
    """A key as it was in the database at `asked_at` (seconds on the monotonic clock)."""

    digest: bytes
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_on: date | None
    grant: Grant
    asked_at: float

    @property
    def fault(self) -> KeyFault | None:
        if self.revoked_at is not None:
            return KeyFault.REVOKED
        if self.expires_at is not None and self.expires_at <= datetime.now(UTC):
            return KeyFault.EXPIRED
        return None


class KeyCache:
    """Looks keys up, and keeps those that are valid for a moment."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.cached: OrderedDict[str, CachedKey] = OrderedDict()
        self.used_on = self.today()
        self.used: set[str] = set()

    async def find_grant(self, text: str) -> Grant | KeyFault:
        """Return the rights of a key, or why it has none.

        Raises the database's own error if the database is away.
        """
        prefix = prefix_of(text)
        if prefix is None:
            return KeyFault.UNKNOWN
        key = await self.lookup(prefix)
        # Compared even if the key is unknown, so that the time reveals nothing to a guesser.
        is_right = hmac.compare_digest(key.digest if key else NO_DIGEST, digest_of(text))
        if key is None or not is_right:
            return KeyFault.UNKNOWN
        if key.fault is not None:
            return key.fault
        await self.note_use(key)
        return key.grant

    def today(self) -> date:
        return datetime.now(UTC).date()

    async def note_use(self, key: CachedKey) -> None:
        """Write down that a key is used today: one write a day and process, not one a request.

        It is tried once. No request fails because its key's last day of use is not known.
        """
        today = self.today()
        if self.used_on != today:
            self.used_on, self.used = today, set()
        if key.grant.prefix in self.used:
            return
        self.used.add(key.grant.prefix)
        if key.last_used_on is not None and key.last_used_on >= today:
            return
        try:
            async with self.database.writing() as session:
                await note_use(session, key.grant.prefix, today)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            logger.warning("key_use_not_noted", error=type(error).__name__)

    def remembers(self, text: str) -> bool:
        """Say whether exactly this key was valid when the database was last asked about it."""
        key = self.cached.get(prefix_of(text) or "")
        is_right = hmac.compare_digest(key.digest if key else NO_DIGEST, digest_of(text))
        return key is not None and is_right and key.fault is None

    async def lookup(self, prefix: str) -> CachedKey | None:
        asked_at = time.monotonic()
        key = self.cached.get(prefix)
        if key is None or asked_at - key.asked_at >= TRUSTED_SECONDS:
            async with self.database.reading() as session:
                row = await find_key(session, prefix)
            key = None if row is None else cached_key(row, asked_at)
        self.keep(prefix, key)
        return key

    def keep(self, prefix: str, key: CachedKey | None) -> None:
        """Remember a valid key, forget any other; so guesses fill no memory."""
        self.cached.pop(prefix, None)
        if key is not None and key.fault is None:
            self.cached[prefix] = key
        if len(self.cached) > MOST_KEYS:
            self.cached.popitem(last=False)


def cached_key(row: ApiKey, asked_at: float) -> CachedKey:
    grant = Grant(row.prefix, row.partner, frozenset(row.scopes))
    return CachedKey(row.digest, row.expires_at, row.revoked_at, row.last_used_on, grant, asked_at)
