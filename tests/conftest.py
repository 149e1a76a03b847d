"""Fixtures: a real server for the session, the seeded catalogue to read, a copy to write to."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.engine import URL

from api.db import Database, open_database
from api.main import create_app
from seed import loader
from seed.content import SEED, Content
from tests import databases, shortcuts, tenants
from tests.answers import check_answer
from tests.partners.issued import bearer, issue
from tests.sent import Sent, noted

RUN_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the processes of this run one folder, for one server and one template database."""
    shortcuts.collect_garbage_seldom()
    shortcuts.draw_once()
    given = getattr(config, "workerinput", {}).get("run_folder")
    if given:
        config.stash[RUN_FOLDER] = Path(given)
    else:
        stack = ExitStack()
        config.stash[RUN_FOLDER] = stack.enter_context(databases.run_folder())
        config.add_cleanup(stack.close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Let a process that pytest-xdist starts know the folder."""
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])


def pytest_collection_finish() -> None:
    shortcuts.keep_from_collection()


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    """The folder that the processes of this run share."""
    return pytestconfig.stash[RUN_FOLDER]


@pytest.fixture(scope="session", autouse=True)
def shortcuts_taken() -> Iterator[None]:
    with shortcuts.taken():
        yield


@pytest.fixture(scope="session")
def server(run_folder: Path) -> Iterator[URL]:
    with databases.server(run_folder) as url:
        yield url


@pytest.fixture(scope="session")
def content() -> Content:
    """The real seed, read once."""
    return databases.seed_content()


@pytest.fixture(scope="session")
def parsed_once() -> Iterator[None]:
    """Files of the seed that a test leaves as they are: parsed once in the whole session."""
    real = {path.read_bytes() for path in SEED.rglob("*.yaml")}
    parse = loader.parse

    def parse_known(written: bytes, *rest: Any) -> Any:
        return (databases.parse_once if written in real else parse)(written, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "parse", parse_known)
        yield


@pytest.fixture(scope="session")
def template(server: URL, run_folder: Path) -> URL:
    """The seeded catalogue as a template, which can be copied because no test connects to it."""
    return databases.template(server, run_folder)


@pytest.fixture(scope="session")
def catalogue_url(server: URL, template: URL) -> Iterator[URL]:
    """The seeded catalogue that reading tests share."""
    with databases.database(server, str(template.database)) as url:
        yield url


@pytest.fixture
def copied_url(server: URL, template: URL) -> Iterator[URL]:
    """A copy of the seeded catalogue for one test that writes as editors do."""
    with databases.database(server, str(template.database)) as url:
        yield url


@pytest.fixture(scope="session")
def partners_database(server: URL, template: URL) -> Iterator[URL]:
    """One copy of the seeded catalogue for all tests in which only partners write."""
    with databases.database(server, str(template.database)) as url:
        before = asyncio.run(tenants.digests(url))
        asyncio.run(tenants.keep(url))
        yield url
        assert asyncio.run(tenants.digests(url)) == before, "a test wrote more than partners do"


@pytest.fixture
def partners_url(partners_database: URL) -> Iterator[URL]:
    """That copy for one test; what it wrote is taken back, at half the cost of a new copy."""
    yield partners_database
    asyncio.run(tenants.put_back(partners_database))


@pytest.fixture
def scratch_url(copied_url: URL) -> URL:
    """The database of one test that writes. Modules about partners take `partners_url` instead."""
    return copied_url


@pytest.fixture
def empty_url(server: URL) -> Iterator[URL]:
    """A new database without any table."""
    with databases.database(server) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def app(catalogue_url: URL) -> AsyncIterator[FastAPI]:
    async with served(catalogue_url) as app:
        yield app


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application on the shared catalogue."""
    async with client_of(app) as client:
        yield client


@asynccontextmanager
async def served(url: URL, **settings: object) -> AsyncIterator[FastAPI]:
    """An application on a database; its connections end with the block."""
    app = create_app(databases.settings_for(url, **settings))
    try:
        yield app
    finally:
        await app.state.database.close()


def client_of(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(
        transport=transport,
        base_url=databases.PUBLIC_URL,
        event_hooks={"response": [check_answer]},
    )


@pytest_asyncio.fixture(loop_scope="session")
async def scratch(scratch_url: URL) -> AsyncIterator[Database]:
    """The database of one test that writes."""
    opened = open_database(databases.settings_for(scratch_url))
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def scratch_app(scratch_url: URL) -> AsyncIterator[FastAPI]:
    async with served(scratch_url) as app:
        yield app


@pytest_asyncio.fixture(loop_scope="session")
async def scratch_client(scratch_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application on the scratch database."""
    async with client_of(scratch_app) as client:
        yield client


@pytest.fixture
def statements(app: FastAPI) -> Iterator[list[Sent]]:
    """What the application sends to PostgreSQL while the test runs."""
    with noted(app) as sent:
        yield sent


@pytest.fixture
def anyone(scratch_client: httpx.AsyncClient) -> httpx.AsyncClient:
    """A client without a key, beside the two partners below."""
    return scratch_client


@pytest_asyncio.fixture(loop_scope="session")
async def acme(scratch_app: FastAPI, scratch: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A partner's client, on the scratch database."""
    async with client_of(scratch_app) as client:
        client.headers.update(bearer(await issue(scratch, "acme")))
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def other(scratch_app: FastAPI, scratch: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Another partner's client, on the same database."""
    async with client_of(scratch_app) as client:
        client.headers.update(bearer(await issue(scratch, "other")))
        yield client
