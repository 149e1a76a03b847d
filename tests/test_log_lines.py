"""Lines of the log: written in their order and as a whole, by a thread that nobody waits for."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from api.log_lines import LogLines
from api.metrics import exposition

LONG = "x" * 200

TWO_QUEUES = """
import os, sys
from api.log_lines import LINES
LINES.put("of the parent")
child = os.fork()
name = "parent" if child else "child"
for number in range(500):
    LINES.put(f"{name} {number} " + "x" * (number % 300))
LINES.flush(30)
if child:
    os.waitpid(child, 0)
else:
    os._exit(0)
"""
"""A process that forks while a line waits; both write to one pipe."""


class Pipe:
    """A pipe that is read when the test says so."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()
        self.lines = LogLines(self.writing, most=1_000)

    def read_lines(self, count: int) -> list[str]:
        data = b""
        while data.count(b"\n") < count:
            data += os.read(self.reading, 65_536)
        assert data.endswith(b"\n")
        return data.decode().splitlines()


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    os.close(made.reading)
    made.lines.flush(5)
    os.close(made.writing)


def lost() -> float:
    lines = exposition().decode().splitlines()
    [line] = [line for line in lines if line.startswith("instep_lost_log_lines_total")]
    return float(line.split()[-1])


class TestLines:
    def test_come_in_their_order_and_whole(self, pipe: Pipe) -> None:
        def say(name: str) -> None:
            for number in range(200):
                pipe.lines.put(f"{name} {number} {LONG[:number]}")

        threads = [threading.Thread(target=say, args=(name,)) for name in "abc"]
        for thread in threads:
            thread.start()
        found = pipe.read_lines(600)

        for name in "abc":
            said = [line for line in found if line.startswith(name)]
            assert said == [f"{name} {number} {LONG[:number]}" for number in range(200)]

    def test_longer_than_a_pipe_takes_at_once_come_whole(self, pipe: Pipe) -> None:
        written = ["first", "y" * 300_000, "last"]
        for line in written:
            pipe.lines.put(line)
        assert pipe.read_lines(3) == written

    def test_are_all_written_before_the_end(self, pipe: Pipe) -> None:
        for number in range(100):
            pipe.lines.put(f"line {number}")

        assert pipe.lines.flush(5)

        assert len(pipe.read_lines(100)) == 100

    def test_reach_a_pipe_that_its_reader_made_non_blocking(self, pipe: Pipe) -> None:
        os.set_blocking(pipe.writing, False)
        for _ in range(900):
            pipe.lines.put(LONG)
        assert not pipe.lines.flush(0.1)

        assert pipe.read_lines(900) == [LONG] * 900

    def test_of_a_forked_process_are_its_own(self) -> None:
        done = subprocess.run(
            [sys.executable, "-c", TWO_QUEUES], stderr=subprocess.PIPE, check=True, timeout=60
        )

        found = done.stderr.decode().splitlines()
        assert found.count("of the parent") == 1
        for name in ("parent", "child"):
            said = [line for line in found if line.startswith(name)]
            assert said == [f"{name} {n} {'x' * (n % 300)}" for n in range(500)]


class TestAPipeThatNobodyReads:
    def test_holds_nobody_up(self, pipe: Pipe) -> None:
        began, before = time.monotonic(), lost()
        for _ in range(3_000):
            pipe.lines.put(LONG)

        assert time.monotonic() - began < 1
        assert lost() - before >= 3_000 - 1_000 - 65_536 / len(LONG)
        assert len(pipe.lines.waiting) == 1_000

    def test_holds_the_end_up_for_a_moment_only(self, pipe: Pipe) -> None:
        for _ in range(1_000):
            pipe.lines.put(LONG)
        began = time.monotonic()

        assert not pipe.lines.flush(0.2)

        assert 0.2 <= time.monotonic() - began < 2

    def test_is_told_of_once_it_is_read_again(
        self, pipe: Pipe, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[tuple[str, dict[str, int]]] = []
        monkeypatch.setattr(
            "api.log_lines.logger.warning", lambda event, **fields: told.append((event, fields))
        )

        losses = []
        for _ in range(2):
            before = lost()
            for _ in range(2_000):
                pipe.lines.put(LONG)
            losses.append(int(lost() - before))
            pipe.read_lines(2_000 - losses[-1])
            assert pipe.lines.flush(5)
        pipe.lines.put("after it")
        pipe.read_lines(1)
        assert pipe.lines.flush(5)

        assert told == [("log_lines_lost", {"lost": losses[0], "most_waiting": 1_000})]

    def test_that_is_closed_costs_the_lines_and_no_more(self) -> None:
        reading, writing = os.pipe()
        lines = LogLines(writing)
        os.close(reading)
        before = lost()

        lines.put("nobody reads it")

        assert lines.flush(5)
        assert lost() == before + 1
        os.close(writing)
