"""PostgreSQL's data folder: made whole or not at all, and of the version that we run."""

import os
import secrets
import shutil
from pathlib import Path

from api.embedded import roles
from api.embedded.binaries import major_version
from api.embedded.errors import OTHER_FOLDER, EmbeddedPostgresError, failure
from api.embedded.folders import Place, make_account_folder

_PATIENCE = 90.0  # seconds for one program; a usual disk needs one
_UNFINISHED = "cluster-unfinished-"
INITDB = (
    f"--username={roles.SUPERUSER}",
    "--encoding=UTF8",
    "--no-locale",  # messages, dates and money alike on every machine
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",  # Unicode's letters, and an order no update of libc changes
    "--auth-local=trust",  # the folder of the socket lets only the owner and root in
    "--auth-host=reject",
    "--no-instructions",
    "--no-sync",  # once at the end, not after each step
)


def ensure_exists(place: Place, durable: bool) -> None:
    """Make the cluster with its database `instep` if there is none; else check its version.

    The caller holds the lock. The cluster grows under another name and gets its own when it is
    complete, so that a process killed halfway leaves nothing that looks like one.
    """
    for leftover in place.data_dir.glob(f"{_UNFINISHED}*"):
        # The initdb of a killed process may go on writing there for a moment: next time, then.
        shutil.rmtree(leftover, ignore_errors=True)
    if place.cluster.exists():
        _check(place)
        return
    unfinished = place.data_dir / f"{_UNFINISHED}{secrets.token_hex(4)}"
    make_account_folder(unfinished, place.account)
    try:
        _fill(place, unfinished, durable)
        os.rename(unfinished, place.cluster)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    if durable:
        _sync(place.data_dir)


def _fill(place: Place, folder: Path, durable: bool) -> None:
    initdb = [str(place.binaries / "initdb"), "-D", str(folder)]
    _run(place, [*initdb, *INITDB])
    alone = [str(place.binaries / "postgres"), "--single", "-F", "-D", str(folder), "postgres"]
    _run(place, alone, roles.CREATE)
    roles.mark(place, str(folder / roles.MARK))
    if durable:
        _run(place, [*initdb, "--sync-only"])


def _run(place: Place, command: list[str], stdin: str = "") -> None:
    done = place.account.run(command, seconds=_PATIENCE, stdin=stdin)
    # A backend alone reads on after an error and ends well; it only prints the error.
    if done.returncode or "ERROR:" in done.stderr:
        what = f"{command[0]} could not make a new database in {place.data_dir}."
        raise failure(what, done.stdout + done.stderr, place.data_dir)


def _check(place: Place) -> None:
    owner = place.cluster.stat().st_uid
    if owner != place.account.uid:
        raise EmbeddedPostgresError(
            f"{place.cluster} belongs to user id {owner}, and the server would run as user id "
            f"{place.account.uid}. To fix it: run Instep as the user who made it, `chown -R "
            f"{place.account.uid} {place.cluster}`, or {OTHER_FOLDER}."
        )
    version = (place.cluster / "PG_VERSION").read_text().strip()
    if version != major_version():
        raise EmbeddedPostgresError(
            f"The data in {place.data_dir} was made by PostgreSQL {version}, and this is "
            f"PostgreSQL {major_version()}, which cannot read it. To fix it: make a backup with "
            f"the Instep that made it and restore it here, or {OTHER_FOLDER} to start from nothing."
        )


def _sync(folder: Path) -> None:
    """Make the new name in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
