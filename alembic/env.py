"""Runs the migrations, on a connection handed in by the program or on the configured database."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from api.config import load_settings
from api.db import open_engine
from api.models import Base

STATEMENT_TIMEOUT_MS = 120_000


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_server_default=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run() -> None:
    settings = load_settings()
    if settings.database_url is None:
        raise SystemExit("alembic needs INSTEP_DATABASE_URL; `instep migrate` does not")
    engine = open_engine(settings, STATEMENT_TIMEOUT_MS)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


def run_offline() -> None:
    context.configure(
        dialect_name="postgresql",
        target_metadata=Base.metadata,
        literal_binds=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run_offline()
elif (handed_in := context.config.attributes.get("connection")) is not None:
    run(handed_in)
else:
    asyncio.run(connect_and_run())
