"""Eight writers: four editors, each with an exercise, and four routines of a partner."""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

import asyncpg
from sqlalchemy import Select, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from api.conditions import Preconditions
from api.db import Database
from api.errors import Problem
from api.models import Document
from api.partners.routines import publish as publish_routine
from api.partners.routines import save_draft
from api.partners.storage_limits import StorageLimits
from api.publishing.publish import publish
from api.queries.api_keys import ensure_partner
from api.queries.partner_routines import find_draft
from api.v1.schemas.partner_routines import RoutineDefinition
from seed.content import Content
from seed.importer import wait_for_turn
from tests.databases import settings_for
from tests.e2e.fire.ledger import EXERCISES, PARTNER, ROUTINES, Ledger, text_of
from tests.partners.written import definition
from tests.seed.factories import edited

AWAY = (
    OSError,
    SQLAlchemyError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    Problem,
)
"""What happens to a writer when PostgreSQL ends under it."""

CREATE = Preconditions(if_match=None, if_none_match="*")
ANYWAY = Preconditions(if_match="*", if_none_match=None)


@dataclass(frozen=True)
class Editor:
    """Changes how one exercise feels, in the newest edition that there is."""

    database: Database
    content: Content
    thing: str

    async def publish(self, text: str) -> int:
        async with self.database.writing() as session:
            await wait_for_turn(session)
            content = self.content
            for slug, body, _ in await session.execute(bodies(EXERCISES)):
                feel = text if slug == self.thing else feel_of(body)
                content = edited(content, "exercises", slug, feel=feel)
            publication = await publish(session, content.edition(), datetime.now(UTC))
            return publication.serial

    async def find(self, session: AsyncSession, text: str) -> tuple[bool, int | None]:
        """Return whether the text is published, and the serial."""
        body, serial = (await session.execute(bodies([self.thing]))).one()[1:]
        return feel_of(body) == text, serial


@dataclass(frozen=True)
class Partner:
    """Publishes another version of a routine; it is no part of the catalogue, so has no serial."""

    database: Database
    thing: str

    async def publish(self, text: str) -> None:
        written = RoutineDefinition.model_validate(definition(summary=text)).model_dump()
        limits = StorageLimits.from_settings(settings_for(self.database.engine.url))
        rest = datetime.now(UTC).replace(microsecond=0), limits
        async with self.database.writing() as session:
            exists = await find_draft(session, PARTNER, self.thing) is not None
            how = ANYWAY if exists else CREATE
            await save_draft(session, PARTNER, self.thing, written, how, *rest)
            await publish_routine(session, PARTNER, self.thing, ANYWAY, *rest)

    async def find(self, session: AsyncSession, text: str) -> tuple[bool, int | None]:
        row = await find_draft(session, PARTNER, self.thing)
        return row is not None and (row.definition or {})["summary"] == text, None


def feel_of(body: str | None) -> str:
    return str(json.loads(body or "{}")["feel"])


def bodies(slugs: Sequence[str]) -> Select[str, str | None, int]:
    return select(Document.slug, Document.body, Document.serial).where(
        Document.type == "exercise", Document.slug.in_(slugs)
    )


class Writers:
    """Publish as fast as PostgreSQL lets them, each its own thing, for the duration of a block."""

    def __init__(self, database: Database, content: Content, ledger: Ledger) -> None:
        self.database, self.ledger = database, ledger
        editors = [Editor(database, content, slug) for slug in EXERCISES]
        self.all: list[Editor | Partner] = [*editors]
        self.all += [Partner(database, name) for name in ROUTINES]
        self.stopping = False
        self.without_answer = 0

    async def __aenter__(self) -> Self:
        """Publish everything for the first time, then begin."""
        async with self.database.writing() as session:
            await ensure_partner(session, PARTNER, "Acme Gym", datetime.now(UTC))
        for writer in self.all:
            await self.publish(writer, 0)
        self.tasks = [asyncio.create_task(self.keep_publishing(writer)) for writer in self.all]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stopping = True
        await asyncio.gather(*self.tasks)

    async def keep_publishing(self, writer: Editor | Partner) -> None:
        number = 0
        while not self.stopping:
            number += 1
            await self.publish(writer, number)
            await asyncio.sleep(random.uniform(0, 0.1))  # noqa: S311

    async def publish(self, writer: Editor | Partner, number: int) -> None:
        text = text_of(writer.thing, number)
        try:
            is_there, serial = True, await writer.publish(text)
        except AWAY:
            # It may be committed all the same, and only the answer be lost.
            self.without_answer += 1
            is_there, serial = await self.find(writer, text)
        if is_there:
            self.ledger.note(writer.thing, number, serial)

    async def find(self, writer: Editor | Partner, text: str) -> tuple[bool, int | None]:
        while True:
            try:
                async with self.database.reading() as session:
                    return await writer.find(session, text)
            except AWAY:
                await asyncio.sleep(0.1)
