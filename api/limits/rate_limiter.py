"""Counts requests by policy, and decides whether one more is allowed.

Reads without a key are counted by each process for itself. The others are counted in Redis, which
all processes share, if one is configured. While Redis is away every request is let through: a
broken counter should cost no caller an answer.
"""

import time
from functools import lru_cache, partial

import structlog

from api import metrics
from api.config import Settings
from api.limits.networks import ipv6_site, shared_counter
from api.limits.policies import WINDOW_SECONDS, Decision, Policies, Policy, Quota
from api.limits.storage import Counters, FixedWindows

logger = structlog.get_logger()

Counter = tuple[Quota, str, str]
"""What requests are counted by: the quota, the name of the policy, the caller."""

REDIS_PAUSE_SECONDS = 1.0
"""After a failure Redis is not asked for this long, so that a hanging one delays few requests."""


class RateLimiter:
    """The policies of a server, and the counters of this process.

    A caller is named by a text: an address, an IPv6 /64, or the beginning of a key.
    """

    def __init__(self, settings: Settings) -> None:
        self.policies = Policies.from_settings(settings)
        self.windows = FixedWindows()
        self.shared: Counters = self.windows
        self.away: tuple[type[Exception], ...] = ()
        if settings.redis_url is not None:
            from api.limits.redis_storage import AWAY, open_redis

            self.away = AWAY
            self.shared = open_redis(settings.redis_url.get_secret_value())
        self.redis_paused_until = 0.0
        reads = self.policies.reads
        self.read_key = lru_cache(8_192)(partial(reads.item.key_for, reads.name))

    def count_read(self, caller: str) -> Decision | None:
        """Count a read without a key where one counter decides; None if it is not allowed by that.

        Then nothing is counted, and `count` has to decide.
        """
        policy = self.policies.reads
        if ":" in caller or self.windows.is_full(WINDOW_SECONDS):
            return None
        is_counted = self.windows.count(self.read_key(caller), policy.quota, WINDOW_SECONDS)
        return policy.uncounted if is_counted else None

    async def count(self, policy: Policy, caller: str) -> Decision:
        """Count one request, and decide whether it is allowed."""
        if not policy.is_shared or self.shared is self.windows:
            return await self.hit(self.windows, policy, caller)
        if time.monotonic() >= self.redis_paused_until:
            try:
                decision = await self.hit(self.shared, policy, caller)
            except self.away as error:
                self.pause_redis(error)
            else:
                self.redis_paused_until = 0.0
                return decision
        metrics.UNCOUNTED.inc()
        return policy.uncounted

    async def hit(self, limiter: Counters, policy: Policy, caller: str) -> Decision:
        counter, *site = self.counters(limiter, policy, caller)
        for one in site:
            if not await limiter.test(*one):
                return Decision.refuse(policy, await seconds_left(limiter, one))
        if not await limiter.hit(*counter):
            return Decision.refuse(policy, await seconds_left(limiter, counter))
        for one in site:
            await limiter.hit(*one)
        if not policy.is_shared:
            # Caches may keep these answers, so they never say how much of the quota remains.
            return policy.uncounted
        stats = await limiter.get_window_stats(*counter)
        return Decision.allow(policy, stats.remaining, stats.reset_time - time.time())

    def counters(self, limiter: Counters, policy: Policy, caller: str) -> list[Counter]:
        """Return the counter of a caller, and after it that of its site, if it is in one."""
        counters = [(policy.item, policy.name, caller)]
        site = ipv6_site(caller)
        if site is not None:
            counters.append((policy.site_item, policy.name, site))
        return [self.with_room(one) for one in counters] if limiter is self.windows else counters

    def with_room(self, counter: Counter) -> Counter:
        """Return the counter, or a shared one in its place if the table of this process is full."""
        item, policy, caller = counter
        # The key is put together for the hit: here only if it decides.
        if not self.windows.is_full(item.get_expiry()) or self.windows.counts(
            item.key_for(policy, caller)
        ):
            return counter
        return item, policy, shared_counter(caller)

    async def has_guessed_too_often(self, caller: str) -> bool:
        """Say whether a caller, or its site, has used up the quota of wrong keys."""
        counters = self.counters(self.windows, self.policies.wrong_keys, caller)
        return not all([await self.windows.test(*counter) for counter in counters])

    async def may_look_up(self) -> bool:
        """Count one lookup for a caller who guesses too often, and decide whether it is allowed.

        All such callers together have the quota of one: whatever they send, it costs the database
        no more than that, and a right key from their address still has a way in.
        """
        policy = self.policies.wrong_keys
        return await self.windows.hit(policy.item, policy.name, "blocked")

    async def note_wrong_key(self, caller: str) -> bool:
        """Count a wrong key, and say whether it is still within the quota of caller and site."""
        counters = self.counters(self.windows, self.policies.wrong_keys, caller)
        is_within = all([await self.windows.hit(*counter) for counter in counters])
        if is_within:
            metrics.WRONG_KEYS.inc()
        return is_within

    def pause_redis(self, error: Exception) -> None:
        """Stop asking Redis for a while after it failed, and log the failure once."""
        self.redis_paused_until = time.monotonic() + REDIS_PAUSE_SECONDS
        logger.warning("limit_store_away", error=type(error).__name__)


async def seconds_left(limiter: Counters, counter: Counter) -> float:
    stats = await limiter.get_window_stats(*counter)
    return stats.reset_time - time.time()
