"""Keys and limits on four server processes with one Redis: what one knows, all go by."""

import asyncio
import signal
import subprocess
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.engine import URL

from api.db import Database, open_database
from api.partners.keys import NewKey
from api.queries.api_keys import revoke_key
from tests import databases
from tests.e2e.browsing import free_port, serving
from tests.partners.issued import bearer, issue

pytestmark = pytest.mark.timed

WORKERS = 4
QUOTA = 200
METRICS_TOKEN = "of-these-tests"  # noqa: S105
READ = "/v1/sources?limit=1"


@contextmanager
def redis(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Redis that keeps nothing; it is killed at the end, if it still lives."""
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait(timeout=20)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while subprocess.run(
        ["redis-cli", "-p", str(port), "ping"], capture_output=True, check=False
    ).stdout != (b"PONG\n"):
        assert time.monotonic() < deadline, "Redis did not start"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def partners_url(server: URL, template: URL) -> Iterator[URL]:
    with databases.database(server, str(template.database)) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def partners(partners_url: URL) -> AsyncIterator[Database]:
    """The database of the server, to make keys in."""
    opened = open_database(databases.settings_for(partners_url))
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def redis_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def four(partners_url: URL, redis_port: int) -> Iterator[str]:
    """The address of one server for all tests here: four processes start slowly."""
    store = f"redis://127.0.0.1:{redis_port}"
    with serving(
        partners_url,
        workers=WORKERS,
        limit_keyed=QUOTA,
        redis_url=store,
        metrics_token=METRICS_TOKEN,
    ) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def client(four: str) -> AsyncIterator[httpx.AsyncClient]:
    """Each request on a connection of its own, so that any of the processes may get it."""
    none_kept = httpx.Limits(max_keepalive_connections=0, max_connections=16)
    patient = httpx.Timeout(30, pool=None)
    async with httpx.AsyncClient(base_url=four, limits=none_kept, timeout=patient) as client:
        yield client


async def counting(client: httpx.AsyncClient, key: NewKey) -> None:
    """Wait until every process counts in the store again; an uncounted answer has all left."""
    deadline = time.monotonic() + 60
    full = f'"keyed";r={QUOTA};'
    while True:
        asked = [client.get(READ, headers=bearer(key)) for _ in range(16)]
        answers = await asyncio.gather(*asked)
        if not [a for a in answers if a.headers["ratelimit"].startswith(full)]:
            return
        assert time.monotonic() < deadline, "the processes do not count"
        await asyncio.sleep(0.5)


async def metric(client: httpx.AsyncClient, name: str) -> float:
    """Return a counter, added up over its labels and over all processes."""
    shown = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    lines = (await client.get("/metrics", headers=shown)).text.splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith(name))


@dataclass
class Load:
    """Callers that ask again and again; `answers` has the time each was sent, and its answer."""

    client: httpx.AsyncClient
    answers: list[tuple[float, httpx.Response]] = field(default_factory=list)
    is_over: bool = False

    async def ask(self, key: NewKey) -> None:
        while not self.is_over:
            sent = time.monotonic()
            self.answers.append((sent, await self.client.get(READ, headers=bearer(key))))

    async def more(self, count: int) -> None:
        """Wait for so many answers more; machines differ, so no time is given for it."""
        wanted = len(self.answers) + count
        deadline = time.monotonic() + 60
        while len(self.answers) < wanted:
            assert time.monotonic() < deadline, "the server answers too slowly to show anything"
            await asyncio.sleep(0.02)

    def statuses(self, *, since: float = 0) -> Counter[int]:
        return Counter(a.status_code for sent, a in self.answers if sent >= since)


@asynccontextmanager
async def load(client: httpx.AsyncClient, keys: Sequence[NewKey]) -> AsyncIterator[Load]:
    """Let one caller for each key ask until the block ends, then wait for the last answers."""
    made = Load(client)
    asking = [asyncio.create_task(made.ask(key)) for key in keys]
    yield made
    made.is_over = True
    await asyncio.gather(*asking)


async def test_a_revoked_key_ends_within_a_second_in_every_process(
    partners: Database, client: httpx.AsyncClient
) -> None:
    """There is no Redis here: nothing but the database tells of it."""
    key = await issue(partners)
    async with load(client, [key] * 12) as asked:
        await asked.more(40)
        before = asked.statuses()
        async with partners.writing() as session:
            await revoke_key(session, key.prefix, datetime.now(UTC))
        revoked = time.monotonic()
        await asyncio.sleep(1)
        await asked.more(40)

    assert set(before) == {200}
    assert set(asked.statuses(since=revoked + 1)) == {401}
    assert asked.statuses(since=revoked + 1)[401] >= 20


async def test_a_quota_holds_over_all_processes(
    partners: Database, client: httpx.AsyncClient, redis_port: int, tmp_path: Path
) -> None:
    key = await issue(partners)
    with redis(redis_port, tmp_path):
        await counting(client, await issue(partners, "warm-up"))
        async with load(client, [key] * 12) as asked:
            await asked.more(round(QUOTA * 1.5))

    statuses = asked.statuses()
    assert set(statuses) == {200, 429}
    assert abs(statuses[200] - QUOTA) <= 0.05 * QUOTA


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hanging"])
async def test_no_request_fails_when_the_store_goes_under_load(
    harm: signal.Signals,
    partners: Database,
    client: httpx.AsyncClient,
    redis_port: int,
    tmp_path: Path,
) -> None:
    keys = [await issue(partners, f"{harm.name[3:].lower()}-{number}") for number in range(8)]
    before = await metric(client, "instep_uncounted_requests_total")
    with redis(redis_port, tmp_path) as process:
        await counting(client, await issue(partners, f"warm-up-{harm.name[3:].lower()}"))
        async with load(client, keys) as asked:
            await asked.more(40)
            counted = {answer.headers["ratelimit"] for _, answer in asked.answers}
            process.send_signal(harm)
            harmed = time.monotonic()
            await asked.more(80)
        uncounted = await metric(client, "instep_uncounted_requests_total")

    assert len(counted) > 2, "the store did not count before it went"
    assert asked.statuses(since=harmed)[200] >= 40
    assert set(asked.statuses()) == {200}
    assert uncounted - before >= 40
