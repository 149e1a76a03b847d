"""The counters in the memory of a process."""

from random import Random

import pytest
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from api.limits.policies import Quota
from api.limits.storage import FixedWindows


class ForTheLibrary(MemoryStorage):
    """Our counters as a storage of the library."""

    def __init__(self, windows: FixedWindows) -> None:
        super().__init__()
        self.windows = windows

    async def acquire_sliding_window_entry(
        self, key: str, limit: int, expiry: int, amount: int = 1
    ) -> bool:
        return self.windows.count(key, limit, expiry, amount)

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        return self.windows.sliding_window(key, expiry)


class TestFixedWindows:
    async def test_decide_as_the_library_does(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now, random = 600.0, Random(1)  # noqa: S311 - nothing secret
        monkeypatch.setattr("time.time", lambda: now)
        ours, theirs = FixedWindows(lambda: now), FixedWindows(lambda: now)
        library = SlidingWindowCounterRateLimiter(ForTheLibrary(theirs))
        quota, item = Quota(7), RateLimitItemPerMinute(7)
        for _ in range(2_000):
            now += random.choice((0.0, 0.25, 3.0, 30.0))
            caller = ("reads", random.choice("abc"))
            assert quota.key_for(*caller) == item.key_for(*caller)
            assert await ours.test(quota, *caller) == await library.test(item, *caller)
            assert await ours.hit(quota, *caller) == await library.hit(item, *caller)
            known, expected = (
                await ours.get_window_stats(quota, *caller),
                await library.get_window_stats(item, *caller),
            )
            assert tuple(known) == tuple(expected)

    async def test_slide_from_one_minute_into_the_next(self) -> None:
        now = 600.0
        windows = FixedWindows(clock=lambda: now)

        async def let_in(tries: int) -> int:
            hits = [windows.count("a", 10, 60) for _ in range(tries)]
            return sum(hits)

        assert await let_in(20) == 10
        now = 660.0
        assert await let_in(20) == 0
        now = 690.0
        assert await let_in(20) == 5
        now = 900.0
        assert await let_in(20) == 10

    async def test_keep_nothing_of_the_minute_before_the_last(self) -> None:
        now = 600.0
        windows = FixedWindows(clock=lambda: now)
        for number in range(1_000):
            windows.count(str(number), 10, 60)
        now = 720.0
        windows.count("a", 10, 60)
        assert len(windows.current) + len(windows.previous) == 1

    async def test_say_who_has_a_counter_when_there_are_no_more(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.limits.storage.MOST_COUNTED", 2)
        now = 600.0
        windows = FixedWindows(clock=lambda: now)
        for key in "ab":
            assert not windows.is_full(60)
            windows.count(key, 1, 60)
        assert windows.is_full(60)
        assert [windows.counts(key) for key in "abc"] == [True, True, False]
        now = 660.0
        assert not windows.is_full(60)
        assert not windows.counts("a")
