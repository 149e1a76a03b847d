"""The server never outlives its last user, however that ended."""

import os
import signal
import time
from pathlib import Path

import pytest

from api.embedded import embedded_postgres
from api.embedded.server import is_alive
from tests.embedded.test_embedded import another_process, ask, pid_said_by, wait_for_the_end_of

pytestmark = pytest.mark.slow

ENDS = [signal.SIGKILL, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM]


@pytest.mark.parametrize("number", ENDS, ids=lambda number: number.name)
def test_the_server_ends_soon_after_its_only_user_was_ended(
    number: signal.Signals, used_folder: Path
) -> None:
    with another_process(used_folder) as process:
        pid = pid_said_by(process)
        process.send_signal(number)
        assert process.wait(timeout=20) == -number
        began = time.monotonic()
        wait_for_the_end_of(pid, used_folder)
        assert time.monotonic() - began < 10
    with embedded_postgres(used_folder, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_killed_user_does_not_take_the_server_from_the_others(used_folder: Path) -> None:
    with (
        embedded_postgres(used_folder, durable=False) as server,
        another_process(used_folder) as other,
    ):
        assert pid_said_by(other) == server.pid
        other.kill()
        other.wait(timeout=20)
        time.sleep(1.5)  # longer than the watcher takes to look
        assert is_alive(server.pid, used_folder / "cluster")
        assert ask(server, "SELECT 1") == 1
    assert not is_alive(server.pid, used_folder / "cluster")


def test_a_frozen_server_is_stopped_too(used_folder: Path) -> None:
    with another_process(used_folder) as process:
        pid = pid_said_by(process)
        os.kill(pid, signal.SIGSTOP)
    wait_for_the_end_of(pid, used_folder)


def test_a_folder_taken_away_ends_its_watcher(used_folder: Path) -> None:
    with another_process(used_folder) as process:
        pid = pid_said_by(process)
        process.kill()
        process.wait(timeout=20)
        wait_for_the_end_of(pid, used_folder)
    assert (used_folder / "postgres.log").read_text().count("Traceback") == 0
