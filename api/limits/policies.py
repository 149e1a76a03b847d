"""Rate-limit policies: how many requests a minute each kind of caller may send."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NamedTuple, Self

from api.config import Settings

WINDOW_SECONDS = 60

SITE_SHARE = 16
"""How many callers that use up their quota one IPv6 /48 may hold."""


class Quota(NamedTuple):
    """So many requests a minute, with the methods that the library `limits` asks of a quota.

    Only a server with a Redis imports the library (`api.limits.redis_storage`).
    """

    amount: int

    def get_expiry(self) -> int:
        return WINDOW_SECONDS

    def key_for(self, *identifiers: str) -> str:
        """Return the key of a counter, as the library writes it."""
        return f"LIMITER/{'/'.join(identifiers)}/{self.amount}/1/minute"


@dataclass(frozen=True)
class Policy:
    """A quota of requests a minute. `name` appears in headers, for example `posts`.

    A site (an IPv6 /48) has `SITE_SHARE` times that quota for all its callers together.
    If `is_shared`, all processes count together (in Redis, if there is one); otherwise each
    process counts for itself.
    """

    name: str
    item: Quota
    is_shared: bool

    @property
    def quota(self) -> int:
        return self.item.amount

    @cached_property
    def site_item(self) -> Quota:
        return Quota(self.quota * SITE_SHARE)

    @cached_property
    def uncounted(self) -> "Decision":
        """The decision about a request that was let through without being counted."""
        return Decision(self, True, self.quota, WINDOW_SECONDS)


@dataclass(frozen=True)
class Policies:
    """The policies of one server."""

    reads: Policy
    posts: Policy
    keyed: Policy
    wrong_keys: Policy

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        return cls(
            reads=Policy("reads", Quota(settings.limit_reads), is_shared=False),
            posts=Policy("posts", Quota(settings.limit_posts), is_shared=True),
            keyed=Policy("keyed", Quota(settings.limit_keyed), is_shared=True),
            wrong_keys=Policy("wrong-keys", Quota(settings.limit_wrong_keys), is_shared=False),
        )

    def for_request(self, method: str, *, is_keyed: bool) -> Policy:
        if is_keyed:
            return self.keyed
        return self.reads if method in ("GET", "HEAD") else self.posts


@dataclass(frozen=True)
class Decision:
    """Whether one more request is within a policy, and how many remain.

    `resets_in` is in seconds, rounded up, from 1 to `WINDOW_SECONDS`.
    """

    policy: Policy
    is_allowed: bool
    remaining: int
    resets_in: int

    @classmethod
    def refuse(cls, policy: Policy, seconds: float = WINDOW_SECONDS) -> Self:
        return cls(policy, False, 0, whole_seconds(seconds))

    @classmethod
    def allow(cls, policy: Policy, remaining: int, seconds: float) -> Self:
        return cls(policy, True, remaining, whole_seconds(seconds))


def whole_seconds(seconds: float) -> int:
    return min(max(ceil(seconds), 1), WINDOW_SECONDS)
