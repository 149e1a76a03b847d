"""Reviewers whom the published documents name."""

import json
from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Document
from api.publishing.documents import Place
from api.v1.documents import BuiltDocument

NAMING = ("reviewed", "lapsed")
"""The statuses with which a document may name its reviewer."""


async def names_gone_reviewer(session: AsyncSession, built: Mapping[Place, BuiltDocument]) -> bool:
    """Say whether a published document names a reviewer whom its next one does not name."""
    query = select(Document.type, Document.slug, Document.language, Document.body).where(
        or_(*(Document.body.contains(f'"review":{{"status":"{word}"') for word in NAMING))
    )
    for row in await session.execute(query):
        before = json.loads(row.body)["review"]["by"]
        after = built.get((row.type, row.slug, row.language))
        if before is not None and (after is None or after.content["review"]["by"] != before):
            return True
    return False
