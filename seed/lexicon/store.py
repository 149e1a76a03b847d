"""Keep the lexicon of the matcher in step with its files."""

import hashlib

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Lexicon
from api.serialisation import serialise
from seed.content import Content
from seed.lexicon.document import document

LANGUAGE = "en"


async def store_lexicon(session: AsyncSession, content: Content) -> str:
    """Write the lexicon if it differs; return "created", "changed" or "ok"."""
    text = serialise(document(content))
    digest = hashlib.sha256(text.encode()).hexdigest()
    before = await session.scalar(select(Lexicon.digest))
    if before == digest:
        return "ok"
    statement = insert(Lexicon).values(language=LANGUAGE, digest=digest, document=text)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=("language",), set_={"digest": digest, "document": text}
        )
    )
    return "created" if before is None else "changed"
