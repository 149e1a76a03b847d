"""The server process: found, started, recovered after a crash, stopped. Callers hold the lock."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from api.embedded.errors import OTHER_FOLDER, EmbeddedPostgresError, failure
from api.embedded.folders import SOCKET_NAME, Place, ensure_socket_dir

START_PATIENCE = 60.0  # seconds, the recovery after a crash included
STOP_PATIENCE = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))  # "fast", then "immediate"
LOG_LIMIT = 1_000_000  # bytes; at a start, a longer log becomes postgres.log.1
_PAUSE = 0.01  # seconds between two looks

_SETTINGS = {
    "listen_addresses": "",  # no TCP
    "port": "5432",  # part of the socket's name
    "unix_socket_permissions": "0700",  # a second door behind the folder's
    "max_connections": "120",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",  # short recovery, little disk
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # No health text in the log: neither statements, nor their parameters, nor the messages of
    # errors, which quote values ("invalid input syntax", "key already exists").
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",  # keeps the log short for as long as the server runs
}
if sys.platform == "linux":
    # After a crash: the file system at once, in place of each of a thousand files, which takes
    # seconds on a busy disk.
    _SETTINGS["recovery_init_sync_method"] = "syncfs"
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
DETACH = ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh"]
"""Begins a command that is handed over to init; its number is printed."""
# As our child, a dead server would stay as a zombie with a pid that looks alive, and PostgreSQL
# would not start again during our lifetime. A shell waits for it, and logs how it ended.
_SERVE = [
    "/bin/sh",
    "-c",
    '{ "$@" >&2 & echo $!; exec >&2; '
    'wait $!; echo "instep: server process $! ended with status $?"; } &',
    "sh",
]
_ORPHANS = "pre-existing shared memory block"  # backends that have not yet seen their server die


@dataclass(frozen=True)
class PidFile:
    """The content of postmaster.pid: a server's description of itself in its data folder."""

    pid: int
    socket_dir: Path
    ready: bool


def read_pid_file(cluster: Path) -> PidFile | None:
    """Read postmaster.pid; None if there is none, or one that is not written to its end."""
    try:
        lines = (cluster / "postmaster.pid").read_text(errors="surrogateescape").splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[0].isdecimal():
        return None
    lines += [""] * 8
    return PidFile(int(lines[0]), Path(lines[4]), lines[7].strip() == "ready")


def ensure_running(place: Place, durable: bool) -> PidFile:
    """Use the server that runs, or start one; wait out one that is starting or stopping."""
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        found = read_pid_file(place.cluster)
        if found is None or not is_alive(found.pid, place.cluster):
            _start(place, durable, deadline)
        elif found.ready:
            return found
        time.sleep(_PAUSE)
    raise failure(
        f"The database server in {place.data_dir} is not ready after {START_PATIENCE:.0f} "
        f"seconds. To fix it: read the log, then try again.",
        read_from(place.log, 0),
        place.data_dir,
    )


def stop(place: Place, pid: int) -> None:
    """End the server `pid`, breaking off its sessions; nothing happens if it is gone."""
    for number, seconds in STOP_PATIENCE:
        if not is_alive(pid, place.cluster):
            return
        with suppress(ProcessLookupError):
            os.kill(pid, number)
            os.kill(pid, signal.SIGCONT)  # one that was frozen would not notice
        if _wait(lambda: not is_alive(pid, place.cluster), seconds):
            return
    raise failure(
        f"The database server (process {pid}) does not stop. To fix it: end it with "
        f"`kill -9 {pid}`. The next start repairs its data.",
        read_from(place.log, 0),
        place.data_dir,
    )


def is_alive(pid: int, cluster: Path) -> bool:
    """Whether `pid` is a server of this cluster: not a zombie, nor another with a used number."""
    if Path("/proc/self/cmdline").exists():
        return os.fsencode(cluster) in _command_of(pid)
    ps = ["ps", "-ww", "-o", "stat=", "-o", "command=", "-p", str(pid)]
    line = subprocess.run(ps, capture_output=True, check=False).stdout  # noqa: S603 - a number
    return os.fsencode(cluster) in line and not line.lstrip().startswith(b"Z")


