"""The programs of PostgreSQL that a backup uses, and how they reach the database."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from api.backups import BackupError
from api.backups.connection import service_lines
from api.backups.programs import NAMES, fitting_programs
from api.embedded import EmbeddedPostgresError


@pytest.fixture
def old_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with programs of PostgreSQL 14 and nothing else."""
    for name in NAMES:
        (tmp_path / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) 14.3 (Debian)'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_those_on_the_path_come_first_if_they_are_new_enough(old_programs: Path) -> None:
    assert [found.version for found in fitting_programs(14)] == [14, 18]
    assert fitting_programs(14)[0].paths["psql"] == str(old_programs / "psql")
    assert [found.version for found in fitting_programs(15)] == [18]


def test_programs_older_than_the_server_are_refused_with_the_way_out(old_programs: Path) -> None:
    with pytest.raises(BackupError) as refused:
        fitting_programs(19)
    assert "the database server is PostgreSQL 19" in str(refused.value)
    assert f"found: 14 ({old_programs / 'pg_dump'}), 18 (" in str(refused.value)
    assert str(refused.value).endswith(
        "Install the client programs of PostgreSQL 19 and put them on the PATH."
    )


def test_missing_programs_are_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Path:
        raise EmbeddedPostgresError("not installed")

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("api.backups.programs.package_binaries", missing)
    with pytest.raises(BackupError, match="found: none"):
        fitting_programs(15)


def test_every_word_of_an_address_reaches_them() -> None:
    address = "postgresql+asyncpg://me:p%40ss%3Dw@db.example:6432/in%20step?sslmode=verify-full"
    assert set(service_lines(SecretStr(address))) == {
        "host=db.example",
        "port=6432",
        "user=me",
        "password=p@ss=w",
        "dbname=in step",
        "sslmode=verify-full",
    }
    several = "postgresql+asyncpg:///instep?host=a,b&ssl=require"
    assert set(service_lines(SecretStr(several))) == {
        "dbname=instep",
        "host=a,b",
        "sslmode=require",
    }


def test_an_address_means_to_them_what_it_means_to_the_server() -> None:
    address = "postgres://me@one:1,[::1]:2/instep?ssl=true&pgbouncer=true&application_name=a+b"
    assert set(service_lines(SecretStr(address))) == {
        "host=one,::1",
        "port=1,2",
        "user=me",
        "dbname=instep",
        "sslmode=require",
        "application_name=a+b",
    }


def test_a_line_break_is_refused() -> None:
    with pytest.raises(BackupError, match="line break"):
        list(service_lines(SecretStr("postgresql+asyncpg://me:a%0Ab@db/instep")))
