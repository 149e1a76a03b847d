"""Real PostgreSQL databases for tests: on the server that is named, or on an embedded one."""

import asyncio
import fcntl
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr
from sqlalchemy import update
from sqlalchemy.engine import URL, make_url

from api.conditions import Preconditions
from api.config import Settings
from api.db import Database, open_database
from api.embedded import SUPERUSER, embedded_postgres
from api.migrations import migrate
from api.models import ApiKey, Catalogue
from api.partners.routines import publish, save_draft
from api.partners.storage_limits import StorageLimits
from api.publishing import gzip_pieces
from api.queries.api_keys import ensure_partner
from api.v1.schemas.partner_routines import RoutineDefinition
from seed import loader
from seed.content import Content, read_content
from seed.importer import import_content
from tests.partners.issued import EXAMPLE_KEY
from tests.partners.written import definition

PUBLIC_URL = "https://api.instep.example"
PUBLISHED = datetime(2026, 11, 22, tzinfo=UTC)
CATALOGUE_ID = uuid.UUID("5ee7f007-0000-4000-8000-000000000000")
"""Tests publish at this moment in this catalogue, so that answers are the same each time."""

COMPRESSION = gzip_pieces.COMPRESSION
"""Of the bundle that the contract shows; the others of tests are compressed in less time."""

PREPARED = (
    "ALTER ROLE instep CREATEDB",
    # It reads each new database for statistics that no test needs: those that do, run ANALYZE.
    "ALTER SYSTEM SET autovacuum = off",
    "SELECT pg_reload_conf()",
)
"""Makes the embedded server one for tests."""


@contextmanager
def run_folder() -> Iterator[Path]:
    """Yield a new folder for one run of tests, removed afterwards.

    All processes of a run share it, and with it one server and one template database.
    """
    # As root the server runs under an account of its own, which pytest's folders keep out.
    folder = Path(tempfile.mkdtemp(prefix="instep-tests-"))
    folder.chmod(0o711)
    try:
        yield folder
        made, named = template_file(folder), named_server()
        if named and made.exists():
            asyncio.run(execute(named, f"DROP DATABASE {made.read_text()} WITH (FORCE)"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def template_file(folder: Path) -> Path:
    """The file of a run that holds the name of its template database, once that is filled."""
    return folder / "template"


def named_server() -> URL | None:
    named = os.environ.get("INSTEP_DATABASE_URL")
    return make_url(named).set(drivername="postgresql+asyncpg") if named else None


@contextmanager
def server(folder: Path | None = None) -> Iterator[URL]:
    """Yield the address of a server where databases may be made.

    It is the one that INSTEP_DATABASE_URL names, or else an embedded one in `folder` (unsaid: a
    new folder), which processes of the same folder share.
    """
    named = named_server()
    if named:
        yield named
    elif folder:
        with embedded_postgres(folder / "data", durable=False) as running:
            with locked(folder):
                admin = make_url(running.url("postgres", SUPERUSER))
                asyncio.run(execute(admin, *PREPARED))
            yield make_url(running.url())
    else:
        with run_folder() as new, server(new) as url:
            yield url


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process of the run do something at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def template(on: URL, folder: Path) -> URL:
    """Return the run's template: the seeded catalogue, which may be copied but not connected to.

    The first process that asks makes it; the others wait until it is filled.
    """
    made = template_file(folder)
    with locked(folder):
        if not made.exists():
            name = new_name()
            asyncio.run(execute(on, f"CREATE DATABASE {name} TEMPLATE template0"))
            asyncio.run(fill(on.set(database=name)))
            made.write_text(name)
    return on.set(database=made.read_text())


def new_name() -> str:
    return f"instep_test_{uuid.uuid4().hex[:12]}"


@contextmanager
def database(on: URL, template: str = "template0") -> Iterator[URL]:
    """Yield the address of a new database, which is dropped afterwards."""
    name = new_name()
    # Copying the files takes half as long as writing them anew, if nothing waits for the disk.
    strategy = "WAL_LOG" if named_server() else "FILE_COPY"
    asyncio.run(execute(on, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY {strategy}"))
    try:
        yield on.set(database=name)
    finally:
        asyncio.run(drop(on, name))


async def drop(on: URL, name: str) -> None:
    """Drop a database; one that is being vacuumed has a process that no ordinary role may end."""
    for _ in range(50):
        try:
            return await execute(on, f"DROP DATABASE {name} WITH (FORCE)")
        except asyncpg.InsufficientPrivilegeError:
            await asyncio.sleep(0.2)
    return await execute(on, f"DROP DATABASE {name} WITH (FORCE)")


async def execute(url: URL, *statements: str) -> None:
    """Run statements outside any transaction."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def settings_for(url: URL, **changes: object) -> Settings:
    """Settings of an application that tests ask from this machine, as often as they like."""
    named = SecretStr(url.render_as_string(hide_password=False))
    limits = dict.fromkeys(("limit_reads", "limit_posts", "limit_wrong_keys"), 1_000_000)
    given: dict[str, Any] = {"public_url": PUBLIC_URL, "log_level": "error"} | limits | changes
    return Settings(database_url=named, **given)


PARSED = cache(loader.parse)


def parse_once(written: bytes, *rest: Any) -> Any:
    """Return what `seed.loader.parse` does, or did the last time when it was given the same."""
    entries, mistakes = PARSED(written, *rest)
    return [*entries], [*mistakes]


@cache
def seed_content() -> Content:
    """Return the real seed, read once in each process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "parse", parse_once)
        content, mistakes = read_content()
    assert not mistakes, mistakes
    return content


async def add_partner(opened: Database) -> None:
    """Let a partner publish a routine, with the key that examples show."""
    async with opened.writing() as session:
        await ensure_partner(session, "example-gym", "Example Gym", PUBLISHED)
        key = ApiKey(
            prefix=EXAMPLE_KEY.prefix,
            partner="example-gym",
            digest=EXAMPLE_KEY.digest,
            scopes=["read", "routines:write"],
            created_at=PUBLISHED,
            expires_at=PUBLISHED + timedelta(days=3650),
        )
        session.add(key)
        creating = Preconditions(if_match=None, if_none_match="*")
        written = RoutineDefinition.model_validate(definition()).model_dump()
        storage_limits = StorageLimits.from_settings(settings_for(URL.create("postgresql")))
        name = "morning-feet"
        await save_draft(session, "example-gym", name, written, creating, PUBLISHED, storage_limits)
        anyway = Preconditions(if_match="*", if_none_match=None)
        await publish(session, "example-gym", name, anyway, PUBLISHED, storage_limits)


async def fill(url: URL) -> None:
    """Migrate a new database and publish the seed in it, as production does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gzip_pieces, "COMPRESSION", COMPRESSION)
        await publish_seed(url)


async def publish_seed(url: URL) -> None:
    opened: Database = open_database(settings_for(url), statement_timeout_ms=60_000)
    try:
        await migrate(opened.engine)
        async with opened.writing() as session:
            await session.execute(update(Catalogue).values(catalogue_id=CATALOGUE_ID))
        await import_content(opened, seed_content(), now=PUBLISHED)
        await add_partner(opened)
    finally:
        await opened.close()
