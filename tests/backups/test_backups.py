"""What was backed up comes back whole, or nothing changes."""

import asyncio
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import URL

from api.db import open_database
from api.embedded import package_binaries
from api.migrations import known_revisions, newest_revision, upgrade
from tests import databases
from tests.backups.conftest import Run
from tests.databases import execute
from tests.tenants import digests

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "instep.backup"


def plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def rows_of(url: URL) -> dict[str, str]:
    """A digest of every row of each table."""
    return asyncio.run(digests(url))


class TestBackup:
    def test_comes_back_in_an_empty_database_row_by_row(
        self, catalogue_url: URL, empty_url: URL, file: Path, run: Run
    ) -> None:
        made = run(catalogue_url, "backup", file)
        restored = run(empty_url, "restore", file)

        assert (made[0], made[2], restored[0], restored[2]) == (0, "", 0, "")
        assert rows_of(empty_url) == rows_of(catalogue_url)
        counted = made[1].splitlines()[1].removeprefix("in it: ")
        # A new catalogue has one serial for each document.
        numbers = rf"serial (\d+) of catalogue {databases.CATALOGUE_ID}, (\d+) documents, .*"
        found = re.fullmatch(numbers, counted)
        assert found is not None
        assert found[1] == found[2]
        assert restored[1] == f"restored from {file}: {counted}\n"

    def test_says_what_is_secret_in_it(self, catalogue_url: URL, file: Path, run: Run) -> None:
        _, out, _ = run(catalogue_url, "backup", file)
        assert "1 partners with 1 routines and 1 keys" in out
        assert "it has the keys as digests" in out
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_replaces_no_file_unasked(self, catalogue_url: URL, file: Path, run: Run) -> None:
        file.write_text("mine")

        assert run(catalogue_url, "backup", file) == (
            1,
            "",
            f"instep: {file} exists; name another file, or replace it with --force\n",
        )
        assert file.read_text() == "mine"
        assert run(catalogue_url, "backup", file, "--force")[0] == 0
        assert file.read_bytes().startswith(b"PGDMP")

    def test_that_fails_leaves_no_file(
        self, catalogue_url: URL, file: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.backups.making.OPTIONS", ("--no-such-option",))
        status, _, err = run(catalogue_url, "backup", file)
        assert (status, list(file.parent.iterdir())) == (1, [])
        assert err.startswith("instep: pg_dump could not make the backup: ")

    def test_needs_a_folder_and_a_catalogue(self, empty_url: URL, file: Path, run: Run) -> None:
        assert "has no catalogue" in run(empty_url, "backup", file)[2]
        assert "there is no folder" in run(empty_url, "backup", file / "deeper")[2]


class TestRestore:
    def test_takes_the_place_of_a_database_only_when_asked(
        self, copied_url: URL, file: Path, run: Run
    ) -> None:
        run(copied_url, "backup", file)
        before = rows_of(copied_url)
        asyncio.run(
            execute(
                copied_url,
                "DELETE FROM documents WHERE slug = 'calf-stretch'",
                "UPDATE catalogue SET serial = serial + 5",
                "CREATE TABLE later (slug text PRIMARY KEY)",
                "CREATE VIEW newest AS SELECT * FROM catalogue",
                "CREATE FUNCTION seven() RETURNS int LANGUAGE sql AS 'SELECT 7'",
            )
        )
        changed = rows_of(copied_url)

        status, _, err = run(copied_url, "restore", file)
        assert (status, rows_of(copied_url)) == (1, changed)
        assert "already has a catalogue" in err
        assert "--replace" in err

        assert run(copied_url, "restore", file, "--replace")[::2] == (0, "")
        assert rows_of(copied_url) == before
        assert not asyncio.run(value(copied_url, "SELECT to_regclass('later')"))

    def test_ends_sessions_that_began_before_it(
        self, copied_url: URL, file: Path, run: Run
    ) -> None:
        """A reader that waited for the restore would find every new table empty."""
        run(copied_url, "backup", file)

        async def read_while_restoring() -> str:
            reader = await asyncpg.connect(plain(copied_url))
            transaction = reader.transaction(isolation="repeatable_read", readonly=True)
            await transaction.start()
            await reader.fetchval("SELECT 1")  # takes its snapshot, and no lock yet
            done = await asyncio.to_thread(run, copied_url, "restore", file, "--replace")
            assert done[0] == 0
            try:
                return str(await reader.fetchval("SELECT count(*) FROM documents"))
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                return "ended"

        assert asyncio.run(read_while_restoring()) == "ended"

    @pytest.mark.parametrize("victim", ["instep", "psql"])
    def test_killed_leaves_the_old_state(
        self, victim: str, copied_url: URL, file: Path, run: Run
    ) -> None:
        run(copied_url, "backup", file)
        asyncio.run(execute(copied_url, "UPDATE catalogue SET serial = serial + 5"))
        before = rows_of(copied_url)

        asyncio.run(kill_while_it_restores(copied_url, file, victim))

        assert rows_of(copied_url) == before
        assert run(copied_url, "restore", file, "--replace")[0] == 0
        assert rows_of(copied_url) != before

    def test_of_half_a_file_leaves_the_old_state(
        self, copied_url: URL, file: Path, run: Run
    ) -> None:
        run(copied_url, "backup", file)
        before = rows_of(copied_url)
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

        status, _, err = run(copied_url, "restore", file, "--replace")

        assert (status, rows_of(copied_url)) == (1, before)
        assert err.startswith("instep: nothing was restored: pg_restore: error: ")

    def test_refuses_what_is_no_backup_of_instep(
        self, empty_url: URL, file: Path, run: Run
    ) -> None:
        file.write_text("-- PostgreSQL database dump\n")
        assert f"{file} is not a backup of Instep" in run(empty_url, "restore", file)[2]
        asyncio.run(execute(empty_url, "CREATE TABLE theirs (id int)"))
        dump_by_hand(empty_url, file)
        assert "another program's database" in run(empty_url, "restore", file)[2]
        assert run(empty_url, "restore", file / "none")[2].endswith("is not a file\n")

    def test_refuses_a_newer_backup(self, copied_url: URL, file: Path, run: Run) -> None:
        asyncio.run(execute(copied_url, "UPDATE alembic_version SET version_num = '9999'"))
        dump_by_hand(copied_url, file)

        status, _, err = run(copied_url, "restore", file, "--replace")

        assert status == 1
        assert err == (
            f"instep: {file} has schema revision 9999, which this version of Instep does not"
            " know: a newer version made it. Install that version or a newer one, then restore"
            " it.\n"
        )

    def test_never_touches_the_tables_of_another_program(
        self, catalogue_url: URL, empty_url: URL, file: Path, run: Run
    ) -> None:
        run(catalogue_url, "backup", file)
        asyncio.run(execute(empty_url, "CREATE TABLE theirs (id int)"))
        for words in (["restore", file], ["restore", file, "--replace"]):
            assert "tables of another program" in run(empty_url, *words)[2]
        assert asyncio.run(value(empty_url, "SELECT to_regclass('theirs')"))

    @pytest.mark.parametrize("revision", sorted(known_revisions()))
    def test_brings_an_older_schema_up_to_date(
        self, revision: str, server: URL, empty_url: URL, file: Path, run: Run
    ) -> None:
        with databases.database(server) as old:
            asyncio.run(migrate_to(old, revision))
            assert run(old, "backup", file)[0] == 0

        status, out, _ = run(empty_url, "restore", file)

        assert status == 0
        assert run(empty_url, "migrate")[1] == f"schema: {newest_revision()}, ok\n"
        moved = f"the schema was migrated from {revision} to {newest_revision()}\n"
        assert out.endswith(moved) == (revision != newest_revision())


async def migrate_to(url: URL, revision: str) -> None:
    opened = open_database(databases.settings_for(url))
    try:
        async with opened.engine.begin() as connection:
            await connection.run_sync(upgrade, revision)
    finally:
        await opened.close()


async def value(url: URL, sql: str) -> Any:
    connection = await asyncpg.connect(plain(url))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def dump_by_hand(url: URL, file: Path) -> None:
    program = package_binaries() / "pg_dump"
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run([program, "-Fc", "-f", file, address], check=True)


async def kill_while_it_restores(url: URL, file: Path, victim: str) -> None:
    """Kill a process of the restore once it has dropped tables, before it can go on."""
    bystander = await asyncpg.connect(plain(url))
    async with bystander.transaction():
        # The last table in order of creation waits for this lock; others are dropped by then.
        await bystander.execute("LOCK TABLE documents IN ACCESS SHARE MODE")
        process = subprocess.Popen(  # noqa: ASYNC220 - it only has to start
            [sys.executable, "-m", "api.cli", "restore", file, "--replace"],
            env=os.environ | {"INSTEP_DATABASE_URL": plain(url)},
            stderr=subprocess.DEVNULL,
        )
        waiting = "SELECT pid FROM pg_locks WHERE NOT granted"
        deadline = time.monotonic() + 60
        while not await bystander.fetchval(waiting):
            assert process.poll() is None
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)
        if victim == "instep":
            process.kill()
        else:
            os.kill(child_of(process.pid, "psql"), signal.SIGKILL)
        assert process.wait(timeout=60) != 0
    while await bystander.fetchval(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    ):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    await bystander.close()


def child_of(parent: int, name: str) -> int:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,comm="], capture_output=True, text=True)
    for line in listed.stdout.splitlines():
        pid, ppid, command = line.split(maxsplit=2)
        if int(ppid) == parent and Path(command).name == name:
            return int(pid)
    raise AssertionError(f"{parent} has no child {name}")
