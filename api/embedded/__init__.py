"""The PostgreSQL that Instep runs itself if INSTEP_DATABASE_URL is not set.

    with embedded_postgres() as server:
        engine = create_async_engine(server.url())

The first process that enters starts the server, and the last one that leaves stops it. If the last
one is killed, a small process beside the server stops it. With `supervise=True` the server is
started again if it dies. The binaries come from the package `embedded-postgres`; its own
`get_server` is never called, because as root it opens every parent of its folders to all users.
This package changes the mode or owner only of folders that it has just made, and of an empty data
folder that root gave it.

Modules: `folders` (paths and permissions), `accounts` (the account of the server), `binaries` (its
programs), `locks` (the users of a folder), `cluster` (the data on disk), `roles` (who may do what
in it), `server` (the process), `supervisor` (starts it again), `watcher` (stops it).
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from api.embedded import cluster, roles, server, watcher
from api.embedded.binaries import package_binaries
from api.embedded.errors import EmbeddedPostgresError, explain_os_errors
from api.embedded.folders import Place, default_data_dir, prepare, remove_socket_dir
from api.embedded.locks import FolderLocks
from api.embedded.roles import OWNER, SUPERUSER
from api.embedded.supervisor import supervised

__all__ = [
    "SUPERUSER",
    "EmbeddedPostgres",
    "EmbeddedPostgresError",
    "default_data_dir",
    "embedded_postgres",
    "package_binaries",
]


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A running server: PostgreSQL 18 on a Unix socket, role and database `instep`, no password.

    The role owns the database and is no superuser; that is `instep_admin`.
    `pid` is the server's process as it was on entering; `binaries` is the folder of psql,
    pg_dump and the other programs, readable by the account that runs the server.
    """

    data_dir: Path
    socket_dir: Path
    pid: int
    binaries: Path

    def url(self, database: str = "instep", role: str = OWNER) -> str:
        """The SQLAlchemy address of a database; at first `instep` and `postgres` exist."""
        # The port is only part of the socket's name; unsaid, asyncpg would take PGPORT's.
        socket_dir = quote(str(self.socket_dir), safe="/")
        return (
            f"postgresql+asyncpg://{role}@/{quote(database, safe='')}?host={socket_dir}&port=5432"
        )


@contextmanager
def embedded_postgres(
    data_dir: Path | None = None, *, durable: bool = True, supervise: bool = False
) -> Iterator[EmbeddedPostgres]:
    """Run, or join, the server of `data_dir` (by default `default_data_dir()`) during a block.

    Any number of processes may use one folder at once. `durable=False` switches fsync off, which is
    faster, but a power cut may destroy the data, so it is for tests. It has an effect only in the
    process that starts the server.

    With `supervise` a thread starts the server again whenever it dies, and logs it.

    Raises `EmbeddedPostgresError`, whose text names the failure and a remedy. Every wait has a
    limit, at most two minutes. A `fork` of the process shares its use of the server and never
    stops it.
    """
    wanted = data_dir or default_data_dir()
    with explain_os_errors(wanted):
        place = prepare(wanted)
        locks = FolderLocks(place.data_dir)
    with closing(locks):
        running: EmbeddedPostgres | None = None
        try:
            with explain_os_errors(place.data_dir):
                running = _join(place, locks, durable)
            with supervised(place, running.pid, durable) if supervise else nullcontext():
                yield running
        finally:
            with explain_os_errors(place.data_dir):
                _leave(place, locks, running)


def _join(place: Place, locks: FolderLocks, durable: bool) -> EmbeddedPostgres:
    """Count ourselves among the users, and make sure that the server runs."""
    with locks.deciding():
        locks.join()
        cluster.ensure_exists(place, durable)
        found = server.ensure_running(place, durable)
        watcher.ensure_watched(place)
        if not roles.are_separate(place):
            roles.hand_over(place)
    return EmbeddedPostgres(place.data_dir, found.socket_dir, found.pid, place.binaries)


def _leave(place: Place, locks: FolderLocks, running: EmbeddedPostgres | None) -> None:
    """Stop using the server, and stop it if no other process uses it."""
    if not locks.joined_by_this_process:
        return
    with locks.deciding():
        if not locks.leave_as_last():
            return
        pids = {running.pid} if running else set()
        if locks.still_in_place:  # else the folder was removed, and may be another one's by now
            found = server.read_pid_file(place.cluster)
            pids |= {found.pid} if found else set()
        for pid in pids:
            server.stop(place, pid)
        remove_socket_dir(place)
