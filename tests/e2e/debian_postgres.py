"""PostgreSQL and PgBouncer from Debian, each on a free port of this machine for one block."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60
ACCOUNT = "postgres"
"""Neither program runs as root."""


@dataclass(frozen=True)
class Server:
    """A running program: its folder, port and process."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]


def binaries() -> Path:
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


def as_account(*command: str | Path) -> list[str]:
    """Return a command that runs under the account, also if we are root."""
    words = [str(word) for word in command]
    if os.geteuid() != 0:
        return words
    account = pwd.getpwnam(ACCOUNT)
    ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    # setpriv becomes the command, so that its process is the one we end.
    return ["setpriv", *ids, *words]


@contextmanager
def folder_of_account() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="instep-debian-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server lets clients in; PgBouncer answers as PostgreSQL does."""
    asked = [str(binaries() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if subprocess.run(asked, check=False, timeout=PATIENCE).returncode == 0:
            return
        time.sleep(0.05)
    raise AssertionError(f"no server answers on port {port}")


@contextmanager
def running(folder: Path, port: int, command: list[str]) -> Iterator[Server]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            wait_for(port, process)
            yield Server(folder, port, process)
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def postgres(
    *rules: str, files: Mapping[str, bytes] | None = None, **settings: str
) -> Iterator[Server]:
    """Run PostgreSQL with the superuser `instep` (password `right`).

    `rules` are lines of pg_hba.conf, `files` are put into the data folder, private to the account.
    """
    with folder_of_account() as folder:
        data, port = folder / "data", free_port()
        secret = folder / "secret"
        secret.write_text("right")
        secret.chmod(0o644)
        how = ["-U", "instep", f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        make = as_account(binaries() / "initdb", "-D", data, *how)
        subprocess.run(make, check=True, capture_output=True, timeout=PATIENCE)
        for name, body in (files or {}).items():
            (data / name).write_bytes(body)
            (data / name).chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(data / name, ACCOUNT, ACCOUNT)
        (data / "pg_hba.conf").write_text("\n".join([*rules, ""]))
        values = {"fsync": "off", "unix_socket_directories": str(folder), **settings}
        options = [word for name, value in values.items() for word in ("-c", f"{name}={value}")]
        serve = as_account(
            binaries() / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), *options
        )
        with running(folder, port, serve) as server:
            yield server


@contextmanager
def pgbouncer(behind: Server, **settings: str) -> Iterator[Server]:
    """Run PgBouncer in front of a PostgreSQL, for the database and user `instep`."""
    with folder_of_account() as folder:
        port = free_port()
        users, config = folder / "users", folder / "pgbouncer.ini"
        users.write_text('"instep" "right"\n')
        target = f"host=127.0.0.1 port={behind.port} user=instep password=right"
        values = {
            "listen_addr": "127.0.0.1",
            "listen_port": str(port),
            "unix_socket_dir": "",
            "auth_type": "plain",
            "auth_file": str(users),
            "pool_mode": "transaction",
            "default_pool_size": "5",
            **settings,
        }
        lines = [f"{name} = {value}" for name, value in values.items()]
        config.write_text("\n".join(["[databases]", f"* = {target}", "[pgbouncer]", *lines, ""]))
        config.chmod(0o644)
        program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
        with running(folder, port, as_account(program, config)) as server:
            yield server
