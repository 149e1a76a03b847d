"""A small process that stops the server once its last user is gone, even if that was killed.

A user that ends in order stops the server itself. One that is killed cannot, so each server has a
watcher, which looks twice a second whether anybody still holds the lock of users.
"""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

from api.embedded import server
from api.embedded.accounts import Account
from api.embedded.errors import EmbeddedPostgresError
from api.embedded.folders import Place, remove_socket_dir
from api.embedded.locks import FolderLocks, open_lock

PAUSE = 0.5  # seconds between two looks
LOCK = "watcher.lock"
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from api.embedded.watcher import main; main()"


def ensure_watched(place: Place) -> None:
    """Start a watcher unless there is one. Only while deciding, so none is about to end."""
    lock = open_lock(place.data_dir / LOCK)
    try:
        if is_taken(lock):
            return
        package = Path(__file__).parents[2]
        # It imports `api` and the standard library only, so that it stays small.
        command = [sys.executable, "-I", "-S", "-c", _CODE, str(package), str(place.data_dir)]
        command += [str(place.binaries), str(place.account.uid), str(place.account.gid), str(lock)]
        with server.open_log(place.log) as log:
            subprocess.run(  # noqa: S603 - ourselves
                [*server.DETACH, *command],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C"},
                start_new_session=True,  # closing the terminal must not end it
                pass_fds=[lock],  # with the lock, which so has never been free
            )
    finally:
        os.close(lock)


def is_taken(lock: int) -> bool:
    """Take a lock if it is free."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def main() -> None:
    _, _, data_dir, binaries, uid, gid, lock = sys.argv
    place = Place(Path(data_dir), Path(binaries), Account(int(uid), int(gid)))
    try:
        locks = FolderLocks(place.data_dir, create=False)
    except FileNotFoundError:
        return  # the folder was removed meanwhile
    while locks.still_in_place and not ended(place, locks, int(lock)):
        time.sleep(PAUSE)


def ended(place: Place, locks: FolderLocks, lock: int) -> bool:
    """Stop the server if it has no user any more; say whether it had none."""
    with locks.deciding_if_free() as decides:
        if not decides or not locks.has_no_user():
            return False
        found = server.read_pid_file(place.cluster)
        try:
            if found:
                server.stop(place, found.pid)
            remove_socket_dir(place)
        except (EmbeddedPostgresError, OSError) as error:
            sys.stderr.write(f"instep: {error}\n")  # into the server's log; tried again
            return False
        # The next user, who waits for our decision, must not take us for its own watcher.
        fcntl.flock(lock, fcntl.LOCK_UN)
        return True
