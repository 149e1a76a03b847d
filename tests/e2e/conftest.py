"""Fixtures: the site, somebody else's site, and a browser."""

from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from sqlalchemy.engine import URL

from tests.conftest import RUN_FOLDER
from tests.e2e import browsing, turns


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    turns.put_in_order(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> turns.Sharing:
    # Otherwise the file with the most tests would come first, and not what takes longest.
    config.option.loadscopereorder = False
    return turns.Sharing(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let each test wait for its turn, also with what its fixtures start and stop."""
    with turns.turn(item.config.stash[RUN_FOLDER], alone=turns.is_timed(item)):
        return (yield)


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