def _command_of(pid: int) -> list[bytes]:
    """Return the words of a process's command; none if it is gone, a zombie, or another user's."""
    for _ in range(10):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            return []
        if command:
            return command.split(b"\0")
        time.sleep(_PAUSE)  # a zombie, or a process that is just becoming another program
    return []


def _start(place: Place, durable: bool, deadline: float) -> None:
    """Start a server and wait until it is ready; once more while a dead one's backends live."""
    ensure_socket_dir(place)
    while True:
        _end_orphans(place.cluster)
        _forget_dead(place.cluster / "postmaster.pid", place.cluster)
        _forget_dead(place.socket_dir / f"{SOCKET_NAME}.lock", place.cluster)
        begin, pid = _launch(place, durable)
        if _gets_ready(place, pid, deadline - time.monotonic()):
            return
        output = read_from(place.log, begin)
        if _ORPHANS not in output or time.monotonic() > deadline:
            what = (
                f"The database server in {place.data_dir} did not start. To fix it: read its "
                f"log ({place.log}) and try again, or {OTHER_FOLDER} to start from nothing."
            )
            raise failure(what, output, place.data_dir)
        time.sleep(0.1)


def _end_orphans(cluster: Path) -> None:
    """End the backends of a dead server, which would keep a new one from starting.

    They notice by themselves, but not before a statement ends. Without /proc we wait for that.
    """
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if process.joinpath("cwd").readlink() == cluster and process.joinpath(
                "cmdline"
            ).read_bytes().startswith(b"postgres: "):
                os.kill(int(process.name), signal.SIGQUIT)


def _launch(place: Place, durable: bool) -> tuple[int, int]:
    """Start the process; return the log's length before, in bytes, and the process's number."""
    if place.log.exists() and place.log.stat().st_size > LOG_LIMIT:
        place.log.replace(f"{place.log}.1")
    settings = _SETTINGS | ({} if durable else _NOT_DURABLE)
    settings["unix_socket_directories"] = str(place.socket_dir)
    command = [str(place.binaries / "postgres"), "-D", str(place.cluster)]
    command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with open_log(place.log) as log:
        begin = log.tell()
        started = place.account.run([*_SERVE, *command], seconds=10, stderr=log)
    if not started.stdout.strip().isdecimal():
        raise EmbeddedPostgresError(f"/bin/sh could not start {command[0]}: see {place.log}.")
    return begin, int(started.stdout)


def open_log(path: Path) -> IO[bytes]:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
    log = os.fdopen(os.open(path, flags, 0o600), "ab")
    log.seek(0, os.SEEK_END)
    return log


def _gets_ready(place: Place, pid: int, seconds: float) -> bool:
    """Wait for the server `pid`; False if it died, or is not ready in time."""

    def is_ready() -> bool:
        found = read_pid_file(place.cluster)
        return found is not None and found.pid == pid and found.ready

    _wait(lambda: is_ready() or not is_alive(pid, place.cluster), seconds)
    return is_ready() and is_alive(pid, place.cluster)


def _forget_dead(lock_file: Path, cluster: Path) -> None:
    """Remove the lock file of a dead server if PostgreSQL would take it for a live one.

    That is so if its number lives on as a zombie or as another process (usual in containers), or
    if the file is cut short. Should a server live after all, the new one finds its shared memory.
    """
    with suppress(FileNotFoundError):
        number = lock_file.read_bytes().partition(b"\n")[0].strip()
        if not number.isdigit() or (_exists(int(number)) and not is_alive(int(number), cluster)):
            lock_file.unlink()


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _wait(is_so: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so; False if it is not after that time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)
    return True


def read_from(log: Path, begin: int) -> str:
    """The end of the log, at most 8000 bytes, none from before `begin`."""
    with suppress(FileNotFoundError), log.open("rb") as file:
        file.seek(max(begin, log.stat().st_size - 8000))
        return file.read().decode(errors="replace")
    return ""
