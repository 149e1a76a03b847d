"""Ten times as many plans as one process can make: some are made as fast as ever, others refused.

What is asked comes whether or not the server keeps up (`open_loop`).
"""

import asyncio
import time
from collections.abc import Iterator

import pytest
from sqlalchemy.engine import URL

from tests.bench.wire.asked import plans
from tests.bench.wire.usage import memory
from tests.e2e.edge.servers import serving
from tests.e2e.edge.wire import Target
from tests.e2e.open_loop import Offered, most, offer
from tests.soak import rounds

pytestmark = [pytest.mark.soak, pytest.mark.timed]

SECONDS = rounds(short=5, long=30)
MEASURED_SECONDS = rounds(short=2, long=10)
CALLERS = 16
TIMES = 10
KINDS = 10
"""Different plans that are asked for."""

AT_LEAST_ALLOWED = 0.1
RECOVERED_WITHIN = 2.0
MOST_GROWTH = 20_000_000


@pytest.fixture
def target(catalogue_url: URL) -> Iterator[Target]:
    with serving("direct-1", catalogue_url, request_seconds=20) as target:
        yield target


async def test_a_flood_of_plans_leaves_the_accepted_ones_fast_and_memory_flat(
    target: Target,
) -> None:
    requests = [request.wire for request in await asyncio.to_thread(plans, target.port, KINDS)]
    capacity = await most(target.port, requests, CALLERS, MEASURED_SECONDS)
    half = await offer(target.port, requests, capacity / 2, 2 * MEASURED_SECONDS)
    before = memory(target.pids[0])

    flood = await offer(target.port, requests, TIMES * capacity, SECONDS)
    recovered = await seconds_to_recover(target.port, requests)
    grown = memory(target.pids[0]) - before

    print(*summary(capacity, half, flood, recovered, grown), sep="\n")  # noqa: T201
    allowed = max(2 * half.p99(200), AT_LEAST_ALLOWED)
    assert set(half.waits) == {200}
    assert flood.sent > TIMES / 2 * capacity * SECONDS
    assert (set(flood.waits), flood.broken) == ({200, 503}, 0)
    assert flood.p99(200) < allowed
    assert flood.p99(503) < allowed
    assert len(flood.waits[200]) > capacity * SECONDS / 4
    assert recovered < RECOVERED_WITHIN
    assert grown < MOST_GROWTH


def summary(
    capacity: float, half: Offered, flood: Offered, recovered: float, grown: int
) -> Iterator[str]:
    accepted, refused = len(flood.waits[200]), len(flood.waits[503])
    yield f"\n{capacity:.0f} plans a second are made; at half of that p99 {half.p99(200):.3f} s"
    yield f"{flood.sent / SECONDS:.0f} a second: {accepted} made, p99 {flood.p99(200):.3f} s,"
    yield f"{refused} refused, p99 {flood.p99(503):.3f} s; {grown / 1e6:.1f} MB more memory"
    yield f"as before after {recovered:.2f} s"


async def seconds_to_recover(port: int, requests: list[bytes]) -> float:
    """Return the seconds until five plans in a row are made again."""
    began = time.perf_counter()
    made = 0
    while made < 5:
        answered = await offer(port, requests, rate=100, seconds=0.011)
        made = made + 1 if set(answered.waits) == {200} else 0
        assert time.perf_counter() - began < 60
    return time.perf_counter() - began
