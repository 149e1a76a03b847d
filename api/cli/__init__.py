"""The `instep` command. Each file holds one group of commands and adds them with its `add`."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from api.backups import BackupError
from api.cli import backups, bench, contract, keys, match, plan, routines, seed, serve, settings
from api.cli.commands import CommandError, Commands
from api.cli.unknown_settings import unknown_settings
from api.config import Settings, SettingsError
from api.embedded import EmbeddedPostgresError
from seed.importer import SeedRefusedError

GROUPS = (serve, seed, match, plan, keys, routines, backups, contract, settings, bench)
"""In the order in which `instep --help` lists them."""

FAILURES = (
    CommandError,
    BackupError,
    SettingsError,
    EmbeddedPostgresError,
    SeedRefusedError,
    SQLAlchemyError,
    OSError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a sentence on standard error."""
    options = parser().parse_args(arguments)
    for warning in unknown_settings(os.environ, Settings.model_fields):
        print(f"instep: {warning}", file=sys.stderr)
    # SIGTERM ends with an exception too, so that the embedded server is stopped.
    signal.signal(signal.SIGTERM, exit_on_signal)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        status = run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough; the interpreter must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except FAILURES as error:
        print(f"instep: {failure_text(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def failure_text(error: Exception) -> str:
    """Return the error as a sentence, without a traceback."""
    if isinstance(error, SeedRefusedError):
        return "\n".join(["nothing was written", *map(str, error.mistakes)])
    if isinstance(error, SQLAlchemyError):
        cause = str(error.__cause__ or type(error).__name__).splitlines()[0]
        return f"the database refused: {cause}"
    return str(error)


def exit_on_signal(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="instep", description="Run Instep, and tend what it holds.")
    commands = Commands(top.add_subparsers(required=True, metavar="command"))
    for group in GROUPS:
        group.add(commands)
    return top
