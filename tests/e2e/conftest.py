"""Fixtures: the site, somebody else's site, and a browser."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from sqlalchemy.engine import URL

from tests.e2e import browsing


@pytest.fixture(scope="session")
def site(catalogue_url: URL) -> Iterator[str]:
    """The address of a server of its own on the seeded catalogue."""
    with browsing.serving(catalogue_url) as address:
        yield address


@pytest.fixture(scope="session")
def foreign() -> Iterator[browsing.Foreign]:
    with browsing.foreign_site() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with browsing.chromium() as made:
        yield made
