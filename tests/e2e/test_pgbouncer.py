"""Through PgBouncer in transaction mode: everything works, at once and without an error."""

import asyncio
import signal
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.engine import make_url

from api.cli import main
from api.config import Settings
from api.db import Database, open_database, server_settings
from api.main import create_app
from tests import databases
from tests.conftest import client_of
from tests.e2e.debian_postgres import Server, pgbouncer, postgres
from tests.partners.issued import bearer, issue
from tests.partners.written import definition

pytestmark = pytest.mark.timed

READS = 200
IGNORED = ",".join(server_settings(5_000, 2_000))

ADDRESSES = (
    "/v1/exercises?region=heel&complaint=plantar-heel-pain",
    "/v1/exercises/calf-stretch",
    "/v1/complaints/plantar-heel-pain/exercises",
    "/v1/search?q=hele",
    "/v1/changes?limit=20",
    "/v1/red-flags",
    "/v1/routines",
    "/readyz",
)


@pytest.fixture(scope="module")
def behind() -> Iterator[Server]:
    with postgres("host all all 127.0.0.1/32 scram-sha-256") as running:
        yield running


@pytest.fixture(params=["refuses parameters", "ignores parameters"])
def address(request: pytest.FixtureRequest, behind: Server) -> Iterator[str]:
    """An empty database behind a pooler, as it comes and as tutorials set it up."""
    ignores = request.param == "ignores parameters"
    name = databases.new_name()
    direct = f"postgresql://instep:right@127.0.0.1:{behind.port}/postgres"
    asyncio.run(databases.execute(make_url(direct), f"CREATE DATABASE {name}"))
    settings = {"ignore_startup_parameters": IGNORED} if ignores else {}
    with pgbouncer(behind, **settings) as pooler:
        yield f"postgresql://instep:right@127.0.0.1:{pooler.port}/{name}"


def test_everything_works_through_it(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setenv("INSTEP_DATABASE_URL", address)
    assert main(["migrate"]) == 0
    assert main(["seed"]) == 0
    assert main(["migrate"]) == 0

    # Errors are looked for, not speed: on a busy machine nobody has to wait in vain.
    patient = {
        "max_requests": 400,
        "pool_size": 20,
        "pool_timeout_seconds": 60,
        "database_wait_seconds": 60,
    }
    asyncio.run(use(databases.settings_for(make_url(address), **patient)))


async def use(settings: Settings) -> None:
    app = create_app(settings)
    database = open_database(settings)
    try:
        async with client_of(app) as client:
            await read_and_write(client, database)
            await check_settings(app)
    finally:
        await app.state.database.close()
        await database.close()


async def read_and_write(client: httpx.AsyncClient, database: Database) -> None:
    key = bearer(await issue(database, "acme"))
    reads = [client.get(ADDRESSES[number % len(ADDRESSES)]) for number in range(READS)]
    matches = [
        client.post("/v1/complaint-matches", json={"text": f"my heel hurts {number}"})
        for number in range(20)
    ]
    routines = [publish(client, f"routine-{number}", key) for number in range(10)]
    answers = await asyncio.gather(*reads, *matches, plans(client))
    published = await asyncio.gather(*routines)

    assert {answer.status_code for answer in answers if answer} == {200}
    assert set(published) == {(201, 200)}


async def plans(client: httpx.AsyncClient) -> None:
    """Ask for plans one after the other: at once only a few are made."""
    for minutes in range(5, 15):
        body = {"complaints": ["plantar-heel-pain"], "minutes_per_session": minutes}
        answer = await client.post("/v1/plan-recommendations", json=body)
        assert answer.status_code == 200


async def publish(client: httpx.AsyncClient, name: str, key: dict[str, str]) -> tuple[int, int]:
    path = f"/v1/partner/routines/{name}"
    put = await client.put(path, json=definition(), headers={**key, "If-None-Match": "*"})
    post = await client.post(f"{path}/publish", headers={**key, "If-Match": put.headers["etag"]})
    return put.status_code, post.status_code


async def check_settings(app: FastAPI) -> None:
    """Our settings hold in each transaction, and nothing of them stays on the server."""
    async with app.state.database.reading() as session:
        inside = await session.scalar(text("SHOW statement_timeout"))
        left = await session.scalar(text("SELECT count(*) FROM pg_prepared_statements"))
    assert (inside, left) == ("5s", 0)


def test_statement_mode_is_refused_in_one_line(
    behind: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pgbouncer(behind, pool_mode="statement") as pooler:
        address = f"postgresql://instep:right@127.0.0.1:{pooler.port}/postgres"
        monkeypatch.setenv("INSTEP_DATABASE_URL", address)

        assert main(["migrate"]) == 1

    assert capsys.readouterr().err == (
        "instep: INSTEP_DATABASE_URL: the pooler is in statement mode;"
        " set its pool_mode to transaction\n"
    )
