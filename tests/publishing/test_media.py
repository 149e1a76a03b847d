"""Files of pictures are added at publication, and are there for good."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db import Database
from api.records.drawings import Drawing
from seed.content import Content
from seed.importer import import_content
from seed.reviewing import reviewable
from tests.cases import in_one_test
from tests.conftest import client_of, served
from tests.databases import PUBLISHED
from tests.pictures import CALF, check_files, documents, files_in
from tests.seed.factories import edited, value_of


def slower(content: Content, by: float) -> Content:
    """Return the content in which the calf stretch is shown a little slower."""
    drawing = value_of(content, "drawings", "calf-stretch").model_dump(mode="json")
    drawing["scenes"][0]["script"]["beats"][0]["seconds"] += by
    scenes = Drawing.model_validate(drawing).scenes
    return edited(content, "drawings", "calf-stretch", scenes=scenes)


class TestPublications:
    @pytest.mark.parametrize("count", [2, pytest.param(20, marks=pytest.mark.slow)])
    async def test_leave_every_address_as_it_was(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content, count: int
    ) -> None:
        seen = await check_files(scratch_client, await documents(scratch_client))
        first = {file["path"] for file in files_in((await scratch_client.get(CALF)).json())}

        for number in range(1, count + 1):
            changed = slower(content, number / 10)
            await import_content(scratch, changed, now=PUBLISHED + timedelta(days=number))
            now = {file["path"] for file in files_in((await scratch_client.get(CALF)).json())}
            assert not first & {path for path in now if path not in seen}
            assert len(now - seen) == 4
            seen |= now

        for path in seen:
            assert (await scratch_client.head(path)).status_code == 200, path
        frozen = (await scratch_client.get("/v1/routines/calf-and-achilles")).json()
        assert await check_files(scratch_client, [frozen]) <= seen
        assert first & {file["path"] for file in files_in(frozen)}

    async def test_of_the_same_drawings_have_the_same_addresses(
        self,
        scratch: Database,
        scratch_client: httpx.AsyncClient,
        scratch_url: Any,
        content: Content,
    ) -> None:
        before = {file["path"] for file in files_in(await documents(scratch_client))}
        await import_content(scratch, slower(content, 1), now=PUBLISHED + timedelta(days=1))
        await import_content(scratch, content, now=PUBLISHED + timedelta(days=2))

        async with served(scratch_url) as restarted, client_of(restarted) as client:
            found = await documents(client)
            assert await check_files(client, found) == before

    async def test_of_another_picture_let_no_review_lapse(self, content: Content) -> None:
        def digest(edition: Content) -> str:
            known = reviewable(edition)
            return known.code(known.get("exercise", "calf-stretch"))

        assert digest(slower(content, 1)) == digest(content)

    @in_one_test(
        "statement",
        [
            "UPDATE media_files SET body = ''",
            "DELETE FROM media_files",
            "DELETE FROM media_files WHERE false",
            "TRUNCATE media_files",
            "INSERT INTO media_files SELECT * FROM media_files LIMIT 1"
            " ON CONFLICT (sha256) DO UPDATE SET media_type = 'text/html'",
        ],
    )
    async def test_never_change_or_delete_one(self, scratch: Database, statement: str) -> None:
        with pytest.raises(DBAPIError, match="never changed or deleted"):
            async with scratch.writing() as session:
                await session.execute(text(statement))
