"""Folders for embedded servers: new ones, and copies of one that was initialised once."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.embedded import embedded_postgres


@contextmanager
def new_folder() -> Iterator[Path]:
    """Yield a data folder to be, where the server's account can go (as root, not in tmp_path)."""
    parent = Path(tempfile.mkdtemp(prefix="instep-"))
    parent.chmod(0o711)
    try:
        yield parent / "data"
    finally:
        shutil.rmtree(parent)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that does not exist yet."""
    with new_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def initialised() -> Iterator[Path]:
    """A data folder whose server was started once and has left."""
    with new_folder() as folder:
        with embedded_postgres(folder, durable=False):
            pass
        yield folder


@pytest.fixture
def used_folder(initialised: Path) -> Iterator[Path]:
    """A copy of an initialised data folder, for tests of what comes after the first start."""
    with new_folder() as folder:
        # With its owners and modes, which the server checks.
        subprocess.run(["cp", "-a", str(initialised), str(folder)], check=True)
        yield folder
