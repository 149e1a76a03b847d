"""Migrations: they agree with the models, go down and up again, and never wait for long."""

from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from api.migrations import (
    ROOT,
    SchemaBehindError,
    UnknownRevisionError,
    alembic_config,
    downgrade,
    known_revisions,
    migrate,
    newest_revision,
    refuse_unknown,
    require_newest,
    upgrade,
)
from api.models import Base

VERSIONS = sorted((ROOT / "alembic" / "versions").glob("*.py"))


def engine_of(url: URL) -> AsyncEngine:
    return create_async_engine(url)


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def check(connection: Connection) -> None:
    """Raise where the models hold anything that no migration makes."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.check(config)


def test_the_revisions_are_those_that_alembic_knows() -> None:
    scripts = ScriptDirectory.from_config(alembic_config())

    assert newest_revision() == scripts.get_current_head()
    assert known_revisions() == {script.revision for script in scripts.walk_revisions()}


class TestMigrations:
    async def test_make_exactly_what_the_models_say(self, empty_url: URL) -> None:
        engine = engine_of(empty_url)
        await migrate(engine)

        async with engine.begin() as connection:
            await connection.run_sync(check)
            made = await connection.run_sync(tables)

        await engine.dispose()
        assert made == set(Base.metadata.tables)

    async def test_go_down_to_nothing_and_up_again(self, empty_url: URL) -> None:
        engine = engine_of(empty_url)
        await migrate(engine)

        async with engine.begin() as connection:
            await connection.run_sync(downgrade, "base")
            left = await connection.run_sync(tables)
            await connection.run_sync(upgrade)
            made = await connection.run_sync(tables)

        await engine.dispose()
        assert left == set()
        assert made == set(Base.metadata.tables)

    async def test_are_kept_when_nothing_is_new(self, empty_url: URL) -> None:
        engine = engine_of(empty_url)
        await migrate(engine)
        assert await migrate(engine) == (newest_revision(), newest_revision())
        await engine.dispose()

    @pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
    def test_give_up_a_lock_they_cannot_get(self, path: Path) -> None:
        assert path.read_text(encoding="utf-8").count("SET LOCAL lock_timeout") == 2


class TestAnotherSchema:
    """The messages of `instep migrate` and `instep seed` for a database that they cannot use."""

    async def test_of_before_the_first_release_is_refused_in_a_sentence(
        self, empty_url: URL
    ) -> None:
        engine = engine_of(empty_url)
        await migrate(engine)
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))

        for refused in (migrate, require_newest):
            with pytest.raises(UnknownRevisionError, match=r"revision 0004, .* name an empty"):
                await refused(engine)
        await engine.dispose()

    async def test_of_a_later_release_is_refused_with_the_way_back(self, empty_url: URL) -> None:
        engine = engine_of(empty_url)
        await migrate(engine)
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

        for refused in (migrate, require_newest, refuse_unknown):
            with pytest.raises(UnknownRevisionError, match=r"newer .* 9999, .* the backup"):
                await refused(engine)
        await engine.dispose()

    async def test_that_is_behind_is_migrated_before_it_is_seeded(self, empty_url: URL) -> None:
        engine = engine_of(empty_url)

        with pytest.raises(SchemaBehindError, match="run `instep migrate` first"):
            await require_newest(engine)
        await migrate(engine)
        await require_newest(engine)
        await engine.dispose()


class TestTables:
    async def test_every_foreign_key_has_an_index(self, empty_url: URL) -> None:
        engine = engine_of(empty_url)
        await migrate(engine)

        async with engine.connect() as connection:
            rows = await connection.execute(text(UNINDEXED))
            unindexed = [row.name for row in rows]

        await engine.dispose()
        assert unindexed == []

    def test_every_constraint_has_a_name(self) -> None:
        nameless = [
            f"{table.name}: {constraint}"
            for table in Base.metadata.tables.values()
            for constraint in table.constraints
            if constraint.name is None
        ]
        assert nameless == []


UNINDEXED = """
SELECT conname AS name FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_index
    WHERE indrelid = conrelid
      AND (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey
)
"""
