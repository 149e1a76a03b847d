"""Fixtures: the targets for raw bytes.

They are the real server with one process, with four, and the proxies of docs/deploy/ in front of
the one with four.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest
from sqlalchemy.engine import URL

from tests.e2e.edge.proxies import PROXIES
from tests.e2e.edge.servers import serving
from tests.e2e.edge.wire import Target

DIRECT = ["direct-1", "direct-4"]
TARGETS = [*DIRECT, *PROXIES]


@pytest.fixture(scope="session")
def opened(catalogue_url: URL) -> Iterator[Callable[[str], Target]]:
    """Start a target at its first use, and stop all of them at the end."""
    running: dict[str, Target] = {}
    with ExitStack() as stack:

        def open_target(name: str) -> Target:
            started: AbstractContextManager[Target]
            if name not in running:
                if name in PROXIES:
                    started = PROXIES[name](open_target("direct-4"))
                else:
                    workers = int(name.rpartition("-")[2])
                    started = serving(name, catalogue_url, workers=workers)
                running[name] = stack.enter_context(started)
            return running[name]

        yield open_target


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest, opened: Callable[[str], Target]) -> Target:
    """Each server in turn: a test with it runs once for each name in `TARGETS`."""
    return opened(request.param)


@pytest.fixture(params=DIRECT)
def direct(request: pytest.FixtureRequest, opened: Callable[[str], Target]) -> Target:
    """Each server without a proxy in front, for what a proxy would answer itself."""
    return opened(request.param)


@pytest.fixture(params=PROXIES)
def proxy(request: pytest.FixtureRequest, opened: Callable[[str], Target]) -> Target:
    """Each proxy in turn, for what it answers itself."""
    return opened(request.param)


@pytest.fixture
def alone(opened: Callable[[str], Target]) -> Target:
    """The server of one process, for what is measured."""
    return opened("direct-1")
