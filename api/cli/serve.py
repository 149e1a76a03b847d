"""`instep serve` and `instep migrate`."""

import argparse
import asyncio
import gc
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from uvicorn.config import STARTUP_FAILURE

from api import listening
from api.cli.commands import CommandError, Commands, between, named_database, on_database
from api.cli.metrics_port import metrics_served
from api.cli.named_database import refuse_a_wrong_address
from api.cli.preparation import prepare_apart
from api.cli.start_message import announced
from api.cli.terminal import write_error
from api.config import Settings, load_settings
from api.logs import configure_logs
from api.metrics import SHARED_FOLDER
from api.migrations import migrate
from api.server.limits import allow_open_files
from api.server.run import run

OPTIONS: dict[str, tuple[Callable[[str], object], str]] = {
    "host": (str, "address or name to listen on"),
    "port": (between(1, 65535), "port to listen on"),
    "workers": (between(1, 64), "number of server processes"),
}
"""Settings that are also options: how each is read, and what it means."""


def add(commands: Commands) -> None:
    command = commands.add("serve", serve)
    fields = Settings.model_fields
    for name, (read, text) in OPTIONS.items():
        command.add_argument(
            f"--{name}",
            type=read,
            help=f"{text} (default: INSTEP_{name.upper()}, or else {fields[name].default})",
        )
    commands.add("migrate", migrate_command)


def serve(options: argparse.Namespace) -> int:
    """run the server; with the embedded database, migrate and seed first"""
    for name in OPTIONS:
        if getattr(options, name) is not None:
            # In the environment, because workers read it.
            os.environ[f"INSTEP_{name.upper()}"] = str(getattr(options, name))
    settings = load_settings()
    configure_logs(settings.log_level)  # for this process, which may be the parent of workers
    allow_open_files()
    with (
        # Before a database is started for it.
        bound_sockets(settings) as sockets,
        tempfile.TemporaryDirectory("-metrics") as counters,
    ):
        warn_of_a_local_address(settings)
        if settings.workers > 1:
            os.environ.setdefault(SHARED_FOLDER, counters)
        with metrics_served(settings), named_database(settings, supervise=True) as named:
            if settings.database_url is None:
                prepare_apart(named)
            else:
                asyncio.run(refuse_a_wrong_address(settings))
            # Workers are separate processes, and read the environment.
            os.environ["INSTEP_DATABASE_URL"] = named.database_url.get_secret_value()  # type: ignore[union-attr]
            with announced(settings, sockets):
                has_served = run(settings, sockets)
    # Otherwise the interpreter would look for cycles in all that is in memory before it exits,
    # for two seconds.
    gc.freeze()
    return 0 if has_served else STARTUP_FAILURE


def warn_of_a_local_address(settings: Settings) -> None:
    if settings.public_url is None and listening.is_wildcard(settings.host):
        write_error(
            f"instep: INSTEP_PUBLIC_URL is not set, so answers name {settings.base_url},"
            " which only this machine can reach."
        )


@contextmanager
def bound_sockets(settings: Settings) -> Iterator[list[socket.socket]]:
    """Yield the sockets to listen on. Raises CommandError if the server could not listen."""
    try:
        sockets = listening.bind(settings.host, settings.port)
    except OSError as error:
        where = f"{settings.host}, port {settings.port}"
        raise CommandError(
            f"cannot listen on {where}: {error.strerror}. {remedy(error)}"
        ) from error
    try:
        yield sockets
    finally:
        listening.close(sockets)


def remedy(error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno in listening.ABSENT:
        return "Set INSTEP_HOST to an address of this machine, for example 127.0.0.1."
    return "Set INSTEP_PORT to another port, or stop the program that listens there."


def migrate_command(options: argparse.Namespace) -> int:
    """bring the database's schema up to date"""
    with named_database(load_settings()) as settings:
        before, after = asyncio.run(on_database(settings, lambda db: migrate(db.engine)))
    print(f"schema: {before or 'empty'} → {after}" if before != after else f"schema: {after}, ok")
    return 0
