"""`/readyz`: what it says, and that asking costs next to nothing."""

import asyncio
import re

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.engine import URL

from api import migrations
from tests.conftest import client_of, served
from tests.sent import Sent


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer of another test is shared with this one."""
    monkeypatch.setattr("api.readiness.SHARED_SECONDS", 0)


class TestCost:
    async def test_one_statement_answers_all_that_ask_together(
        self, client: httpx.AsyncClient, statements: list[Sent], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await client.get("/readyz")
        statements.clear()
        await client.get("/readyz")
        assert len(statements) == 1
        monkeypatch.setattr("api.readiness.SHARED_SECONDS", 60)
        answers = await asyncio.gather(*(client.get("/readyz") for _ in range(20)))

        assert {answer.status_code for answer in answers} == {200}
        assert len(statements) == 1

    async def test_no_migration_is_read(
        self, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await client.get("/readyz")
        monkeypatch.setattr(migrations, "VERSIONS", None)

        assert (await client.get("/readyz")).status_code == 200


async def schema_check(app: FastAPI) -> str:
    async with client_of(app) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    return str(answer.json()["checks"]["schema"])


class TestAnotherSchema:
    async def test_an_empty_database_is_to_be_migrated(self, empty_url: URL) -> None:
        async with served(empty_url) as app:
            assert await schema_check(app) == "empty; run: instep migrate"

    @pytest.mark.parametrize(
        ("revision", "remedy"),
        [("9999", "is newer than this Instep: .* restore the backup"), ("0001", "name an empty")],
    )
    async def test_an_unknown_revision_has_its_own_way_out(
        self, revision: str, remedy: str, copied_url: URL
    ) -> None:
        async with served(copied_url) as app:
            async with app.state.database.engine.begin() as connection:
                change = text("UPDATE alembic_version SET version_num = :revision")
                await connection.execute(change, {"revision": revision})
            said = await schema_check(app)

        assert re.search(remedy, said)
        assert not said.endswith("run: instep migrate")
