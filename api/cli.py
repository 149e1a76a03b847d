"""The `instep` command: serve, migrate, seed, and print what there is to know."""

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TypeVar

import uvicorn
from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError

from api import reports
from api.config import Settings, SettingsError, load_settings
from api.db import Database, open_database
from api.embedded import EmbeddedPostgresError, embedded_postgres
from api.main import create_app
from api.migrations import migrate
from api.openapi import build_document
from seed.checks import check
from seed.content import SEED, Content, read_content
from seed.importer import Imported, SeedRefusedError, import_content
from seed.json_schemas import write_json_schemas

T = TypeVar("T")

SEED_STATEMENT_TIMEOUT_MS = 120_000
UNUSED_DATABASE = SecretStr("postgresql+asyncpg://unused/")


class CommandError(Exception):
    """Something the person at the terminal can mend; printed without a traceback."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a sentence on standard error."""
    options = parser().parse_args(arguments)
    # Ending by SIGTERM has to unwind like any other end, or the embedded server would stay.
    signal.signal(signal.SIGTERM, end)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except (CommandError, SettingsError, EmbeddedPostgresError) as error:
        print(f"instep: {error}", file=sys.stderr)
    except SeedRefusedError as error:
        print(
            "\n".join(["instep: nothing was written", *map(str, error.mistakes)]), file=sys.stderr
        )
    except SQLAlchemyError as error:
        cause = str(error.__cause__ or type(error).__name__).splitlines()[0]
        print(f"instep: the database refused: {cause}", file=sys.stderr)
    except OSError as error:
        print(f"instep: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="instep", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        sub.set_defaults(run=run)
        return sub

    command("serve", serve)
    command("migrate", migrate_command)
    seed = command("seed", seed_command)
    seed.add_argument(
        "--from", dest="folder", type=Path, default=SEED, help="a folder like seed/ (default: that)"
    )
    how = seed.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="only read the files; no database")
    how.add_argument("--diff", action="store_true", help="show what would change, write nothing")
    how.add_argument(
        "--write-schemas", action="store_true", help="write the JSON Schemas for editors' tools"
    )
    command("openapi", openapi_command)
    command("settings", settings_command)
    return top


@contextmanager
def named_database(settings: Settings) -> Iterator[Settings]:
    """Yield settings that name a database: the configured one, or the embedded one, started."""
    if settings.database_url is not None:
        yield settings
        return
    with embedded_postgres(settings.data_dir) as server:
        yield settings.model_copy(update={"database_url": SecretStr(server.url())})


def serve(options: argparse.Namespace) -> int:
    """run the server; with the embedded database it migrates and seeds first"""
    settings = load_settings()
    with named_database(settings) as named:
        if settings.database_url is None:
            asyncio.run(on_database(named, prepare))
        # Workers are processes of their own and read the environment.
        os.environ["INSTEP_DATABASE_URL"] = named.database_url.get_secret_value()  # type: ignore[union-attr]
        uvicorn.run(
            "api.main:create_app",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=10,
        )
    return 0


async def prepare(database: Database) -> None:
    """Bring an own database up to date: schema, then content."""
    await migrate(database.engine)
    await import_content(database, valid_content())


def migrate_command(options: argparse.Namespace) -> int:
    """bring the database's schema up to date"""
    with named_database(load_settings()) as settings:
        before, after = asyncio.run(on_database(settings, lambda db: migrate(db.engine)))
    print(f"schema: {before or 'empty'} → {after}" if before != after else f"schema: {after}, ok")
    return 0


def seed_command(options: argparse.Namespace) -> int:
    """bring the content of seed/ into the database, and publish it"""
    if options.write_schemas:
        return print_lines(write_json_schemas())
    content = valid_content(options.folder)
    if options.check:
        print(f"{content.count()} records, no mistakes")
        return 0
    settings = load_settings()
    with named_database(settings) as named:
        if settings.database_url is None:
            asyncio.run(on_database(named, lambda db: migrate(db.engine)))
        imported: Imported = asyncio.run(
            on_database(named, lambda db: import_content(db, content, keep=not options.diff))
        )
    return print_lines(reports.import_lines(imported, in_detail=options.diff))


async def on_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Open the database, do the work, close it."""
    database = open_database(settings, statement_timeout_ms=SEED_STATEMENT_TIMEOUT_MS)
    try:
        return await work(database)
    finally:
        await database.close()


def valid_content(folder: Path = SEED) -> Content:
    """Read the seed; raise CommandError that lists every mistake in it."""
    content, mistakes = read_content(folder)
    mistakes = sorted(mistakes) or check(content)
    if mistakes:
        count = f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''} in the seed"
        raise CommandError("\n".join([count, *map(str, mistakes)]))
    return content


def openapi_command(options: argparse.Namespace) -> int:
    """print the OpenAPI document as this server would answer it"""
    settings = load_settings()
    app = create_app(settings.model_copy(update={"database_url": UNUSED_DATABASE}))
    print(json.dumps(build_document(app, settings.base_url), indent=2, ensure_ascii=False))
    return 0


def settings_command(options: argparse.Namespace) -> int:
    """print every setting with its sentence and its value; secrets are hidden"""
    return print_lines(reports.setting_lines(load_settings()))


def print_lines(lines: Sequence[str]) -> int:
    for line in lines:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
