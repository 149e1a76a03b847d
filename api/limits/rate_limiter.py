"""Counts requests by policy, and decides whether one more is allowed.

Reads without a key are counted by each process for itself. The others are counted in Redis, which
all processes share, if one is configured. While Redis is away every request is let through: a
broken counter should cost no caller an answer.
"""

import time

import structlog
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from api import metrics
from api.config import Settings
from api.limits.policies import Decision, Policies, Policy
from api.limits.storage import FixedWindowsStorage, open_redis

logger = structlog.get_logger()

REDIS_PAUSE_SECONDS = 1.0
"""After a failure Redis is not asked for this long, so that a hanging one delays few requests."""


class RateLimiter:
    """The policies of a server, and the counters of this process.

    A caller is named by a text (an address, or the beginning of a key); None is a caller that is
    not counted.
    """

    def __init__(self, settings: Settings) -> None:
        self.policies = Policies.from_settings(settings)
        self.local = SlidingWindowCounterRateLimiter(FixedWindowsStorage())
        self.shared = self.local
        if settings.redis_url is not None:
            redis = open_redis(settings.redis_url.get_secret_value())
            self.shared = SlidingWindowCounterRateLimiter(redis)
        self.redis_paused_until = 0.0

    async def count(self, policy: Policy, caller: str | None) -> Decision:
        """Count one request, and decide whether it is allowed."""
        if caller is None:
            return Decision.allow_uncounted(policy)
        if not policy.is_shared or self.shared is self.local:
            return await self.hit(self.local, policy, caller)
        if time.monotonic() >= self.redis_paused_until:
            try:
                decision = await self.hit(self.shared, policy, caller)
            except (RedisError, OSError) as error:
                self.pause_redis(error)
            else:
                self.redis_paused_until = 0.0
                return decision
        metrics.UNCOUNTED.inc()
        return Decision.allow_uncounted(policy)

    async def hit(
        self, limiter: SlidingWindowCounterRateLimiter, policy: Policy, caller: str
    ) -> Decision:
        is_allowed = await limiter.hit(policy.item, policy.name, caller)
        if is_allowed and not policy.is_shared:
            # Caches may keep these answers, so they never say how much of the quota remains.
            return Decision.allow_uncounted(policy)
        stats = await limiter.get_window_stats(policy.item, policy.name, caller)
        seconds = stats.reset_time - time.time()
        if not is_allowed:
            return Decision.refuse(policy, seconds)
        return Decision.allow(policy, stats.remaining, seconds)

    async def has_guessed_too_often(self, caller: str | None) -> bool:
        """Say whether a caller has used up the quota of wrong keys."""
        if caller is None:
            return False
        policy = self.policies.wrong_keys
        return not await self.local.test(policy.item, policy.name, caller)

    async def may_look_up(self) -> bool:
        """Count one lookup for a caller who guesses too often, and decide whether it is allowed.

        All such callers together have the quota of one: whatever they send, it costs the database
        no more than that, and a right key from their address still has a way in.
        """
        policy = self.policies.wrong_keys
        return await self.local.hit(policy.item, policy.name, "blocked")

    async def note_wrong_key(self, caller: str | None) -> bool:
        """Count a wrong key, and say whether it is still within the caller's quota."""
        policy = self.policies.wrong_keys
        is_within = caller is None or await self.local.hit(policy.item, policy.name, caller)
        if is_within:
            metrics.WRONG_KEYS.inc()
        return is_within

    def pause_redis(self, error: Exception) -> None:
        """Stop asking Redis for a while after it failed, and log the failure once."""
        self.redis_paused_until = time.monotonic() + REDIS_PAUSE_SECONDS
        logger.warning("limit_store_away", error=type(error).__name__)
