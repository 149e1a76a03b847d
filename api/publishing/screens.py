"""The screens of the safety check, with its rules, in each served language."""

import hashlib
import json
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.languages import FALLBACK, served
from api.messages.files import get_messages
from api.models import CheckScreens
from api.publishing.differences import differences, in_language
from api.records import Edition, Key
from api.serialisation import serialise
from api.v1.documents import Context, UntranslatedError
from api.v1.documents.screens import build_screens

RULES: Key = ("screen", "safety-check")
"""The rules as a whole, as a publication names them."""


@dataclass(frozen=True)
class ScreenChanges:
    """The screens that are new, as `("screen", code)`; the paths that differ in the rules."""

    created: list[Key] = field(default_factory=list)
    changed: dict[Key, list[str]] = field(default_factory=dict)
    removed: list[Key] = field(default_factory=list)


async def store_screens(session: AsyncSession, edition: Edition) -> ScreenChanges:
    """Write the rules that differ, and say in which paths."""
    wanted = {language: rules_in(edition, language) for language in served()}
    rows = await session.execute(select(CheckScreens.language, CheckScreens.document))
    current = {row.language: row.document for row in rows}
    differing = {one: text for one, text in wanted.items() if current.get(one) != text}
    for language, text in differing.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        row = {"language": language, "digest": digest, "document": text}
        statement = insert(CheckScreens).values(row)
        await session.execute(
            statement.on_conflict_do_update(index_elements=("language",), set_=row)
        )
    await session.execute(delete(CheckScreens).where(CheckScreens.language.not_in(wanted)))
    if not current:
        return ScreenChanges(created=[("screen", code) for code in edition.original.screens])
    lines = [
        in_language(language, line)
        for language, text in sorted(differing.items())
        if language in current
        for line in differences(json.loads(current[language]), json.loads(text))
    ]
    return ScreenChanges(changed={RULES: lines} if lines else {})


def rules_in(edition: Edition, language: str) -> str:
    """Return the document of the rules, in the original language if this one lacks a text."""
    records = edition.in_language(language)
    context = Context(language, get_messages(language), edition.original, records)
    try:
        return serialise(build_screens(context))
    except UntranslatedError:
        messages, original = get_messages(FALLBACK), edition.original
        return serialise(build_screens(Context(FALLBACK, messages, original, original)))
