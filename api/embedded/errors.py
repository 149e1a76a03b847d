"""The only exception of the embedded server, and messages for errors of the file system."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OTHER_FOLDER = "set INSTEP_DATA_DIR to a folder that you may write to"
OTHER_SERVER = "set INSTEP_DATABASE_URL to a PostgreSQL of your own"


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot run; the text names the failure and a remedy."""


@contextmanager
def explain_os_errors(folder: Path) -> Iterator[None]:
    """Turn every `OSError` of the block into an `EmbeddedPostgresError` about `folder`."""
    try:
        yield
    except OSError as error:
        raise EmbeddedPostgresError(describe(error, folder)) from error


def describe(error: OSError, folder: Path) -> str:
    """Return the meaning of an `OSError` for a database in `folder`, and a remedy."""
    path = folder / os.fsdecode(error.filename or "")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(path)
    return (
        f"Instep cannot use the database in {folder}: {path}: {error.strerror or error}. "
        f"To fix it: {OTHER_FOLDER}, or {OTHER_SERVER}."
    )


def full(path: Path) -> str:
    """The message for a file system without room."""
    return (
        f"{_mount_point(path)} is full, and the database is there, in {path}. To fix it: "
        f"make room (a new database needs about 50 MB, and some 300 MB more for its journal once "
        f"it is in use), or {OTHER_FOLDER}."
    )


def failure(what: str, output: str, path: Path) -> EmbeddedPostgresError:
    """Return the error for a failed program: the failure, and the last lines of its output."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        what = full(path)
    lines = output.strip().splitlines()[-15:]
    said = (
        "\n".join(["The last lines of its output:", *(f"    {line}" for line in lines)])
        if lines
        else ""
    )
    return EmbeddedPostgresError(f"{what}\n{said}".strip())


def _mount_point(path: Path) -> Path:
    return next(folder for folder in [path, *path.parents] if os.path.ismount(folder))
