"""Partners at work on a scratch catalogue: Acme, and another one beside it."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.engine import URL

from api.db import Database
from api.main import create_app
from tests import databases
from tests.conftest import client_of
from tests.partners.issued import bearer, issue


@pytest_asyncio.fixture(loop_scope="session")
async def scratch_app(scratch_url: URL) -> AsyncIterator[FastAPI]:
    app = create_app(databases.settings_for(scratch_url))
    yield app
    await app.state.database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def anyone(scratch_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(scratch_app) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def acme(scratch_app: FastAPI, scratch: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(scratch_app) as client:
        client.headers.update(bearer(await issue(scratch, "acme")))
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def other(scratch_app: FastAPI, scratch: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(scratch_app) as client:
        client.headers.update(bearer(await issue(scratch, "other")))
        yield client
