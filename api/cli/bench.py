"""`instep bench`: the cost of requests and publications on a large synthetic catalogue."""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text

from api.bench.measure import compare, table
from api.bench.publications import PublicationCost, publication_cost, publication_table
from api.bench.scratch import NO_TIMEOUT_MS, NotScratchError, scratch_database
from api.cli.commands import CommandError, Commands, print_lines, whole_number
from api.cli.seed import valid_content
from api.config import Settings, load_settings
from api.db import Database, open_database
from api.embedded import SUPERUSER, embedded_postgres
from api.main import create_app
from api.migrations import migrate
from api.records import Edition
from seed.importer import import_content
from seed.synthetic import grow

PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
"""When synthetic things are published."""

LATER = datetime(2026, 1, 2, tzinfo=UTC)

LARGEST = 1_000_000
"""Exercises. Their records are in memory while they are published: about 7 KB for each of them."""

CHANGED = "synthetic-00000001"
FEEL = "A pull where it was made up."


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
    """measure what publications cost on a large synthetic catalogue, and requests beside a small"""
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

    edition = grow(valid_content().edition(), options.size, options.seed)
    published: list[PublicationCost] = []

    async def fill_large(database: Database) -> None:
        await fill(database)
        published.append(await enlarge(database, edition))

    recipe = f"{options.size} exercises of seed {options.seed}"
    small = await scratch_database(settings, f"{options.database}_small", "real content", fill)
    large = await scratch_database(settings, f"{options.database}_large", recipe, fill_large)
    published += await changed_costs(large, edition)
    print_lines([*publication_table(published), ""])
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


async def enlarge(database: Database, edition: Edition) -> PublicationCost:
    """Publish the seed again with the synthetic things of the edition beside its own."""
    cost = await publication_cost(database, "all of them", edition, PUBLISHED, keep=True)
    await tidy(database)
    return cost


async def changed_costs(settings: Settings, edition: Edition) -> list[PublicationCost]:
    """Measure publications of small changes of an edition; none of them is kept."""
    database = open_database(settings, statement_timeout_ms=NO_TIMEOUT_MS)
    editions = {
        "nothing changed": edition,
        "one exercise reworded": reworded(edition, feel=FEEL),
        "one exercise has another name": reworded(edition, name=FEEL),
    }
    try:
        return [
            await publication_cost(database, what, changed, LATER, keep=False)
            for what, changed in editions.items()
        ]
    finally:
        await database.close()


def reworded(edition: Edition, **fields: str) -> Edition:
    """Return the edition with some fields of one synthetic exercise set."""
    exercises = edition.original.exercises
    changed = exercises[CHANGED].model_copy(update=fields)
    original = replace(edition.original, exercises={**exercises, CHANGED: changed})
    return replace(edition, original=original)


async def tidy(database: Database) -> None:
    """Update PostgreSQL's statistics; on a busy server autovacuum does this some minutes later."""
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
