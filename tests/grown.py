"""Large catalogues for tests: synthetic exercises and complaints beside the real ones."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.engine import URL

from api.db import open_database
from seed.synthetic import grow
from tests import databases


@contextmanager
def grown_database(server: URL, template: URL, count: int, seed: int = 1) -> Iterator[URL]:
    """Yield the address of a copy of the seeded catalogue with `count` exercises more."""
    with databases.database(server, str(template.database)) as url:
        asyncio.run(fill(url, count, seed))
        yield url


async def fill(url: URL, count: int, seed: int) -> None:
    database = open_database(databases.settings_for(url), statement_timeout_ms=3_600_000)
    async with database.writing() as session:
        await grow(session, count, seed)
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
    await database.close()
