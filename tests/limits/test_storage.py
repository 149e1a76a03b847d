"""The counters in the memory of a process."""

import pytest

from api.limits.storage import FixedWindowsStorage


class TestFixedWindowsStorage:
    async def test_slide_from_one_minute_into_the_next(self) -> None:
        now = 600.0
        windows = FixedWindowsStorage(clock=lambda: now)

        async def let_in(tries: int) -> int:
            hits = [await windows.acquire_sliding_window_entry("a", 10, 60) for _ in range(tries)]
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
        windows = FixedWindowsStorage(clock=lambda: now)
        for number in range(1_000):
            await windows.acquire_sliding_window_entry(str(number), 10, 60)
        now = 720.0
        await windows.acquire_sliding_window_entry("a", 10, 60)
        assert len(windows.current) + len(windows.previous) == 1

    async def test_say_who_has_a_counter_when_there_are_no_more(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.limits.storage.MOST_COUNTED", 2)
        now = 600.0
        windows = FixedWindowsStorage(clock=lambda: now)
        for key in "ab":
            assert not windows.is_full(60)
            await windows.acquire_sliding_window_entry(key, 1, 60)
        assert windows.is_full(60)
        assert [windows.counts(key) for key in "abc"] == [True, True, False]
        now = 660.0
        assert not windows.is_full(60)
        assert not windows.counts("a")
