"""Frozen versions of routines, of editors and partners alike."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.addresses import located, path_of, path_of_version
from api.errors import Gone
from api.languages import FALLBACK
from api.messages import Messages
from api.messages.files import get_messages
from api.models import RetiredSlug, RoutineVersion
from api.queries.documents import Published, StoredDocument, find_documents
from api.serialisation import serialised, timestamp


async def find_version(
    session: AsyncSession, slug: str, number: int, language: str
) -> RoutineVersion | None:
    """Return a version in a language, or in the fallback if it was frozen before that was served.

    Raises Gone with the reason if the version was withdrawn.
    """
    query = (
        select(RoutineVersion)
        .where(
            RoutineVersion.routine == slug,
            RoutineVersion.number == number,
            RoutineVersion.language.in_((language, FALLBACK)),
        )
        .order_by(RoutineVersion.language != language)
        .limit(1)
    )
    version = await session.scalar(query)
    if version is not None and version.withdrawn_reason is not None:
        raise Gone(version.withdrawn_reason)
    return version


async def find_frozen(
    session: AsyncSession, slug: str, number: int, language: str
) -> RoutineVersion | None:
    """Return a version in exactly this language."""
    return await session.get(RoutineVersion, (slug, number, language))


async def stored_version(
    session: AsyncSession, version: RoutineVersion, *, is_stamped: bool
) -> StoredDocument:
    """Return a version's JSON with its advisories: later findings about it.

    `is_stamped` adds revision and time, as documents have them.
    """
    messages = get_messages(version.content_language)
    path = path_of("routine", version.routine)
    if not is_stamped:
        path = path_of_version(version.routine, version.number)
    content = located(version.body, path)
    content["advisories"] = await advisories(session, version.body, messages)
    if is_stamped:
        content |= {"revision": version.number, "updated_at": timestamp(version.published_at)}
    return StoredDocument(serialised(content), version.content_language)


async def advisories(
    session: AsyncSession, body: dict[str, Any], messages: Messages
) -> list[dict[str, Any]]:
    """Return one entry for each exercise of a version that is not in the catalogue any more."""
    names = {item["exercise"]["slug"]: item["exercise"]["name"] for item in body["items"]}
    query = (
        select(RetiredSlug)
        .where(RetiredSlug.type == "exercise", RetiredSlug.slug.in_(names))
        .order_by(RetiredSlug.slug)
    )
    retired = (await session.scalars(query)).all()
    followers = [row.replaced_by for row in retired if row.replaced_by is not None]
    found = (
        await find_documents(session, "exercise", followers, messages.language) if followers else {}
    )
    return [
        {
            "code": f"exercise_{row.reason}",
            "exercise": row.slug,
            "replaced_by": row.replaced_by,
            "text": messages.text(
                f"advisories.{advisory_code(row)}", other=called(row, found, names)
            ),
        }
        for row in retired
    ]


def called(
    row: RetiredSlug, found: Mapping[str, Published], names: Mapping[str, str]
) -> str | None:
    """Return the name of what a retired exercise became; its slug if only that is new."""
    follower = found.get(row.replaced_by or "")
    name = None if follower is None else str(json.loads(follower.summary)["name"])
    return row.replaced_by if name in (None, names[row.slug]) else name


def advisory_code(row: RetiredSlug) -> str:
    if row.reason == "renamed":
        return "exercise_renamed"
    return "exercise_replaced" if row.replaced_by is not None else "exercise_removed"


async def withdraw_version(session: AsyncSession, slug: str, number: int, reason: str) -> bool:
    """Let one frozen version answer 410 with the reason; say whether there is one."""
    found = await session.scalars(
        update(RoutineVersion)
        .where(RoutineVersion.routine == slug, RoutineVersion.number == number)
        .values(withdrawn_reason=reason)
        .returning(RoutineVersion.number)
    )
    return found.first() is not None


async def erase_versions(session: AsyncSession, slug: str) -> None:
    await session.execute(delete(RoutineVersion).where(RoutineVersion.routine == slug))
