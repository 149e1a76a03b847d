"""The account that runs the server: this process's own, or `instep` for root."""

import grp
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from api.embedded.errors import OTHER_SERVER, EmbeddedPostgresError

NAME = "instep"
_REMEDY = f"run Instep as an ordinary user, or {OTHER_SERVER}"
# Nothing of our own environment reaches the server: no secret, no PG* variable, no locale.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """The account that owns the cluster and runs the server's programs."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def run(
        self, command: list[str], *, seconds: float, stdin: str = "", stderr: int | IO[bytes] = -1
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program as this account, from `/`, in a session of its own; output is captured.

        Raises `EmbeddedPostgresError` if it takes longer than `seconds`.
        """
        try:
            return subprocess.run(  # noqa: S603 - our own programs, by their full path
                command,
                check=False,
                input=stdin,
                stdout=subprocess.PIPE,
                stderr=stderr,  # -1 is subprocess.PIPE
                text=True,
                errors="replace",
                timeout=seconds,
                cwd="/",  # our own folder may be closed to the account
                env=_ENVIRONMENT,
                start_new_session=True,  # the terminal's Ctrl-C is for us, not for the server
                umask=0o077,
                user=None if self.is_ours else self.uid,
                group=None if self.is_ours else self.gid,
                extra_groups=None if self.is_ours else [],
            )
        except subprocess.TimeoutExpired as error:
            raise EmbeddedPostgresError(
                f"{Path(command[0]).name} has not ended within {seconds:.0f} seconds. The way "
                f"out: see whether the disk is very slow or the machine overloaded, try again."
            ) from error


def own_account() -> Account:
    """The account of this process."""
    return Account(os.geteuid(), os.getegid())


def system_account() -> Account:
    """The system account `instep`, made if it is missing; only root can call this.

    A separate account, because other services share `nobody` and `postgres`, and could then read
    the data, and stop or trace the server. PostgreSQL itself refuses to run as root.
    """
    account = _lookup() or _make()
    if account.uid == 0:
        raise EmbeddedPostgresError(
            f"The account {NAME} is root itself, and PostgreSQL refuses to run as root. "
            f"To fix it: {_REMEDY}."
        )
    try:
        account.run(["/bin/sh", "-c", ":"], seconds=10)
    except OSError as error:
        raise EmbeddedPostgresError(
            f"PostgreSQL refuses to run as root, and this process may not switch to the account "
            f"{NAME} ({error.strerror}). Perhaps the container lacks CAP_SETUID. "
            f"To fix it: {_REMEDY}."
        ) from error
    return account


def _lookup() -> Account | None:
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _make() -> Account:
    program = shutil.which("useradd", path=_ENVIRONMENT["PATH"])
    output = "this machine has no useradd"
    if program:
        group = ["--gid", NAME] if _group_exists() else ["--user-group"]
        nowhere = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
        made = own_account().run([program, "--system", *group, *nowhere, NAME], seconds=30)
        output = made.stderr.strip()
    account = _lookup()
    if account is None:
        raise EmbeddedPostgresError(
            f"PostgreSQL refuses to run as root, and Instep cannot make the system account {NAME} "
            f"to run it: {output}. To fix it: make that account yourself, {_REMEDY}."
        )
    return account


def _group_exists() -> bool:
    try:
        grp.getgrnam(NAME)
    except KeyError:
        return False
    return True
