"""How much a caller may ask: one policy for each kind of request, counted by the minute.

Reads without a key are counted by each process for itself; the rest in a store that all
processes share, where one is named. When that store is away, everything is let through: nobody
should lose an answer because a counter is broken.
"""

import time
from dataclasses import dataclass
from math import ceil

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from api import metrics
from api.config import Settings
from api.partners.windows import Windows

logger = structlog.get_logger()

WINDOW_SECONDS = 60
STORE_TIMEOUT_SECONDS = 0.25
STORE_REST_SECONDS = 1.0
"""After a failure the store is left alone for so long, so that a hanging one costs little."""


@dataclass(frozen=True)
class Policy:
    """A quota: its name, as headers tell it, and the requests a minute."""

    name: str
    item: RateLimitItem
    is_shared: bool

    @property
    def quota(self) -> int:
        return self.item.amount


@dataclass(frozen=True)
class Verdict:
    """Whether one more request is within a policy, and what is left of it (seconds, rounded up)."""

    policy: Policy
    is_allowed: bool
    remaining: int
    resets_in: int


class Quotas:
    """The policies of a server, and the counters of this process."""

    def __init__(self, settings: Settings) -> None:
        self.reads = Policy("reads", RateLimitItemPerMinute(settings.limit_reads), False)
        self.posts = Policy("posts", RateLimitItemPerMinute(settings.limit_posts), True)
        self.keyed = Policy("keyed", RateLimitItemPerMinute(settings.limit_keyed), True)
        self.wrong_keys = Policy(
            "wrong-keys", RateLimitItemPerMinute(settings.limit_wrong_keys), False
        )
        self.own = SlidingWindowCounterRateLimiter(Windows())
        self.shared = self.own
        if settings.redis_url is not None:
            self.shared = SlidingWindowCounterRateLimiter(
                open_store(settings.redis_url.get_secret_value())
            )
        self.resting_until = 0.0

    def policy_of(self, method: str, *, is_keyed: bool) -> Policy:
        if is_keyed:
            return self.keyed
        return self.reads if method in ("GET", "HEAD") else self.posts

    async def count(self, policy: Policy, who: str | None) -> Verdict:
        """Count a request of `who`; None is somebody who is not counted."""
        if who is None:
            return uncounted(policy)
        if not policy.is_shared or self.shared is self.own:
            return await self.hit(self.own, policy, who)
        if time.monotonic() >= self.resting_until:
            try:
                verdict = await self.hit(self.shared, policy, who)
            except (RedisError, OSError) as error:
                self.rest(error)
            else:
                self.resting_until = 0.0
                return verdict
        metrics.UNCOUNTED.inc()
        return uncounted(policy)

    async def hit(
        self, limiter: SlidingWindowCounterRateLimiter, policy: Policy, who: str
    ) -> Verdict:
        is_allowed = await limiter.hit(policy.item, policy.name, who)
        if is_allowed and not policy.is_shared:
            # Nobody is told what is left of a quota whose answers may be kept by others.
            return uncounted(policy)
        stats = await limiter.get_window_stats(policy.item, policy.name, who)
        resets_in = min(max(ceil(stats.reset_time - time.time()), 1), WINDOW_SECONDS)
        return Verdict(policy, is_allowed, stats.remaining if is_allowed else 0, resets_in)

    async def has_guessed_too_often(self, who: str | None) -> bool:
        if who is None:
            return False
        return not await self.own.test(self.wrong_keys.item, self.wrong_keys.name, who)

    async def note_wrong_key(self, who: str | None) -> None:
        metrics.WRONG_KEYS.inc()
        if who is not None:
            await self.own.hit(self.wrong_keys.item, self.wrong_keys.name, who)

    def rest(self, error: Exception) -> None:
        """Leave a store alone that did not answer; one line in the log for each time."""
        self.resting_until = time.monotonic() + STORE_REST_SECONDS
        logger.warning("limit_store_away", error=type(error).__name__)


def uncounted(policy: Policy) -> Verdict:
    return Verdict(policy, True, policy.quota, WINDOW_SECONDS)


def open_store(url: str) -> RedisStorage:
    """Return the store of a Redis; nothing is connected yet, and nothing is tried twice."""
    return RedisStorage(
        f"async+{url}",
        implementation="redispy",
        socket_timeout=STORE_TIMEOUT_SECONDS,
        socket_connect_timeout=STORE_TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
    )
