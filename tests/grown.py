"""Large catalogues for tests: synthetic exercises and complaints beside the real ones."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL

from api.bench.scratch import NO_TIMEOUT_MS
from api.cli.bench import PUBLISHED, tidy
from api.db import open_database
from api.publishing.publish import publish
from seed.synthetic import grow
from tests import databases


@contextmanager
def grown_database(server: URL, template: URL, count: int, seed: int = 1) -> Iterator[URL]:
    """Yield the address of a copy of the seeded catalogue with `count` exercises more."""
    with databases.database(server, str(template.database)) as url:
        asyncio.run(fill(url, count, seed))
        yield url


async def fill(url: URL, count: int, seed: int) -> None:
    settings = databases.settings_for(url)
    database = open_database(settings, statement_timeout_ms=NO_TIMEOUT_MS)
    # What `instep bench` does, but that the seed was read already.
    async with database.writing() as session:
        await publish(session, grow(databases.seed_content().edition(), count, seed), PUBLISHED)
    await tidy(database)
    await database.close()
