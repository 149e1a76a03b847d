"""The `instep` command. Each file holds one group of commands and adds them with its `add`."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from api.cli import bench, contract, keys, match, plan, routines, seed, serve, settings
from api.cli.commands import CommandError, Commands
from api.config import SettingsError
from api.embedded import EmbeddedPostgresError
from seed.importer import SeedRefusedError

GROUPS = (serve, seed, match, plan, keys, routines, contract, settings, bench)
"""In the order in which `instep --help` lists them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a sentence on standard error."""
    options = parser().parse_args(arguments)
    # Ending by SIGTERM has to unwind like any other end, or the embedded server would stay.
    signal.signal(signal.SIGTERM, end)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        status = run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Who reads along (`head`, a pager) has seen enough; the interpreter may not say so either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
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
    top = argparse.ArgumentParser(prog="instep", description="Run Instep, and tend what it holds.")
    commands = Commands(top.add_subparsers(required=True, metavar="command"))
    for group in GROUPS:
        group.add(commands)
    return top
