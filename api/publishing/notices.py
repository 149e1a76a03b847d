"""Notices: sentences that many answers carry, in each served language."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.languages import served
from api.models import Notice
from api.publishing.differences import differences, in_language
from api.records import Edition, Key


@dataclass(frozen=True)
class NoticeChanges:
    """The notices that are new, changed (with both texts) and gone, as `("notice", code)`."""

    created: list[Key]
    changed: dict[Key, list[str]]
    removed: list[Key]


async def store_notices(session: AsyncSession, edition: Edition) -> NoticeChanges:
    """Write the notices that differ, and say which.

    A notice that a language does not have is stored in the original one there, so that each
    language has all of them.
    """
    wanted = {
        (code, language): edition.in_language(language).notices.get(code, notice).text
        for code, notice in edition.original.notices.items()
        for language in served()
    }
    rows = await session.execute(select(Notice.code, Notice.language, Notice.text))
    current = {(row.code, row.language): row.text for row in rows}
    gone = [key for key in current if key not in wanted]
    for code, language in gone:
        await session.execute(
            delete(Notice).where(Notice.code == code, Notice.language == language)
        )
    differing = {key: text for key, text in wanted.items() if current.get(key) != text}
    await write_notices(session, differing)
    known = {code for code, _ in current}
    return NoticeChanges(
        created=sorted({("notice", code) for code, _ in differing if code not in known}),
        changed={
            ("notice", code): [
                in_language(language, line)
                for (other, language), text in sorted(differing.items())
                if other == code
                for line in differences({"text": current.get((code, language))}, {"text": text})
            ]
            for code, _ in sorted(differing)
            if code in known
        },
        removed=sorted({("notice", code) for code, _ in gone} - {("notice", c) for c, _ in wanted}),
    )


async def write_notices(session: AsyncSession, texts: Mapping[tuple[str, str], str]) -> None:
    for (code, language), text in texts.items():
        statement = insert(Notice).values(code=code, language=language, text=text)
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=("code", "language"), set_={"text": statement.excluded.text}
            )
        )
