"""A server that dies while somebody serves is started again, once, with one line in the log."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.embedded import EmbeddedPostgres, embedded_postgres, supervisor
from api.embedded.server import PidFile, is_alive, read_pid_file
from tests.embedded.test_embedded import another_process, ask

pytestmark = pytest.mark.slow

SUPERVISING = """
import logging, sys
from pathlib import Path
from api.embedded import embedded_postgres

logging.basicConfig(stream=sys.stdout, format="%(message)s")
with embedded_postgres(Path(sys.argv[1]), durable=False, supervise=True) as server:
    print(server.pid, flush=True)
    sys.stdin.readline()
"""


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> float:
    """Wait until something is so; return the seconds that it took."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)
    return time.monotonic() - began


def successor(pid: int, folder: Path) -> PidFile:
    """Wait until another server than `pid` is ready; at most 5 seconds."""
    found: list[PidFile] = []

    def is_ready() -> bool:
        now = read_pid_file(folder / "cluster")
        if now is None or now.pid == pid or not now.ready:
            return False
        found.append(now)
        return is_alive(now.pid, folder / "cluster")

    wait_until(is_ready, 5)
    return found[-1]


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "instep.database"]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_a_killed_server_is_back_within_five_seconds_and_the_log_says_why(
    used_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with embedded_postgres(used_folder, supervise=True) as server:
        ask(server, "CREATE TABLE kept AS SELECT 7 AS number")
        kill(server.pid)
        successor(server.pid, used_folder)
        assert ask(server, "SELECT number FROM kept") == 7
        wait_until(lambda: bool(lines(caplog)))
    assert len(lines(caplog)) == 1
    assert re.fullmatch(
        r"PostgreSQL ended \(signal 9, SIGKILL\); it was started again and answers after \d\.\d s",
        lines(caplog)[0],
    )


def test_of_several_programs_exactly_one_starts_it(used_folder: Path) -> None:
    printed = []
    with contextlib.ExitStack() as stack:
        programs = [
            stack.enter_context(another_process(used_folder, SUPERVISING)) for _ in range(3)
        ]
        for program in programs:
            assert program.stdout is not None
            program.stdout.readline()
        first = read_pid_file(used_folder / "cluster")
        assert first is not None
        kill(first.pid)
        successor(first.pid, used_folder)
        for program in programs:
            assert program.stdout is not None
            printed.append(program.stdout.readline())
        starts = (used_folder / "postgres.log").read_text().count("listening on Unix socket")
    assert sorted("it was started again" in line for line in printed) == [False, False, True]
    assert sum("another process has started it again" in line for line in printed) == 2
    assert starts == 3  # when the folder was made, for the programs, after the kill


def test_a_long_statement_of_a_dead_server_does_not_hold_up_the_next(used_folder: Path) -> None:
    with embedded_postgres(used_folder, durable=False, supervise=True) as server, busy(server):
        kill(server.pid)
        successor(server.pid, used_folder)
        assert ask(server, "SELECT 1") == 1


@contextlib.contextmanager
def busy(server: EmbeddedPostgres) -> Iterator[None]:
    """A statement that neither waits nor reads, so that it does not notice its server's end."""
    psql = [str(server.binaries / "psql"), "-h", str(server.socket_dir), "-U", "instep"]
    statement = "SELECT count(*) FROM generate_series(1, 2000000000) AS g WHERE g % 7 = 8"
    with subprocess.Popen([*psql, "-c", statement], stderr=subprocess.DEVNULL) as running:
        wait_until(
            lambda: bool(
                ask(server, "SELECT 1 FROM pg_stat_activity WHERE query ~ '^SELECT count'")
            )
        )
        yield
        running.kill()


def test_a_server_that_cannot_start_is_tried_less_and_less_often(
    used_folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = used_folder / "cluster" / "postgresql.auto.conf"
    with embedded_postgres(used_folder, durable=False, supervise=True) as server:
        good = settings.read_text()
        settings.write_text("nonsense = 1\n")
        kill(server.pid)
        wait_until(lambda: len(lines(caplog)) == 3)
        assert [re.findall(r"Next try in (\d+) s", line) for line in lines(caplog)] == [
            ["1"],
            ["2"],
            ["4"],
        ]
        assert all("does not start again" in line for line in lines(caplog))
        assert all("To fix it: read its log" in line for line in lines(caplog))
        settings.write_text(good)
        successor(server.pid, used_folder)
        assert ask(server, "SELECT 1") == 1


def test_leaving_does_not_wait_for_the_next_try(
    used_folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_WAIT_FAILED", 60.0)
    with embedded_postgres(used_folder, durable=False, supervise=True) as server:
        (used_folder / "cluster" / "postgresql.auto.conf").write_text("nonsense = 1\n")
        kill(server.pid)
        wait_until(lambda: len(lines(caplog)) == 2)
        began = time.monotonic()
    assert time.monotonic() - began < 5


def test_a_frozen_server_is_left_alone_and_costs_nothing(
    used_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with embedded_postgres(used_folder, durable=False, supervise=True) as server:
        os.kill(server.pid, signal.SIGSTOP)
        began = time.process_time()
        time.sleep(2)
        spent = time.process_time() - began
        os.kill(server.pid, signal.SIGCONT)
        assert ask(server, "SELECT 1") == 1
        assert read_pid_file(used_folder / "cluster").pid == server.pid  # type: ignore[union-attr]
    assert lines(caplog) == []
    assert spent < 0.2


def test_reasons_are_named() -> None:
    assert supervisor.name_of_status(128 + 9) == "signal 9, SIGKILL"
    assert supervisor.name_of_status(1) == "exit status 1, see postgres.log"
    assert sys.platform != "linux" or supervisor.PAUSE == 0.25
