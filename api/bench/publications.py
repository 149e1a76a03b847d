"""What a publication costs: seconds, processor time of server and database, things built."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.bench.measure import cpu_of
from api.db import Database
from api.publishing.publish import publish
from api.records import Edition


@dataclass(frozen=True)
class PublicationCost:
    """Seconds that passed, seconds of CPU, and how many things were built and documents written."""

    what: str
    passed: float
    server: float
    database: float
    built: int
    written: int


async def publication_cost(
    database: Database, what: str, edition: Edition, now: datetime, *, keep: bool
) -> PublicationCost:
    """Publish an edition; without `keep` it is rolled back, so that it can be measured again."""
    async with database.writing(keep=keep) as session:
        backend = int(await session.scalar(text("SELECT pg_backend_pid()")) or 0)
        before = cpu_of(backend), time.process_time(), time.perf_counter()
        publication = await publish(session, edition, now)
        await settle(session)
        passed, server = time.perf_counter() - before[2], time.process_time() - before[1]
        in_database = (cpu_of(backend) - before[0]) / 1_000
    written = len(publication.upserts) + len(publication.deletes)
    return PublicationCost(what, passed, server, in_database, publication.built, written)


async def settle(session: AsyncSession) -> None:
    """Check the foreign keys that PostgreSQL would check only when the transaction commits."""
    await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def publication_table(rows: Iterable[PublicationCost]) -> Iterator[str]:
    """Yield the lines of a table; times are in seconds."""
    yield f"{'publication, s':<36}{'passed':>8}{'CPU':>8}{'database':>10}{'built':>9}{'written':>9}"
    for row in rows:
        yield (
            f"{row.what:<36}{row.passed:>8.1f}{row.server:>8.1f}{row.database:>10.1f}"
            f"{row.built:>9,}{row.written:>9,}"
        )
