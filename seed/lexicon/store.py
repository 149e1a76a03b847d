"""Keep the lexicon in the database in step with its files."""

import hashlib

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.matching.lexicon.messages import EVERY_LANGUAGE
from api.models import Lexicon
from api.serialisation import serialise
from seed.content import Content
from seed.lexicon.document import document, messages


async def store_lexicon(session: AsyncSession, content: Content) -> str:
    """Write the rows that differ; return "created", "changed" or "ok"."""
    wanted = lexicon_rows(content)
    rows = await session.execute(select(Lexicon.language, Lexicon.digest))
    before = {row.language: row.digest for row in rows}
    differing = [row for row in wanted if before.get(row["language"]) != row["digest"]]
    gone = before.keys() - {row["language"] for row in wanted}
    for row in differing:
        statement = insert(Lexicon).values(row)
        await session.execute(
            statement.on_conflict_do_update(index_elements=("language",), set_=row)
        )
    if gone:
        await session.execute(delete(Lexicon).where(Lexicon.language.in_(gone)))
    if not before:
        return "created"
    return "changed" if differing or gone else "ok"


def lexicon_rows(content: Content) -> list[dict[str, str]]:
    """Return the row of the lexicon itself, and one of messages for each language."""
    documents = {EVERY_LANGUAGE: document(content), **messages(content)}
    texts = {language: serialise(plain) for language, plain in documents.items()}
    return [
        {
            "language": language,
            "digest": hashlib.sha256(text.encode()).hexdigest(),
            "document": text,
        }
        for language, text in texts.items()
    ]
