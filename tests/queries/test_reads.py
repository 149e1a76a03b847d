"""Single statements: each with the state that it saw; several together see one state."""

import asyncio

import pytest
from sqlalchemy import bindparam, select, text

from api.db import Database
from api.errors import NotFound, Overloaded
from api.models import Listing
from api.queries.catalogue import CatalogueState, get_catalogue
from api.queries.documents import document_by_slug, get_document
from api.queries.reads import CatalogueReads, Reads, compiled, constant, fetch, one_state

STRETCH = {"kind": "exercise", "slug": "calf-stretch", "language": "en"}


async def move(database: Database) -> None:
    """Commit a publication of nothing: another serial."""
    async with database.writing() as session:
        await session.execute(text("UPDATE catalogue SET serial = serial + 1"))


async def state_of(database: Database) -> CatalogueState:
    async with database.reading() as session:
        return await get_catalogue(session)


class TestOneStatement:
    async def test_returns_the_state_that_it_saw(self, scratch: Database) -> None:
        seen: list[CatalogueState] = []

        rows = await fetch(CatalogueReads(scratch, seen.append), document_by_slug(), **STRETCH)

        assert rows[0].content_language == "en"
        assert seen == [await state_of(scratch)]

    async def test_returns_it_without_any_row_too(self, scratch: Database) -> None:
        seen: list[CatalogueState] = []
        values = STRETCH | {"slug": "no-such-thing"}

        rows = await fetch(CatalogueReads(scratch, seen.append), document_by_slug(), **values)

        assert list(rows) == []
        assert seen == [await state_of(scratch)]

    async def test_keeps_its_order(self, scratch: Database) -> None:
        listed = (
            select(Listing.slug)
            .where(Listing.type == constant("exercise"), Listing.language == bindparam("language"))
            .order_by(Listing.slug.desc())
            .limit(10)
        )

        reads = CatalogueReads(scratch, lambda _: None)
        rows = await fetch(reads, compiled(listed, "-slug"), language="en")

        slugs = [row.slug for row in rows]
        assert slugs == sorted(slugs, reverse=True)
        assert len(slugs) == 10

    async def test_without_a_catalogue_is_not_ready(self, scratch: Database) -> None:
        async with scratch.writing() as session:
            await session.execute(text("DELETE FROM catalogue"))

        with pytest.raises(Overloaded, match="not ready"):
            await get_document(CatalogueReads(scratch, lambda _: None), **STRETCH)

    async def test_that_is_cancelled_leaves_no_connection_lent(self, scratch: Database) -> None:
        async def slow() -> None:
            await scratch.direct.fetch("SELECT pg_sleep(5)", (), "force_generic_plan")

        tasks = [asyncio.create_task(slow()) for _ in range(3)]
        await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

        assert scratch.engine.sync_engine.pool.checkedout() == 0  # type: ignore[attr-defined]
        assert await scratch.direct.fetch("SELECT 1", (), "force_generic_plan")

    async def test_is_planned_as_it_says_whoever_had_the_connection_before(
        self, scratch: Database
    ) -> None:
        shown = "SHOW plan_cache_mode"
        for plans in ("force_generic_plan", "force_custom_plan", "force_generic_plan"):
            [row] = await scratch.direct.fetch(shown, (), plans)
            assert row.plan_cache_mode == plans
        async with scratch.reading() as session:
            assert await session.scalar(text(shown)) == "force_custom_plan"


class TestSeveralStatements:
    async def test_see_one_state_if_a_publication_comes_in_between(self, scratch: Database) -> None:
        seen: list[CatalogueState] = []
        runs: list[CatalogueState] = []

        @one_state
        async def twice(reads: Reads) -> str:
            await fetch(reads, document_by_slug(), **STRETCH)
            if not runs:
                await move(scratch)
            runs.append(await state_of(scratch))
            [row] = await fetch(reads, document_by_slug(), **STRETCH)
            return str(row.content_language)

        assert await twice(CatalogueReads(scratch, seen.append)) == "en"
        before, after = seen
        assert after.serial == before.serial + 1
        assert runs == [after, after]

    async def test_begin_again_together_with_what_was_read_before(self, scratch: Database) -> None:
        runs: list[str] = []

        @one_state
        async def inner(reads: Reads) -> None:
            runs.append("inner")
            await get_document(reads, **STRETCH)

        @one_state
        async def outer(reads: Reads) -> None:
            runs.append("outer")
            await get_document(reads, **STRETCH)
            if len(runs) == 1:
                await move(scratch)
            await inner(reads)

        await outer(CatalogueReads(scratch, lambda _: None))

        assert runs == ["outer", "inner", "outer", "inner"]

    async def test_that_nobody_repeats_ask_to_come_back(self, scratch: Database) -> None:
        reads = CatalogueReads(scratch, lambda _: None)
        await fetch(reads, document_by_slug(), **STRETCH)
        await move(scratch)

        with pytest.raises(Overloaded):
            await fetch(reads, document_by_slug(), **STRETCH)

    async def test_end_with_the_error_of_the_first_run(self, scratch: Database) -> None:
        with pytest.raises(NotFound):
            await get_document(
                CatalogueReads(scratch, lambda _: None), "exercise", "no-such-thing", "en"
            )
