"""For all commands: how a command is added, the database it works on, how it fails."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import asyncpg
from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from api.cli.terminal import can_write_any_sign
from api.config import Settings, load_settings
from api.db import Database, named_address, open_database
from api.embedded import embedded_postgres
from api.errors import InvalidRequest, Problem
from api.migrations import SchemaError, require_newest
from api.postgres.failures import explain
from api.visible_text import normal_form, shows_nothing, unseen_character

T = TypeVar("T")

STATEMENT_TIMEOUT_MS = 120_000

CANNOT_CONNECT = (
    SQLAlchemyError,
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    ValueError,  # a host that cannot be one, a port in the environment
)
"""What is raised if a database cannot be reached, depending on the moment."""


class CommandError(Exception):
    """An error that the person at the terminal can correct; printed without a traceback."""


class HelpWithDefaults(argparse.HelpFormatter):
    """Adds to each option what holds if it is left out, unless its sentence says so."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        text = action.help
        takes_no_value = action.nargs == 0 or not action.option_strings
        if not text or takes_no_value or action.required or "(default" in text:
            return text
        return f"{text} (default: {'none' if action.default is None else '%(default)s'})"


def print_help(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """Return what a command without a subcommand does."""

    def run(options: argparse.Namespace) -> int:
        parser.print_help()
        return 0

    return run


class Commands:
    """The list of commands; `--help` prints the docstring of a command's function."""

    def __init__(self, parsers: Any) -> None:
        self.parsers = parsers

    def add(self, name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = self.parsers.add_parser(
            name, help=run.__doc__, description=run.__doc__, formatter_class=HelpWithDefaults
        )
        parser.set_defaults(run=run)
        return parser

    def group(self, name: str, description: str) -> "Commands":
        """Add a command that has subcommands, for example `instep keys create`."""
        parser = self.parsers.add_parser(
            name, help=description, description=description, formatter_class=HelpWithDefaults
        )
        parser.set_defaults(run=print_help(parser))
        return Commands(parser.add_subparsers(metavar="command"))


@contextmanager
def named_database(settings: Settings, *, supervise: bool = False) -> Iterator[Settings]:
    """Yield settings that name a database: the configured one, or the embedded one, started.

    With `supervise` the embedded one is started again if it dies.
    """
    if settings.database_url is not None:
        yield settings
        return
    with embedded_postgres(settings.data_dir, supervise=supervise) as server:
        yield settings.model_copy(update={"database_url": SecretStr(server.url())})


async def on_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Open the database, do the work, close it.

    Raises CommandError if the database does not answer, or has another schema than it must.
    """
    database = open_database(settings, statement_timeout_ms=STATEMENT_TIMEOUT_MS)
    try:
        return await work(database)
    except SchemaError as error:
        raise CommandError(str(error)) from error
    except CANNOT_CONNECT as error:
        failure = explain(error, named_address(settings))
        if failure is None:
            raise
        raise CommandError(f"INSTEP_DATABASE_URL: {failure.text}") from error
    finally:
        await database.close()


def write(work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Do the work in one transaction of the database that the settings name.

    Raises CommandError if the database has another schema than it must.
    """

    async def run(database: Database) -> T:
        await require_newest(database.engine)
        async with database.writing() as session:
            return await work(session)

    with named_database(load_settings()) as settings:
        return asyncio.run(on_database(settings, run))


def answered(work: Callable[[], T]) -> T:
    """Return the answer; a problem is reported like any other of the command line."""
    try:
        return work()
    except InvalidRequest as problem:
        lines = [
            f"{error.pointer}: {error.detail}"
            + (f" Did you mean {error.suggestion}?" if error.suggestion else "")
            for error in problem.errors
        ]
        raise CommandError("\n".join(["the request is not valid", *lines])) from problem
    except Problem as problem:
        raise CommandError(problem.detail) from problem


def line_of_text(longest: int) -> Callable[[str], str]:
    def line(given: str) -> str:
        text = normal_form(given.strip())
        unseen = unseen_character(text)
        if unseen is not None:
            raise argparse.ArgumentTypeError(f"must be one line of text without {unseen}")
        if shows_nothing(text) or len(text) > longest:
            raise argparse.ArgumentTypeError(f"must be one line of at most {longest} characters")
        return text

    return line


def between(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text[:9]) <= high:
            raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}")
        return int(text)

    return number


def whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a whole number") from None


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a date as YYYY-MM-DD") from None


def print_json(value: Any) -> int:
    """Print a value as JSON, with escapes for the signs that the terminal does not have."""
    print(json.dumps(value, indent=2, ensure_ascii=not can_write_any_sign()))
    return 0


def print_lines(lines: Sequence[str]) -> int:
    for line in lines:
        print(line)
    return 0
