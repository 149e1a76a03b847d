"""The folders of data, sockets and binaries, and their permissions.

    <data folder>/            0700; as root 0710 of root:instep
        start-stop.lock users.lock  see `locks`
        postgres.log          opened by us and handed to the server, which cannot reach it by name
        cluster/              PostgreSQL's own data folder
        socket/               0700: only the owner and root can enter, so `trust` is enough

The file system keeps others out. PostgreSQL's `peer` would compare account names, and accounts in
containers may have none.
"""

import hashlib
import os
import re
import stat
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from api.embedded.accounts import Account, own_account, system_account
from api.embedded.binaries import copied_binaries, package_binaries
from api.embedded.errors import OTHER_FOLDER, EmbeddedPostgresError
from api.embedded.locks import hold_exclusively, open_lock

ROOT_HOME = Path("/var/lib/instep")
SOCKET_NAME = ".s.PGSQL.5432"
# The path of a socket has room for 108 bytes on Linux and 104 on macOS, with a NUL at the end.
_SOCKET_PATH_LIMIT = 103
# To clients a comma parts hosts and a colon begins a port.
_PLAIN = re.compile(r"[A-Za-z0-9_./ -]+")


@dataclass(frozen=True)
class Place:
    """The paths of one embedded server, and the account that runs it."""

    data_dir: Path
    binaries: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.data_dir / "cluster"

    @property
    def log(self) -> Path:
        return self.data_dir / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """In the data folder, or, if no client could take that path, in /tmp, named after it."""
        inside = self.data_dir / "socket"
        if len(str(inside / SOCKET_NAME)) <= _SOCKET_PATH_LIMIT and _PLAIN.fullmatch(str(inside)):
            return inside
        digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        # Not $TMPDIR, which is long on macOS and differs between processes; the owner is checked.
        return Path(f"/tmp/instep-{self.account.uid}-{digest}")  # noqa: S108


def default_data_dir() -> Path:
    """Return the default: /var/lib/instep/data for root, otherwise a folder in the home."""
    if os.geteuid() == 0:
        return ROOT_HOME / "data"
    try:
        home = Path.home()
    except RuntimeError as error:
        raise EmbeddedPostgresError(
            f"You have no home folder. To fix it: {OTHER_FOLDER}."
        ) from error
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "instep"
    base = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (base if base.is_absolute() else home / ".local" / "share") / "instep"


def prepare(data_dir: Path) -> Place:
    """Make the data folder if it is missing, and as root the account and the copy it needs.

    An existing folder is not changed. Exception: if root owns it and it is empty, the account's
    group gets access. Parents are made if they are missing, but never changed.
    """
    path = data_dir.expanduser().resolve()
    if (path / "PG_VERSION").exists():
        raise EmbeddedPostgresError(
            f"{path} is the data folder of another PostgreSQL server. To fix it: {OTHER_FOLDER}."
        )
    if os.geteuid() != 0:
        _make_folders(path, parents=0o700)
        _refuse_open_to_all(path)
        return Place(path, package_binaries(), own_account())
    place = _place_for_root(path)
    if _make_folders(path, parents=0o755) or not any(path.iterdir()):
        _give(path, 0, place.account.gid, 0o710)
    _refuse_open_to_all(path)
    _check_reachable(path, place.account)
    return place


def ensure_socket_dir(place: Place) -> None:
    """Make the folder of the socket. Refuse an existing one that another user may have made."""
    path, account = place.socket_dir, place.account
    if make_account_folder(path, account):
        return
    found = path.lstat()
    if found.st_uid != account.uid or found.st_mode != stat.S_IFDIR | 0o700:
        raise EmbeddedPostgresError(
            f"{path}, the folder for the database's socket, does not belong to user id "
            f"{account.uid} with mode 700. To fix it: remove it, or {OTHER_FOLDER}."
        )


def remove_socket_dir(place: Place) -> None:
    """Leave nothing in /tmp once the server has stopped."""
    if place.data_dir not in place.socket_dir.parents:
        with suppress(OSError):
            place.socket_dir.rmdir()


def make_account_folder(path: Path, account: Account) -> bool:
    """Make one folder for the account alone (mode 700); False if there is something already."""
    try:
        path.mkdir(0o700)
    except FileExistsError:
        return False
    if not account.is_ours:
        _give(path, account.uid, account.gid, 0o700)
    return True


def _place_for_root(data_dir: Path) -> Place:
    """Make the account and the copy of the binaries, one process at a time."""
    _make_folders(ROOT_HOME, parents=0o755)
    if not any(ROOT_HOME.iterdir()):
        _give(ROOT_HOME, 0, 0, 0o755)
    _refuse_open_to_all(ROOT_HOME)
    path = ROOT_HOME / "setup.lock"
    lock = open_lock(path)
    try:
        with hold_exclusively(lock, path):
            account = system_account()
            binaries = copied_binaries(ROOT_HOME)
    finally:
        os.close(lock)
    _check_reachable(binaries, account)
    return Place(data_dir, binaries, account)


def _make_folders(path: Path, parents: int) -> bool:
    """Make a folder of mode 700 and, with the mode `parents`, those above it; True if it is new."""
    if not path.parent.exists() and _make_folders(path.parent, parents):
        path.parent.chmod(parents)  # the umask may have removed bits
    try:
        path.mkdir(0o700)
    except FileExistsError:
        if not path.is_dir():
            raise
        return False
    return True


def _give(folder: Path, uid: int, gid: int, mode: int) -> None:
    """Set owner and mode of a folder, but never of the target of a symbolic link."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(handle).st_uid != os.geteuid():
            raise PermissionError(1, "belongs to another user", str(folder))
        os.fchown(handle, uid, gid)
        os.fchmod(handle, mode)
    finally:
        os.close(handle)


def _refuse_open_to_all(folder: Path) -> None:
    """Refuse a folder in which another user could start a server: theirs, or open to all."""
    found = folder.stat()
    if found.st_uid not in (0, os.geteuid()) or found.st_mode & stat.S_IWOTH:
        raise EmbeddedPostgresError(
            f"{folder} belongs to another user (id {found.st_uid}), or every user may write to it "
            f"(mode {found.st_mode & 0o7777:o}), so the data would not be safe there. "
            f"To fix it: set INSTEP_DATA_DIR to a new folder that only you can write to."
        )


def _check_reachable(folder: Path, account: Account) -> None:
    """Let the account itself try to enter; the folders in its way are named, never changed."""
    enter = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
    deadline = time.monotonic() + 0.5  # another process may be making these very folders
    while account.run(enter, seconds=10).returncode:
        if time.monotonic() > deadline:
            closed = [str(path) for path in [*folder.parents, folder] if _is_closed(path, account)]
            raise EmbeddedPostgresError(
                f"PostgreSQL refuses to run as root, so it runs as the account instep, which "
                f"cannot enter {folder}. It may not enter {', '.join(closed) or 'its parents'}. "
                f"To fix it: leave INSTEP_DATA_DIR unset (the data is then in {ROOT_HOME}), set "
                f"it to a folder whose parents all users may enter, or run as an ordinary user."
            )
        time.sleep(0.05)


def _is_closed(folder: Path, account: Account) -> bool:
    found = folder.stat()
    if found.st_uid == account.uid:
        return not found.st_mode & stat.S_IXUSR
    if found.st_gid == account.gid:
        return not found.st_mode & stat.S_IXGRP
    return not found.st_mode & stat.S_IXOTH
