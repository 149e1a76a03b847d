"""Grow a catalogue: synthetic exercises and complaints beside the real ones, for measuring only.

What a request costs must not hang on how much the catalogue holds, so there has to be a catalogue
that holds much. It is made inside PostgreSQL, a few statements however many rows. Words, regions
and equipment are drawn by Zipf's law (a few everywhere, most of them rare); what is not drawn is
copied from a real exercise or complaint. Documents, summaries and search rows are what publishing
would have made of the rows: publishing again changes nothing, and a test says so.

The same count and seed give the same rows.
"""

from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from seed.synthetic.complaints import add_complaints
from seed.synthetic.documents import add_documents
from seed.synthetic.draws import prepare_draws
from seed.synthetic.exercises import add_exercises
from seed.synthetic.listings import add_listings
from seed.synthetic.search import add_search

EXERCISES_TO_A_COMPLAINT = 20
"""One synthetic complaint for so many synthetic exercises."""

PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
"""When the first of them was published; each later one a second later."""

SERIAL = "UPDATE catalogue SET serial = (SELECT max(serial) FROM documents)"


async def grow(session: AsyncSession, count: int, seed: int = 1) -> None:
    """Add `count` synthetic exercises and their complaints, in the caller's transaction.

    The catalogue has to hold the real content, published, and nothing synthetic yet.
    """
    await prepare_draws(session, seed)
    await add_exercises(session, count)
    await add_complaints(session, count // EXERCISES_TO_A_COMPLAINT, count)
    await add_documents(session, PUBLISHED)
    await add_search(session)
    await add_listings(session)
    await session.execute(text(SERIAL))
