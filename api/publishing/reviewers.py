"""Reviewers whom the published documents name."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Document
from api.publishing.documents import Place
from api.publishing.search import batches
from api.v1.documents import BuiltDocument

NAMING = ("reviewed", "lapsed")
"""The statuses with which a document may name its reviewer."""


async def names_gone_reviewer(
    session: AsyncSession, places: Sequence[Place], built: Mapping[Place, BuiltDocument]
) -> bool:
    """Say whether a document that is published in one of these places names a reviewer too much.

    That is one whom its next document does not name, or nobody if it has none.
    """
    place = tuple_(Document.type, Document.slug, Document.language)
    query = select(Document.type, Document.slug, Document.language, Document.body).where(
        or_(*(Document.body.contains(f'"review":{{"status":"{word}"') for word in NAMING))
    )
    for some in batches(places):
        for row in await session.execute(query.where(place.in_(some))):
            before = json.loads(row.body)["review"]["by"]
            after = built.get((row.type, row.slug, row.language))
            if before is not None and (after is None or after.content["review"]["by"] != before):
                return True
    return False
