"""`instep serve` and `instep migrate`."""

import argparse
import asyncio
import os
import socket
import tempfile

import uvicorn

from api.cli.commands import CommandError, Commands, named_database, on_database
from api.cli.seed import valid_content
from api.config import Settings, load_settings
from api.db import Database
from api.metrics import SHARED_FOLDER
from api.migrations import migrate
from seed.importer import import_content


def add(commands: Commands) -> None:
    commands.add("serve", serve)
    commands.add("migrate", migrate_command)


def serve(options: argparse.Namespace) -> int:
    """run the server; with the embedded database it migrates and seeds first"""
    settings = load_settings()
    refuse_a_taken_port(settings)
    with named_database(settings) as named, tempfile.TemporaryDirectory("-metrics") as counters:
        if settings.database_url is None:
            asyncio.run(on_database(named, prepare))
        if settings.workers > 1:
            os.environ.setdefault(SHARED_FOLDER, counters)
        # Workers are separate processes, and read the environment.
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
            # The application's own middleware reads them, for the proxies in its settings.
            proxy_headers=False,
            timeout_graceful_shutdown=10,
            # A worker that is still importing on a busy machine is not a dead one.
            timeout_worker_healthcheck=60,
        )
    return 0


def refuse_a_taken_port(settings: Settings) -> None:
    """Raises CommandError if the server could not listen, before a database is started for it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except OSError as error:
            raise CommandError(
                f"cannot listen on {settings.host}, port {settings.port}: {error.strerror}. "
                "Set INSTEP_PORT to another one, or end what listens there."
            ) from error


async def prepare(database: Database) -> None:
    """Bring the embedded database up to date: schema, then content."""
    await migrate(database.engine)
    await import_content(database, valid_content())


def migrate_command(options: argparse.Namespace) -> int:
    """bring the database's schema up to date"""
    with named_database(load_settings()) as settings:
        before, after = asyncio.run(on_database(settings, lambda db: migrate(db.engine)))
    print(f"schema: {before or 'empty'} → {after}" if before != after else f"schema: {after}, ok")
    return 0
