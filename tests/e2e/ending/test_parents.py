"""Workers end with their parent, and nothing outlives the terminal."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from api.embedded.server import read_pid_file
from tests.e2e.ending.clients import reading
from tests.e2e.ending.processes import Serving, command_of, serving, wait_for


@pytest.fixture(scope="module")
def pair(catalogue_url: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server with two workers for several tests; the last of them kills it."""
    folder = tmp_path_factory.mktemp("pair")
    with serving(catalogue_url, folder, workers=2, limit_reads=1_000_000) as server:
        yield server


def test_a_killed_worker_is_replaced(pair: Serving) -> None:
    killed, other = pair.workers()
    os.kill(killed, signal.SIGKILL)

    wait_for(lambda: killed not in pair.workers() and len(pair.workers()) == 2)
    assert other in pair.workers()
    assert pair.get("/readyz").status == 200


def test_sighup_replaces_several_workers_and_refuses_nobody(pair: Serving) -> None:
    before = pair.workers()
    with reading(pair.port) as seen:
        pair.process.send_signal(signal.SIGHUP)
        wait_for(
            lambda: len(pair.workers()) == 2 and not {*before} & {*pair.workers()},
            seconds=180,
        )

    assert seen.keys() == {"ok"} | (seen.keys() & {"closed_when_idle"})


def test_a_killed_parent_leaves_nobody_on_the_port(pair: Serving) -> None:
    workers = pair.workers()
    pair.process.kill()
    pair.process.wait()

    wait_for(lambda: not pair.is_listening(), 3)
    wait_for(lambda: not any(map(command_of, workers)), 10)
    assert len(workers) == 2


def test_sighup_ends_one_process_and_its_postgresql(tmp_path: Path) -> None:
    # As root, PostgreSQL runs under an account of its own, which pytest's folders keep out.
    folder = Path(tempfile.mkdtemp(prefix="instep-ending-"))
    folder.chmod(0o711)
    with serving(None, folder) as server:
        assert read_pid_file(folder / "data" / "cluster") is not None
        server.process.send_signal(signal.SIGHUP)

        assert server.process.wait(timeout=30) == 0
        assert read_pid_file(folder / "data" / "cluster") is None
    shutil.rmtree(folder)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_terminal_that_closes_ends_the_server(
    workers: int, catalogue_url: URL, tmp_path: Path
) -> None:
    with serving(catalogue_url, tmp_path, workers=workers, on_terminal=True) as server:
        processes = server.workers()
        server.close_terminal()

        server.process.wait(timeout=20)
        wait_for(lambda: not any(map(command_of, processes)), 5)
        assert not server.is_listening()
