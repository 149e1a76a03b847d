"""The database of tests in which at most partners write, and an application with low limits."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.engine import URL

from tests.http.strict import strict_app


@pytest.fixture
def scratch_url(partners_url: URL) -> URL:
    """Here at most partners write."""
    return partners_url


@pytest_asyncio.fixture(loop_scope="session")
async def strict(scratch_url: URL) -> AsyncIterator[FastAPI]:
    """An application that answers five requests of an address, and looks at two wrong keys."""
    app = strict_app(scratch_url)
    yield app
    await app.state.database.close()
