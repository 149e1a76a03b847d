"""Long computations in turns: with each other, and with everything else that is ready."""

import asyncio
import time
from collections.abc import Callable

import pytest

from api.turns import SLICE_SECONDS, Pause, Turns

SECONDS = 0.1
"""How long a computation takes by itself."""


def busy(pause: Pause) -> str:
    ends = time.perf_counter() + SECONDS
    while time.perf_counter() < ends:
        pause()
    return "done"


def burn(seconds: float, pause: Pause = lambda: None) -> None:
    """Compute for so many seconds of CPU."""
    ends = time.process_time() + seconds
    while time.process_time() < ends:
        pause()


async def longest_wait(work: "asyncio.Future[list[str]]") -> float:
    """Return the longest time for which nothing else was done until the work was."""
    longest, before = 0.0, time.perf_counter()
    while not work.done():
        await asyncio.sleep(0)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    return longest


class TestTurns:
    async def test_return_what_was_computed(self) -> None:
        assert await Turns().take(busy) == "done"

    async def test_raise_what_was_raised(self) -> None:
        def fail(pause: Pause) -> None:
            busy(pause)
            raise LookupError("what")

        turns = Turns()
        with pytest.raises(LookupError, match="what"):
            await turns.take(fail)
        assert await turns.take(busy) == "done"

    async def test_let_others_go_on_meanwhile(self) -> None:
        turns = Turns()
        work = asyncio.gather(*(turns.take(busy) for _ in range(4)))

        assert await longest_wait(work) < SECONDS / 2

    async def test_alternate(self) -> None:
        turns = Turns()
        order: list[str] = []

        def parts(name: str, count: int) -> Callable[[Pause], None]:
            def compute(pause: Pause) -> None:
                for _ in range(count):
                    order.append(name)
                    turns.slice_ends = 0.0
                    pause()

            return compute

        await asyncio.gather(turns.take(parts("long", 5)), turns.take(parts("short", 2)))

        assert order == ["long", "short", "long", "short", "long", "long", "long"]

    async def test_are_not_starved_by_a_flood_of_small_work(self) -> None:
        """Each pass of the loop does the work of ten; a computation needs as much as two passes."""
        passes = 0

        async def flood() -> None:
            nonlocal passes
            while not work.done():
                burn(10 * SLICE_SECONDS)
                passes += 1
                await asyncio.sleep(0)

        work = asyncio.create_task(Turns().take(lambda pause: burn(20 * SLICE_SECONDS, pause)))
        await flood()

        assert passes < 10

    async def test_of_a_request_that_is_given_up_end(self) -> None:
        turns, has_ended = Turns(), False

        def compute(pause: Pause) -> None:
            nonlocal has_ended
            try:
                while True:
                    pause()
            finally:
                has_ended = True

        given_up = asyncio.create_task(turns.take(compute))
        await asyncio.sleep(0.01)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)

        assert has_ended
        assert await turns.take(busy) == "done"


def test_turns_begin_anew_in_another_event_loop() -> None:
    turns = Turns()

    async def two() -> tuple[str, str]:
        one, other = await asyncio.gather(turns.take(busy), turns.take(busy))
        return one, other

    assert asyncio.run(two()) == ("done", "done")
    assert asyncio.run(two()) == ("done", "done")
