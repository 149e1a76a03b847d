"""Rules that are published as one document in each served language, in a table of their own."""

import hashlib
import json
from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.languages import FALLBACK, served
from api.messages.files import get_messages
from api.models import RuleDocument
from api.publishing.differences import differences, in_language
from api.records import Edition
from api.serialisation import serialise
from api.v1.documents import Context, UntranslatedError
from api.v1.documents.base import Content

Build = Callable[[Context], Content]


async def store_rules(
    session: AsyncSession, table: type[RuleDocument], edition: Edition, build: Build
) -> list[str] | None:
    """Write the documents that differ, and say in which paths; None if there were none before."""
    wanted = {language: rules_in(edition, language, build) for language in served()}
    rows = await session.execute(select(table.language, table.document))
    current = {row.language: row.document for row in rows}
    differing = {one: text for one, text in wanted.items() if current.get(one) != text}
    for language, text in differing.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        row = {"language": language, "digest": digest, "document": text}
        statement = insert(table).values(row)
        await session.execute(
            statement.on_conflict_do_update(index_elements=("language",), set_=row)
        )
    await session.execute(delete(table).where(table.language.not_in(wanted)))
    if not current:
        return None
    return [
        in_language(language, line)
        for language, text in sorted(differing.items())
        if language in current
        for line in differences(json.loads(current[language]), json.loads(text))
    ]


def rules_in(edition: Edition, language: str, build: Build) -> str:
    """Return the document of the rules, in the original language if this one lacks a text."""
    records = edition.in_language(language)
    context = Context(language, get_messages(language), edition.original, records)
    try:
        return serialise(build(context))
    except UntranslatedError:
        messages, original = get_messages(FALLBACK), edition.original
        return serialise(build(Context(FALLBACK, messages, original, original)))
