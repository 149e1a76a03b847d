"""`instep bench`: the cost of requests on a large synthetic catalogue and on the small one."""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text

from api.bench.measure import compare, table
from api.bench.scratch import NotScratchError, scratch_database
from api.cli.commands import CommandError, Commands, print_lines, whole_number
from api.cli.seed import valid_content
from api.config import Settings, load_settings
from api.db import Database
from api.embedded import SUPERUSER, embedded_postgres
from api.main import create_app
from api.migrations import migrate
from api.publishing.publish import publish
from seed.importer import import_content
from seed.synthetic import grow

PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
"""When synthetic things are published."""

LARGEST = 200_000
"""Exercises. A publication is built in memory: about 60 KB for each of them."""


def add(commands: Commands) -> None:
    bench = commands.add("bench", bench_command)
    bench.add_argument(
        "--size", type=count, default=100_000, help="how many synthetic exercises to make"
    )
    bench.add_argument(
        "--seed", type=whole_number, default=1, help="another seed makes other exercises"
    )
    bench.add_argument("--rounds", type=count, default=40, help="how often to ask each address")
    bench.add_argument(
        "--database",
        default="instep_bench",
        help="the beginning of the names of the scratch databases; on the server in"
        " INSTEP_DATABASE_URL they stay for the next time",
    )


def count(given: str) -> int:
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given) <= LARGEST:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {LARGEST}")
    return int(given)


def bench_command(options: argparse.Namespace) -> int:
    """measure the cost of requests on a large synthetic catalogue and on the small one"""
    with some_server(load_settings()) as settings:
        try:
            return asyncio.run(measure(settings, options))
        except NotScratchError as error:
            raise CommandError(str(error)) from error


@contextmanager
def some_server(settings: Settings) -> Iterator[Settings]:
    """Yield settings that name a server: the configured one, or a new one that goes again."""
    if settings.database_url is not None:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="instep-bench-") as folder:
        # As root the server runs under an account of its own, which has to pass through here.
        Path(folder).chmod(0o711)
        with embedded_postgres(Path(folder) / "data", durable=False) as server:
            yield settings.model_copy(
                update={"database_url": SecretStr(server.url(role=SUPERUSER))}
            )


async def measure(settings: Settings, options: argparse.Namespace) -> int:
    # The benchmark asks so often that the usual limit would refuse it, and what it measures is
    # reading: no answer is kept.
    unusual = {"log_level": "error", "limit_reads": 1_000_000, "answer_cache_bytes": 0}
    settings = settings.model_copy(update=unusual)

    async def fill_large(database: Database) -> None:
        await fill(database)
        await enlarge(database, options.size, options.seed)

    recipe = f"{options.size} exercises of seed {options.seed}"
    small = await scratch_database(settings, f"{options.database}_small", "real content", fill)
    large = await scratch_database(settings, f"{options.database}_large", recipe, fill_large)
    apps = create_app(small), create_app(large)
    try:
        compared = await compare(*apps, rounds=options.rounds)
    finally:
        for app in apps:
            await app.state.database.close()
    return print_lines(list(table(compared, options.size)))


async def fill(database: Database) -> None:
    await migrate(database.engine)
    await import_content(database, valid_content())
    await tidy(database)


async def enlarge(database: Database, size: int, seed: int) -> None:
    """Publish the seed again with `size` synthetic exercises beside its own."""
    edition = grow(valid_content().edition(), size, seed)
    async with database.writing() as session:
        await publish(session, edition, PUBLISHED)
    await tidy(database)


async def tidy(database: Database) -> None:
    """Update PostgreSQL's statistics; on a busy server autovacuum does this some minutes later."""
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
