"""How a program of PostgreSQL reaches the database: by a file, so that no password is in `ps`."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import IO

from pydantic import SecretStr

from api.backups.errors import BackupError, reason_in
from api.postgres.address import parse_address

SERVICE = "--dbname=service=instep"
"""The argument with which a program uses the file."""

NOT_LIBPQ = ("pgbouncer",)
"""Parameters of an address that Instep takes and libpq does not know."""


@contextmanager
def connection_environment(address: SecretStr) -> Iterator[dict[str, str]]:
    """Yield the environment in which `SERVICE` means the database at this address.

    A service file holds any word that libpq knows, so an address may use any of them.
    """
    with tempfile.TemporaryDirectory(prefix="instep-backup-") as folder:
        file = Path(folder, "services.conf")  # in a folder that only this user may enter
        file.write_text("\n".join(["[instep]", *service_lines(address)]) + "\n", encoding="utf-8")
        yield os.environ | {"PGSERVICEFILE": str(file), "PGAPPNAME": "instep", "LC_ALL": "C"}


def service_lines(address: SecretStr) -> Iterator[str]:
    """Yield `word=value` for each parameter of an address, by libpq's names."""
    for name, value in parse_address(address.get_secret_value()).parameters.items():
        if name in NOT_LIBPQ:
            continue
        if any(sign in value for sign in "\r\n"):
            raise BackupError("INSTEP_DATABASE_URL contains a line break, and no address may")
        yield f"{name}={value}"


@contextmanager
def running(
    *command: str, environment: dict[str, str] | None = None, stdin: int = DEVNULL
) -> Iterator["Running"]:
    """Run a program during a block; it is killed if the block ends before it does."""
    with (
        tempfile.TemporaryFile() as errors,  # a file never fills up, as a pipe without a reader
        subprocess.Popen(  # noqa: S603 - a program of PostgreSQL, by its full path
            command, stdin=stdin, stdout=PIPE, stderr=errors, env=environment
        ) as process,
    ):
        try:
            yield Running(process, errors)
        finally:
            if process.poll() is None:
                process.kill()
            if process.stdin is not None:
                with suppress(BrokenPipeError):  # what it has not read is lost with it
                    process.stdin.close()


@dataclass(frozen=True)
class Running:
    """A program that runs: its process, and the file of its errors."""

    process: subprocess.Popen[bytes]
    errors: IO[bytes]

    @property
    def output(self) -> IO[bytes]:
        return self.process.stdout or self.errors

    def write(self, data: bytes) -> None:
        if self.process.stdin is not None:
            self.process.stdin.write(data)

    def end(self, failed: str) -> None:
        """End its input and wait for it; raise BackupError with its reason if it failed."""
        if self.process.stdin is not None:
            with suppress(BrokenPipeError):  # it has ended with an error, which it has printed
                self.process.stdin.close()
        if self.process.wait():
            self.errors.seek(0)
            raise BackupError(f"{failed}: {reason_in(self.errors.read())}")
