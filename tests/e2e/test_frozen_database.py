"""PostgreSQL frozen under readers and writers: each request is answered within its deadline."""

import asyncio
import os
import signal
import time
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import URL, make_url

from api.db import open_database
from tests import databases
from tests.e2e import browsing
from tests.e2e.debian_postgres import Server, postgres
from tests.partners.issued import bearer, issue
from tests.partners.written import definition
from tests.soak import rounds

pytestmark = [pytest.mark.soak, pytest.mark.timed]

FROZEN_SECONDS = rounds(short=8, long=30)
WAIT = rounds(short=3, long=6)
"""What a request may wait for the database; the long form has the settings as they come."""

SLACK = 0.5
READERS, WRITERS = 5, 2
"""More than a pool of two connections serves at once, and few enough for a busy machine."""
ADDRESSES = (
    "/v1/exercises?region=heel",
    "/v1/exercises/calf-stretch",
    "/v1/complaints/plantar-heel-pain/exercises",
    "/v1/search?q=heel",
    "/v1/changes?limit=5",
    "/readyz",
)


@dataclass(frozen=True)
class Answer:
    at: float
    seconds: float
    status: int


@pytest.fixture
def database() -> Iterator[tuple[Server, URL]]:
    with postgres("host all all 127.0.0.1/32 scram-sha-256") as server:
        url = make_url(f"postgresql+asyncpg://instep:right@127.0.0.1:{server.port}/postgres")
        asyncio.run(databases.fill(url))
        yield server, url


def family(pid: int) -> list[int]:
    """PostgreSQL's processes: the one that listens, and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


async def make_key(url: URL) -> dict[str, str]:
    opened = open_database(databases.settings_for(url))
    try:
        return bearer(await issue(opened))
    finally:
        await opened.close()


def test_no_request_hangs_and_all_is_well_afterwards(database: tuple[Server, URL]) -> None:
    server, url = database
    settings = {
        "pool_size": 2,
        "database_wait_seconds": WAIT,
        "statement_timeout_ms": (WAIT - 1) * 1_000,
    }
    with browsing.serving(url, workers=2, **settings) as site:
        answers, thawed = asyncio.run(ask_while_frozen(site, server, asyncio.run(make_key(url))))

    frozen = thawed - FROZEN_SECONDS
    during = [one for one in answers if frozen < one.at < thawed - WAIT - SLACK]
    after = [one for one in answers if one.at > thawed + 1]
    # A request that was under way waits from the moment of the freeze on.
    late = [
        (round(one.at - thawed, 2), one)
        for one in answers
        if one.at + one.seconds > max(one.at, frozen) + WAIT + SLACK
    ]
    assert not late, f"{len(answers)} answers, {len(during)} asked while frozen, {late}"
    assert {one.status for one in answers} <= {200, 201, 503}
    assert {one.status for one in during} == {503}
    assert {one.status for one in after} <= {200, 201}
    assert len(after) > 20


async def ask_while_frozen(
    site: str, server: Server, key: dict[str, str]
) -> tuple[list[Answer], float]:
    answers: list[Answer] = []
    done = asyncio.Event()
    limits = httpx.Limits(max_connections=READERS + WRITERS)
    async with httpx.AsyncClient(base_url=site, timeout=60, limits=limits) as client:
        readers = [read(client, number, answers, done) for number in range(READERS)]
        writers = [write(client, number, key, answers, done) for number in range(WRITERS)]
        await warm_up(client)
        for number in range(WRITERS):
            path, new = f"/v1/partner/routines/routine-{number}", {**key, "If-None-Match": "*"}
            assert (await client.put(path, json=definition(), headers=new)).status_code == 201
        tasks = [asyncio.create_task(each) for each in (*readers, *writers)]
        await asyncio.sleep(2)
        pids = family(server.process.pid)
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            await asyncio.sleep(FROZEN_SECONDS)
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)
        thawed = time.monotonic()
        await asyncio.sleep(4)
        done.set()
        await asyncio.gather(*tasks)
    return answers, thawed


async def warm_up(client: httpx.AsyncClient) -> None:
    """Ask several at once until every process answers soon, also on a busy machine."""
    for _ in range(20):
        began = time.monotonic()
        warm = await asyncio.gather(*(client.get(address) for address in ADDRESSES * 2))
        is_soon = time.monotonic() - began < 1
        if is_soon and {answer.status_code for answer in warm} == {200}:
            return


async def read(
    client: httpx.AsyncClient, number: int, answers: list[Answer], done: asyncio.Event
) -> None:
    while not done.is_set():
        number += 1
        await note(client.get(ADDRESSES[number % len(ADDRESSES)]), answers)


async def write(
    client: httpx.AsyncClient,
    number: int,
    key: dict[str, str],
    answers: list[Answer],
    done: asyncio.Event,
) -> None:
    """Replace a draft again and again, whatever became of the last time."""
    path = f"/v1/partner/routines/routine-{number}"
    while not done.is_set():
        headers = {**key, "If-Match": "*"}
        await note(client.put(path, json=definition(), headers=headers), answers)
        await asyncio.sleep(0.1)


async def note(request: Coroutine[Any, Any, httpx.Response], answers: list[Answer]) -> None:
    began = time.monotonic()
    response = await request
    answers.append(Answer(began, time.monotonic() - began, response.status_code))
