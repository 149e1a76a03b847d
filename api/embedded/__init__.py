"""The PostgreSQL that Instep runs for itself when INSTEP_DATABASE_URL names none.

    with embedded_postgres() as server:
        engine = create_async_engine(server.url())

The first process that enters starts the server, the last one that leaves stops it, and whatever
was killed in between is found again or recovered by the next one. The binaries come from the
package `embedded-postgres`; its own `get_server` is never called, because run as root it opens
every parent of its folders to all users. Nothing here changes a mode or an owner, but of folders
it has just made and of an empty data folder that root gave it.

The parts: `folders` (where things lie), `accounts` (who runs the server), `binaries` (its
programs), `locks` (who is using it), `cluster` (the data on disk), `server` (the process).
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from api.embedded import cluster, server
from api.embedded.errors import EmbeddedPostgresError, explained
from api.embedded.folders import Place, default_data_dir, prepare, remove_socket_dir
from api.embedded.locks import FolderLocks

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "default_data_dir", "embedded_postgres"]


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A running server: PostgreSQL 18 on a Unix socket, user and database `instep`, no password.

    `pid` is the server's process as it was on entering; `binaries` is the folder of psql,
    pg_dump and the other programs, readable by the account that runs the server.
    """

    data_dir: Path
    socket_dir: Path
    pid: int
    binaries: Path

    def url(self, database: str = "instep") -> str:
        """The SQLAlchemy address of a database; at first `instep` and `postgres` exist."""
        # The port is only part of the socket's name; unsaid, asyncpg would take PGPORT's.
        socket_dir = quote(str(self.socket_dir), safe="/")
        return (
            f"postgresql+asyncpg://instep@/{quote(database, safe='')}?host={socket_dir}&port=5432"
        )


@contextmanager
def embedded_postgres(
    data_dir: Path | None = None, *, durable: bool = True
) -> Iterator[EmbeddedPostgres]:
    """Run, or join, the server of `data_dir` (unsaid: `default_data_dir()`) for the `with` block.

    Any number of processes may use one folder at once. `durable=False` switches fsync off: faster,
    but a power cut may destroy the data, so it is for tests; it counts for whoever starts the
    server, those who join it take it as it runs.

    Raises `EmbeddedPostgresError`, whose text says what failed and the way out. Every wait is
    bounded, the longest by two minutes. A `fork` of the process shares its use of the server and
    never stops it.
    """
    wanted = data_dir or default_data_dir()
    with explained(wanted):
        place = prepare(wanted)
        locks = FolderLocks(place.data_dir)
    with closing(locks):
        running: EmbeddedPostgres | None = None
        try:
            with explained(place.data_dir):
                running = _join(place, locks, durable)
            yield running
        finally:
            with explained(place.data_dir):
                _leave(place, locks, running)


def _join(place: Place, locks: FolderLocks, durable: bool) -> EmbeddedPostgres:
    """Count ourselves among the users, and make sure that the server runs."""
    with locks.deciding():
        locks.join()
        cluster.ensure_made(place, durable)
        found = server.ensure_running(place, durable)
    return EmbeddedPostgres(place.data_dir, found.socket_dir, found.pid, place.binaries)


def _leave(place: Place, locks: FolderLocks, running: EmbeddedPostgres | None) -> None:
    """Give up our use of the server, and stop it if nobody else uses it."""
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
