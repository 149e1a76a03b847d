"""The server connects as a role that owns its database and may do nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from api.embedded import EmbeddedPostgres, cluster, embedded_postgres, roles
from tests.embedded.conftest import new_folder
from tests.embedded.test_embedded import ask

pytestmark = pytest.mark.slow

RIGHTS = """
    SELECT concat_ws(' ', rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls)
    FROM pg_roles WHERE rolname = current_user
"""
OLD_CONTENT = (
    "CREATE EXTENSION pg_trgm",
    "CREATE TYPE mood AS ENUM ('good', 'bad')",
    "CREATE TABLE parents (id serial PRIMARY KEY, name text, mood mood)",
    "CREATE TABLE children (parent int REFERENCES parents, name text)",
    "CREATE INDEX ON parents USING gin (name gin_trgm_ops)",
    "CREATE VIEW newest AS SELECT * FROM parents",
    "CREATE SEQUENCE alone",
    "CREATE FUNCTION seven() RETURNS int LANGUAGE sql AS 'SELECT 7'",
    "INSERT INTO parents (name, mood) VALUES ('kept', 'good')",
)


def test_it_is_no_superuser(used_folder: Path) -> None:
    with embedded_postgres(used_folder, durable=False) as server:
        assert ask(server, RIGHTS) == "f f f f f"
        owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'instep'"
        assert ask(server, owner) == "instep"
        for forbidden in (
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SELECT pg_read_file('/etc/passwd')",
            "CREATE ROLE other",
            "ALTER ROLE instep SUPERUSER",
            "SET ROLE instep_admin",
        ):
            with pytest.raises(DBAPIError, match="permission denied"):
                ask(server, forbidden)


@pytest.fixture
def old_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder as Instep made it when `instep` was the superuser, with some content."""
    with new_folder() as folder:
        with monkeypatch.context() as patch:
            options = tuple(
                "--username=instep" if option.startswith("--username") else option
                for option in cluster.INITDB
            )
            patch.setattr(cluster, "INITDB", options)
            patch.setattr(roles, "CREATE", "CREATE DATABASE instep;\n")
            patch.setattr(roles, "are_separate", lambda _place: True)
            with embedded_postgres(folder, durable=False) as server:
                assert ask(server, RIGHTS) == "t t t t t"
                for statement in OLD_CONTENT:
                    ask(server, statement)
        (folder / "cluster" / roles.MARK).unlink()
        yield folder


def everything_works(server: EmbeddedPostgres) -> None:
    assert ask(server, RIGHTS) == "f f f f f"
    assert ask(server, "SELECT name FROM newest") == "kept"
    ask(server, "ALTER TABLE parents ADD COLUMN more text")
    ask(server, "ALTER TYPE mood ADD VALUE 'fair'")
    ask(server, "INSERT INTO parents (name) VALUES ('new')")
    ask(server, "DROP FUNCTION seven()")
    ask(server, "DROP SEQUENCE alone")
    ask(server, "DROP TABLE parents CASCADE")
    assert not ask(server, "SELECT 1 FROM pg_roles WHERE rolname = 'instep_handover'")


def test_an_older_cluster_is_brought_over_with_its_data(old_folder: Path) -> None:
    with embedded_postgres(old_folder, durable=False) as server:
        everything_works(server)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_kill_in_between_does_no_harm(
    steps: int, old_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    run = roles.run_as

    def dies_after(*arguments: str) -> str:
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(arguments)
        return run(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(roles, "run_as", dies_after)
        with pytest.raises(KeyboardInterrupt), embedded_postgres(old_folder, durable=False):
            pass
    with embedded_postgres(old_folder, durable=False) as server:
        everything_works(server)
