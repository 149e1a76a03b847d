"""Who shares a quota: the networks of one IPv6 site, and all who come when the table is full."""

import time

import pytest

from api.config import Settings
from api.limits.networks import SHARED_COUNTERS, ipv6_site, shared_counter
from api.limits.policies import SITE_SHARE
from api.limits.rate_limiter import RateLimiter

QUOTA = 5


@pytest.fixture
def limiter() -> RateLimiter:
    """A limiter with a low quota, whose minute does not end."""
    made = RateLimiter(Settings(limit_reads=QUOTA, limit_posts=QUOTA, limit_wrong_keys=QUOTA))
    began = time.time() // 60 * 60
    made.windows.clock = lambda: began + 1
    return made


async def allowed(limiter: RateLimiter, *callers: str) -> int:
    """Return how many of these reads are allowed."""
    decisions = [await limiter.count(limiter.policies.reads, caller) for caller in callers]
    return sum(decision.is_allowed for decision in decisions)


def subnet(number: int, site: str = "2001:db8") -> str:
    return f"{site}:0:{number:x}::/64"


class TestSites:
    async def test_have_a_larger_quota_for_all_their_networks(self, limiter: RateLimiter) -> None:
        quota = QUOTA * SITE_SHARE
        assert await allowed(limiter, *map(subnet, range(quota + 50))) == quota
        assert await allowed(limiter, subnet(1, "2001:db9")) == 1

    async def test_do_not_pay_for_what_one_network_was_refused(self, limiter: RateLimiter) -> None:
        assert await allowed(limiter, *[subnet(0)] * 500) == QUOTA
        assert await allowed(limiter, subnet(1)) == 1

    async def test_get_no_counter_for_a_network_that_is_refused(self, limiter: RateLimiter) -> None:
        await allowed(limiter, *map(subnet, range(2_000)))
        assert len(limiter.windows.current) == QUOTA * SITE_SHARE + 1

    async def test_are_told_when_to_come_back(self, limiter: RateLimiter) -> None:
        await allowed(limiter, *map(subnet, range(QUOTA * SITE_SHARE)))
        refused = await limiter.count(limiter.policies.posts, subnet(1))
        assert refused.is_allowed
        refused = await limiter.count(limiter.policies.reads, subnet(9_999))
        assert not refused.is_allowed
        assert 1 <= refused.resets_in <= 60

    async def test_guess_keys_within_a_quota_too(self, limiter: RateLimiter) -> None:
        within = [
            await limiter.note_wrong_key(subnet(number)) for number in range(QUOTA * SITE_SHARE + 9)
        ]
        assert sum(within) == QUOTA * SITE_SHARE
        assert await limiter.has_guessed_too_often(subnet(9_999))
        assert not await limiter.has_guessed_too_often(subnet(1, "2001:db9"))


class TestAFullTable:
    @pytest.fixture(autouse=True)
    def full(self, limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ten callers fill it."""
        monkeypatch.setattr("api.limits.storage.MOST_COUNTED", 10)
        limiter.windows.current = {}

    async def fill(self, limiter: RateLimiter) -> None:
        assert await allowed(limiter, *(f"198.51.100.{n}" for n in range(10))) == 10

    @pytest.mark.parametrize(
        "newcomers",
        [
            [f"203.0.113.{number}" for number in range(200)],
            [subnet(number) for number in range(200)],
            ["ik_0123456789ab"] * 200,
        ],
        ids=["IPv4", "IPv6", "a key"],
    )
    async def test_gives_the_newcomers_of_a_network_one_quota(
        self, newcomers: list[str], limiter: RateLimiter
    ) -> None:
        await self.fill(limiter)
        assert await allowed(limiter, *newcomers) == QUOTA

    async def test_lets_other_networks_in(self, limiter: RateLimiter) -> None:
        await self.fill(limiter)
        networks = [f"203.0.{number}.7" for number in range(100)]
        # Networks may meet in one counter, but seldom do.
        assert await allowed(limiter, *networks) > 90

    async def test_goes_on_counting_those_who_are_in_it(self, limiter: RateLimiter) -> None:
        await self.fill(limiter)
        assert await allowed(limiter, *["198.51.100.1"] * 9) == QUOTA - 1

    async def test_takes_no_more_memory_however_many_come(
        self, limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.limits.networks.SHARED_COUNTERS", 50)
        await self.fill(limiter)
        await allowed(limiter, *(f"10.{n >> 8}.{n & 255}.1" for n in range(3_000)))
        assert len(limiter.windows.current) <= 10 + 50


class TestNetworks:
    @pytest.mark.parametrize(
        ("caller", "site"),
        [
            ("2001:db8:0:1::/64", "2001:db8::/48"),
            ("2001:db8:ab:cdef::/64", "2001:db8:ab::/48"),
            ("fe80::/64", "fe80::/48"),
            ("203.0.113.7", None),
            ("no address", None),
            ("ik_0123456789ab", None),
            ("blocked", None),
        ],
    )
    def test_of_ipv6_belong_to_a_site(self, caller: str, site: str | None) -> None:
        assert ipv6_site(caller) == site

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("203.0.113.1", "203.0.113.254"),
            ("2001:db8:0:1::/64", "2001:db8:0:ffff::/64"),
            ("2001:db8:0:1::/64", "2001:db8::/48"),
        ],
    )
    def test_share_a_counter(self, one: str, other: str) -> None:
        assert shared_counter(one) == shared_counter(other)

    def test_spread_over_the_counters(self) -> None:
        found = {shared_counter(f"10.{n >> 8}.{n & 255}.1") for n in range(4_000)}
        assert 3_000 < len(found) <= SHARED_COUNTERS
