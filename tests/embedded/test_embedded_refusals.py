"""Where the embedded PostgreSQL will not run, the error names the reason and the remedy."""

import errno
import os
import stat
from pathlib import Path

import pytest

from api.embedded import EmbeddedPostgresError, default_data_dir, embedded_postgres
from api.embedded.errors import describe, failure


def refuse(folder: Path, match: str) -> None:
    with pytest.raises(EmbeddedPostgresError, match=match), embedded_postgres(folder):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another account")
def test_a_parent_closed_to_the_servers_account_is_named_and_stays_closed(folder: Path) -> None:
    folder.parent.chmod(0o700)
    refuse(folder, f"{folder.parent}.*INSTEP_DATA_DIR")
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_serve_is_refused_with_the_way_out(folder: Path) -> None:
    (folder.parent / "file").touch()
    refuse(folder.parent / "file" / "data", "Not a directory.*INSTEP_DATA_DIR")
    folder.mkdir()
    (folder / "something").touch()
    folder.chmod(0o777)
    refuse(folder, "every user may write to it.*INSTEP_DATA_DIR")
    folder.chmod(0o711)
    (folder / "PG_VERSION").write_text("18\n")
    refuse(folder, "another PostgreSQL server.*INSTEP_DATA_DIR")


def test_data_of_another_version_or_with_broken_settings_is_refused(used_folder: Path) -> None:
    (used_folder / "cluster" / "postgresql.auto.conf").write_text("nonsense = 1\n")
    refuse(used_folder, "(?s)did not start.*The last lines of its output:.*nonsense")
    (used_folder / "cluster" / "PG_VERSION").write_text("17\n")
    refuse(used_folder, "made by PostgreSQL 17.*PostgreSQL 18.*INSTEP_DATA_DIR")


def test_a_full_disk_is_called_full(tmp_path: Path) -> None:
    assert "is full" in describe(OSError(errno.ENOSPC, "No space left on device"), tmp_path)
    assert "is full" in str(failure("initdb failed", "PANIC: No space left on device", tmp_path))


def test_the_default_folder_follows_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert default_data_dir() == Path("/var/lib/instep/data")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert default_data_dir() == Path("/home/ana/.local/share/instep")
    monkeypatch.setenv("XDG_DATA_HOME", "/data/ana")
    assert default_data_dir() == Path("/data/ana/instep")
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_data_dir() == Path("/home/ana/Library/Application Support/instep")
