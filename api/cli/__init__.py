"""The `instep` command. Each file holds one group of commands and adds them with its `add`."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from types import FrameType

# First, since it sees to what is imported.
from api import server as server
from api.cli import terminal
from api.cli.commands import Commands, HelpWithDefaults, print_help
from api.cli.failures import FAILURES, failure_text
from api.cli.unknown_settings import unknown_settings
from api.config import Settings
from api.server.signals import handled_by

GROUPS = {
    "serve": ("serve", "migrate"),
    "seed": ("seed",),
    "review": ("review",),
    "match": ("match",),
    "evaluate": ("evaluate", "safety-page"),
    "check": ("check",),
    "plan": ("plan",),
    "adapt": ("adapt",),
    "keys": ("keys",),
    "routines": ("routines",),
    "backups": ("backup", "restore"),
    "contract": ("openapi",),
    "draw": ("draw",),
    "settings": ("settings",),
    "bench": ("bench",),
}
"""The modules of the groups with their commands, in the order in which `instep --help` lists them.

A command imports its own group only: a server has in memory whatever it imports.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a sentence on standard error."""
    return reported(lambda: run_command(arguments))


def reported(run: Callable[[], int]) -> int:
    """Return what a command returns, or 1 with a sentence on standard error."""
    terminal.replace_unknown_signs()
    try:
        try:
            return run()
        finally:
            # Here and not when the interpreter ends, which would print a traceback.
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough.
        terminal.discard(sys.stdout)
        return 0
    except FAILURES as error:
        terminal.write_error(f"instep: {failure_text(error)}")
        terminal.finish(sys.stdout)
        return 1
    except KeyboardInterrupt:
        return 130


def run_command(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(given[0] if given else None).parse_args(given)
    for warning in unknown_settings(os.environ, Settings.model_fields):
        terminal.write_error(f"instep: {warning}")
    # These signals end with an exception too, so that the embedded server is stopped.
    with handled_by(exit_on_signal, (signal.SIGTERM, signal.SIGHUP)):
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)


def exit_on_signal(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def parser(asked: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands, or of the group that has the one that is asked for."""
    top = argparse.ArgumentParser(
        prog="instep",
        description="Run Instep, and look after its content, partners and backups.",
        formatter_class=HelpWithDefaults,
    )
    top.add_argument("--version", action="version", version=f"instep {version('instep')}")
    top.set_defaults(run=print_help(top))
    commands = Commands(top.add_subparsers(metavar="command"))
    own = [group for group, names in GROUPS.items() if asked in names]
    for group in own or GROUPS:
        import_module(f"api.cli.{group}").add(commands)
    return top
