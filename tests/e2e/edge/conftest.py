"""Fixtures: the real server with one process and with four, each as a target for raw bytes.

To run the same tests through a proxy, add its name to `TARGETS` and a context manager to
`OPENED` that takes the direct target `direct-4` and yields the target of the proxy in front of it.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest
from sqlalchemy.engine import URL

from tests.e2e.edge.servers import serving
from tests.e2e.edge.wire import Target

TARGETS = ["direct-1", "direct-4"]

OPENED: dict[str, Callable[[Target], AbstractContextManager[Target]]] = {}
"""By name: how a proxy is started in front of a server."""


@pytest.fixture(scope="session")
def opened(catalogue_url: URL) -> Iterator[Callable[[str], Target]]:
    """Start a target at its first use, and stop all of them at the end."""
    running: dict[str, Target] = {}
    with ExitStack() as stack:

        def open_target(name: str) -> Target:
            if name not in running:
                if name in OPENED:
                    started = OPENED[name](open_target("direct-4"))
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


@pytest.fixture(params=[name for name in TARGETS if name.startswith("direct")])
def direct(request: pytest.FixtureRequest, opened: Callable[[str], Target]) -> Target:
    """Each server without a proxy in front, for what a proxy would answer itself."""
    return opened(request.param)


@pytest.fixture
def alone(opened: Callable[[str], Target]) -> Target:
    """The server of one process, for what is measured."""
    return opened("direct-1")
