"""The embedded PostgreSQL, with real servers and real processes; as root and as anybody else."""

import asyncio
import contextlib
import errno
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import api
from api.embedded import (
    EmbeddedPostgres,
    embedded_postgres,
)
from api.embedded.server import LOG_LIMIT, is_alive

IS_ROOT = os.geteuid() == 0
USER = """
import sys
from pathlib import Path
from api.embedded import embedded_postgres

with embedded_postgres(Path(sys.argv[1]), durable=False) as server:
    print(server.pid, flush=True)
    sys.stdin.readline()
"""


def ask(server: EmbeddedPostgres, sql: str) -> object:
    """The first value that a statement answers, through the address that Instep uses."""

    async def fetch() -> object:
        engine = create_async_engine(server.url(), poolclass=NullPool)
        async with engine.begin() as connection:
            result = await connection.exec_driver_sql(sql)
            return result.scalar() if result.returns_rows else None

    return asyncio.run(fetch())


@contextlib.contextmanager
def another_process(folder: Path, code: str = USER) -> Iterator[subprocess.Popen[str]]:
    """A process that uses the folder until its standard input ends; it prints the server's pid."""
    command = [sys.executable, "-c", code, str(folder)]
    root = Path(api.__file__).parent.parent
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def pid_said_by(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


def leave(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=20) == 0


def test_a_new_folder_becomes_a_database_that_answers(folder: Path) -> None:
    with embedded_postgres(folder) as server:
        assert str(ask(server, "SELECT version()")).startswith("PostgreSQL 18")
        assert ask(server, "SELECT current_user || '@' || current_database()") == "instep@instep"
        assert ask(server, "SHOW server_encoding") == "UTF8"
        assert ask(server, "SELECT upper('ü') || lower('É')") == "Üé"
        assert ask(server, "SHOW data_checksums") == "on"
        assert ask(server, "SHOW fsync") == "on"


def test_the_extensions_and_the_programs_are_there(used_folder: Path) -> None:
    with embedded_postgres(used_folder, durable=False) as server:
        ask(server, "CREATE EXTENSION pg_trgm")
        pg_dump = str(server.binaries / "pg_dump")
        dump = [pg_dump, "-h", str(server.socket_dir), "-U", "instep", "instep"]
        assert b"pg_trgm" in subprocess.run(dump, check=True, capture_output=True).stdout


def test_leaving_stops_the_server_and_keeps_the_data(used_folder: Path) -> None:
    with embedded_postgres(used_folder, durable=False) as server:
        ask(server, "CREATE TABLE kept AS SELECT 7 AS number")
    assert not is_alive(server.pid, used_folder / "cluster")
    assert list(server.socket_dir.iterdir()) == []
    with embedded_postgres(used_folder, durable=False) as server:
        assert ask(server, "SELECT number FROM kept") == 7


def test_a_busy_session_does_not_hold_up_the_stop(used_folder: Path) -> None:
    with embedded_postgres(used_folder, durable=False) as server:
        psql = [str(server.binaries / "psql"), "-h", str(server.socket_dir), "-U", "instep"]
        busy = subprocess.Popen([*psql, "-c", "SELECT pg_sleep(60)"], stderr=subprocess.DEVNULL)
        while not ask(server, "SELECT 1 FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep'"):
            assert busy.poll() is None
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert busy.wait(timeout=5) != 0


def test_an_exception_stops_the_server_and_passes(used_folder: Path) -> None:
    with (
        pytest.raises(OSError, match="mine"),
        embedded_postgres(used_folder, durable=False) as server,
    ):
        raise OSError("mine")
    assert not is_alive(server.pid, used_folder / "cluster")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="looks into /proc")
def test_it_listens_on_no_tcp_port(used_folder: Path) -> None:
    with embedded_postgres(used_folder, durable=False) as server:
        links = [os.readlink(link) for link in Path(f"/proc/{server.pid}/fd").iterdir()]
        tables = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
        inodes = {line.split()[9] for line in tables.splitlines()}
        sockets = {link[8:-1] for link in links if link.startswith("socket:")}
        assert sockets
        assert not sockets & inodes


