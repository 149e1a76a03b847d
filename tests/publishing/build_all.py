"""Print a digest of all rows and documents, built afresh: `python -m tests.publishing.build_all`.

The address of a seeded database is the argument. Frozen routines are thawed first and built
anew; nothing is kept.
"""

import asyncio
import hashlib
import json
import sys

from sqlalchemy import delete
from sqlalchemy.engine import make_url

from api.db import open_database
from api.models import RoutineVersion
from api.publishing.context import load_context
from api.publishing.publish import BUILDERS
from seed.rows import rows_of
from tests.databases import seed_content, settings_for


async def digest(address: str) -> str:
    """Return SHA-256 (hex) of the seed's rows and of every document built from the database."""
    database = open_database(settings_for(make_url(address)))
    told = [json.dumps(rows_of(seed_content()), default=str)]
    try:
        async with database.writing(keep=False) as session:
            await session.execute(delete(RoutineVersion))
            context = await load_context(session)
            for build in BUILDERS:
                told += [item.digest for item in await build(session, context)]
    finally:
        await database.close()
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(digest(sys.argv[1])) + "\n")
