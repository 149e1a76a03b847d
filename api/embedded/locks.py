"""The users of a data folder: two lock files, whose locks end with the process that holds them.

Every process that uses the server holds `users.lock` shared. A process that joins or leaves holds
`start-stop.lock` exclusively for a moment, so that no server is started while another process
decides to stop it. Their descriptors are closed on exec, so that the server never holds the locks
of the process that started it. The process in `watcher` uses a third one, to be the only one.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.embedded.errors import EmbeddedPostgresError

PATIENCE = 120.0  # seconds: more than a first start and a slow stop take together
_PAUSE = 0.02  # seconds between two tries


class FolderLocks:
    """The two locks of one data folder, as one user of it holds them."""

    def __init__(self, data_dir: Path, *, create: bool = True) -> None:
        self._path = data_dir / "start-stop.lock"
        self._decision = open_lock(self._path, create=create)
        self._users = open_lock(data_dir / "users.lock", create=create)
        self._joined_pid: int | None = None

    def close(self) -> None:
        os.close(self._users)
        os.close(self._decision)

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Be the only one who starts or stops the server of this folder."""
        with hold_exclusively(self._decision, self._path):
            yield

    def join(self) -> None:
        """Become a user; only while deciding, when no process can hold the lock exclusively."""
        fcntl.flock(self._users, fcntl.LOCK_SH)
        self._joined_pid = os.getpid()

    @property
    def joined_by_this_process(self) -> bool:
        """False before joining, and in a fork, whose locks are those of its parent."""
        return self._joined_pid == os.getpid()

    def leave_as_last(self) -> bool:
        """Stop being a user; True if there is no other user. Only while deciding."""
        self._joined_pid = None
        return _try_exclusive(self._users)

    @contextmanager
    def deciding_if_free(self) -> Iterator[bool]:
        """Decide like `deciding`, but without waiting: yields False if another process decides."""
        free = _try_exclusive(self._decision)
        try:
            yield free
        finally:
            if free:
                fcntl.flock(self._decision, fcntl.LOCK_UN)

    def has_no_user(self) -> bool:
        """Whether no process uses the server. Only while deciding, and only if not joined."""
        free = _try_exclusive(self._users)
        if free:
            fcntl.flock(self._users, fcntl.LOCK_UN)
        return free

    @property
    def still_in_place(self) -> bool:
        """False once the folder was removed or replaced, when our lock guards nothing there."""
        try:
            return os.path.samestat(os.fstat(self._decision), os.lstat(self._path))
        except FileNotFoundError:
            return False


def open_lock(path: Path, *, create: bool = True) -> int:
    """Open (or make) a lock file; Python's descriptors are closed on exec by themselves."""
    flags = os.O_RDWR | os.O_NOFOLLOW | (os.O_CREAT if create else 0)
    return os.open(path, flags, 0o600)


@contextmanager
def hold_exclusively(lock: int, path: Path) -> Iterator[None]:
    """Hold a lock file alone; `EmbeddedPostgresError` if another process does not let go."""
    deadline = time.monotonic() + PATIENCE
    while not _try_exclusive(lock):
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(
                f"Another process has been starting or stopping the database for "
                f"{PATIENCE:.0f} seconds. To fix it: find it with `fuser {path}`, and end it."
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)


def _try_exclusive(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
