"""What a worker holds in memory after a hundred thousand requests of all kinds: `make bench`."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy.engine import URL

from tests.bench.wire import figures
from tests.bench.wire.mixed import mixed, send
from tests.bench.wire.rounds import INSTEP
from tests.bench.wire.servers import Server, first_cores, instep
from tests.bench.wire.stage import postmaster_of
from tests.bench.wire.usage import memory

MOST_BYTES = 120_000_000
"""Of memory of its own (PSS), for a server with one worker."""

REQUESTS = 100_000
CONNECTIONS = 8


@pytest.fixture
def worker(catalogue_url: URL) -> Iterator[Server]:
    postmaster = asyncio.run(postmaster_of(catalogue_url))
    with instep(INSTEP, catalogue_url, postmaster, first_cores()) as started:
        yield started


def test_a_worker_stays_small(worker: Server, quick: bool) -> None:
    at_first = memory(worker.pid)
    statuses = send(worker.port, mixed(worker.port), REQUESTS, CONNECTIONS)
    in_the_end = memory(worker.pid)

    line = (
        f"Memory of a server with one worker (PSS): {at_first / 1e6:.0f} MB after the start,"
        f" {in_the_end / 1e6:.0f} MB after {REQUESTS:,} mixed requests;"
        f" at most {MOST_BYTES / 1e6:.0f} MB."
    )
    print(f"\n{line}")
    assert statuses == {200: REQUESTS}
    assert in_the_end <= MOST_BYTES
    figures.write_part("memory", [line])
