"""The rules of the safety check in the snapshot."""

import json

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Overloaded
from api.interview.rules import InterviewRules
from api.models import CheckScreens

MOST_RULES = 16
"""Rules of so many languages and publications are kept; the oldest ones make room."""

KEPT: dict[str, InterviewRules] = {}
"""The rules that this process has read, by digest."""


async def get_interview_rules(session: AsyncSession, language: str) -> InterviewRules:
    """Return the rules in a language; they are read only if this process has others.

    Raises Overloaded if the database has none yet.
    """
    row = CheckScreens
    digest = await session.scalar(select(row.digest).where(row.language == language))
    if digest is None:
        raise Overloaded("The safety check is not ready yet.")
    if digest not in KEPT:
        document = await session.scalar(select(row.document).where(row.language == language))
        KEPT[digest] = InterviewRules.from_plain(json.loads(str(document)))
        for oldest in list(KEPT)[:-MOST_RULES]:
            del KEPT[oldest]
    return KEPT[digest]
