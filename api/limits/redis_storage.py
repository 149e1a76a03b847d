"""Where requests are counted for all processes together: in Redis.

Only a server with a Redis imports this, since its client takes memory and time to start.
"""

from typing import cast

from limits.aio.storage import RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from api.limits.storage import Counters

AWAY = (RedisError, OSError)
"""What is raised while Redis cannot be asked."""

REDIS_TIMEOUT_SECONDS = 0.25


def open_redis(url: str) -> Counters:
    """Return the counters in a Redis; it connects at the first request and retries nothing."""
    storage = RedisStorage(
        f"async+{url}",
        implementation="redispy",
        socket_timeout=REDIS_TIMEOUT_SECONDS,
        socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
    )
    return cast(Counters, SlidingWindowCounterRateLimiter(storage))
