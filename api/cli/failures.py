"""Why a command ended early, as a sentence without a traceback."""

import errno
import os

from sqlalchemy.exc import SQLAlchemyError

from api.backups import BackupError
from api.cli.commands import CommandError
from api.config import SettingsError
from api.embedded import EmbeddedPostgresError
from seed.errors import SeedRefusedError

FAILURES = (
    CommandError,
    BackupError,
    SettingsError,
    EmbeddedPostgresError,
    SeedRefusedError,
    SQLAlchemyError,
    OSError,
)

OF_FILES = {
    errno.ENOENT: "there is no file {}",
    errno.EISDIR: "{} is a folder, not a file",
    errno.ENOTDIR: "{} is not in a folder",
    errno.EEXIST: "{} already exists",
    errno.EACCES: "this user may not open {}",
    errno.EPERM: "this user may not change {}",
    errno.EROFS: "{} cannot be written: its disk is read-only",
    errno.ENAMETOOLONG: "{} is too long for the name of a file",
    errno.ELOOP: "{} is a link that leads to itself",
}


def failure_text(error: Exception) -> str:
    """Return the error as a sentence; it may have several lines."""
    if isinstance(error, SeedRefusedError):
        return "\n".join(["nothing was written", *map(str, error.mistakes)])
    if isinstance(error, SQLAlchemyError):
        cause = str(error.__cause__ or type(error).__name__).splitlines()[0]
        return f"the database refused: {cause}"
    if isinstance(error, OSError):
        return system_failure(error)
    return str(error)


def system_failure(error: OSError) -> str:
    """Return what the system refused, with the name of the file if there is one."""
    if error.errno == errno.ENOSPC:
        return "there is no space left on the disk"
    if error.filename is None:
        return error.strerror or str(error)
    name = os.fsdecode(error.filename)
    if error.errno in OF_FILES:
        return OF_FILES[error.errno].format(name)
    return f"{name}: {error.strerror}"