def test_a_killed_server_is_recovered_while_its_user_lives(used_folder: Path) -> None:
    with embedded_postgres(used_folder) as first:
        ask(first, "CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(first.pid, signal.SIGKILL)
        wait_for_the_end_of(first.pid, used_folder)
        with embedded_postgres(used_folder) as second:
            assert second.pid != first.pid
            assert second.url() == first.url()
            assert ask(second, "SELECT number FROM kept") == 7
        assert ask(first, "SELECT 1") == 1
    assert not is_alive(second.pid, used_folder / "cluster")


def wait_for_the_end_of(pid: int, folder: Path) -> None:
    deadline = time.monotonic() + 20
    while is_alive(pid, folder / "cluster"):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_first_starts_it_and_the_last_to_leave_stops_it(used_folder: Path) -> None:
    with another_process(used_folder) as process:
        pid = pid_said_by(process)
        with embedded_postgres(used_folder, durable=False) as server:
            assert server.pid == pid
            leave(process)
            assert ask(server, "SELECT 1") == 1
        assert not is_alive(pid, used_folder / "cluster")


@pytest.mark.slow
def test_processes_that_start_at_once_share_one_server(folder: Path) -> None:
    with contextlib.ExitStack() as stack:
        processes = [stack.enter_context(another_process(folder)) for _ in range(4)]
        pids = {pid_said_by(process) for process in processes}
        assert len(pids) == 1
        for process in processes:
            leave(process)
    assert not is_alive(pids.pop(), folder / "cluster")


def test_a_fork_that_leaves_stops_nothing(used_folder: Path) -> None:
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(embedded_postgres(used_folder, durable=False))
        fork = os.fork()
        if fork == 0:
            try:
                stack.close()
            finally:
                os._exit(0)
        os.waitpid(fork, 0)
        assert ask(server, "SELECT 1") == 1
    assert not is_alive(server.pid, used_folder / "cluster")


@pytest.mark.slow
def test_an_initdb_killed_halfway_is_begun_anew(folder: Path) -> None:
    with another_process(folder) as process:
        while not list(folder.glob("cluster-unfinished-*/base")):
            assert process.poll() is None
            time.sleep(0.005)
    assert not (folder / "cluster").exists()
    with embedded_postgres(folder, durable=False) as server:
        assert ask(server, "SELECT 1") == 1
    time.sleep(1)  # the killed process's initdb meets its end
    with embedded_postgres(folder, durable=False):
        assert list(folder.glob("cluster-unfinished-*")) == []


@pytest.mark.parametrize("content", [f"{os.getpid()}\n", ""], ids=["another's number", "empty"])
def test_a_stale_lock_file_is_no_obstacle(used_folder: Path, content: str) -> None:
    for name in ("cluster/postmaster.pid", "socket/.s.PGSQL.5432.lock"):
        (used_folder / name).write_text(content)
        shutil.chown(used_folder / name, (used_folder / "cluster").stat().st_uid)
    with embedded_postgres(used_folder, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_no_mode_and_no_owner_outside_changes(folder: Path) -> None:
    package = Path(sys.prefix, "lib")
    starts = [folder.parent, Path.home(), Path(sys.executable), package, Path("/var/lib")]
    paths = {path for start in starts for path in [start, *start.parents]}

    def rights() -> dict[Path, tuple[int, int, int]]:
        found = {path: path.stat() for path in paths | set(package.glob("*/*/embedded_postgres/*"))}
        return {path: (st.st_mode, st.st_uid, st.st_gid) for path, st in found.items()}

    before = rights()
    with embedded_postgres(folder, durable=False):
        assert rights() == before
    assert rights() == before


def test_another_user_cannot_connect(used_folder: Path) -> None:
    with embedded_postgres(used_folder, durable=False) as server:
        address = str(server.socket_dir / ".s.PGSQL.5432")
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
        assert stat.S_IMODE(os.stat(address).st_mode) == 0o700
        if IS_ROOT:
            assert errno_of_nobody_connecting(address) == errno.EACCES


def errno_of_nobody_connecting(address: str) -> int:
    fork = os.fork()
    if fork == 0:
        answer = 255  # no error of this child may run on as a second test session
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            answer = socket.socket(socket.AF_UNIX).connect_ex(address)
        finally:
            os._exit(answer)
    return os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["x" * 150, "a b", "a,'c\"d&e=%41ü"], ids=["long", "spaced", "odd"]
)
def test_any_path_will_do(folder: Path, name: str) -> None:
    (folder.parent / name).mkdir()
    (folder.parent / name).chmod(0o711)
    with embedded_postgres(folder.parent / name / "data", durable=False) as server:
        assert ask(server, "SELECT 1") == 1
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    if server.socket_dir.parent == Path("/tmp"):  # noqa: S108
        assert not server.socket_dir.exists()


def test_the_log_quotes_nobody_and_stays_short(used_folder: Path) -> None:
    (used_folder / "postgres.log").write_bytes(b"x" * (LOG_LIMIT + 1))
    with embedded_postgres(used_folder, durable=False) as server:
        with pytest.raises(DBAPIError):
            ask(server, "SELECT 'my heel hurts'::int")
        assert "heel" not in (used_folder / "postgres.log").read_text()
        assert (used_folder / "postgres.log").stat().st_size < LOG_LIMIT
