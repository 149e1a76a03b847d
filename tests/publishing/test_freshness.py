"""No answer is older than the last acknowledged publication, from whichever process it comes."""

import asyncio
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy.engine import URL

from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED
from tests.publishing.test_isolation import feeling
from tests.seed.factories import edited, without
from tests.v1.lists import pages

WORKERS = 4
EXERCISE = "/v1/exercises/calf-stretch"
HELPS = "/v1/complaints/plantar-heel-pain/exercises"


class Worker:
    """A server process of its own, with its own connections; it shares nothing but PostgreSQL."""

    def __init__(self, database: URL) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        address = database.set(drivername="postgresql").render_as_string(hide_password=False)
        self.environment = os.environ | {
            "INSTEP_DATABASE_URL": address,
            "INSTEP_PORT": str(self.port),
            "INSTEP_LOG_LEVEL": "error",
            "INSTEP_LIMIT_READS": "1000000",
        }
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "serve"], env=self.environment
        )

    async def ready(self) -> None:
        until = time.monotonic() + 300
        while time.monotonic() < until:
            try:
                if (await self.get("/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)
        raise TimeoutError("the worker does not answer")

    async def get(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient(timeout=30) as client:
            return await client.get(f"http://127.0.0.1:{self.port}{path}")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def workers(scratch_url: URL) -> Iterator[list[Worker]]:
    started = [Worker(scratch_url) for _ in range(WORKERS)]
    yield started
    for worker in started:
        worker.kill()


def felt(response: httpx.Response) -> set[str]:
    """Return what the exercises of an answer feel like."""
    body = response.json()
    return {item["feel"] for item in body.get("items", [body])}


async def answers_of(workers: list[Worker]) -> list[httpx.Response]:
    """Ask each worker, all at once."""
    return await asyncio.gather(
        *(worker.get(path) for worker in workers for path in (EXERCISE, HELPS))
    )


async def assert_all_answer(workers: list[Worker], feel: str, serial: int) -> None:
    answers = await answers_of(workers)
    assert [felt(answer) for answer in answers] == [{feel}] * len(answers)
    assert {answer.headers["catalogue-serial"] for answer in answers} == {str(serial)}
    assert len({answer.headers["catalogue-id"] for answer in answers}) == 1


@pytest.mark.slow
class TestFourWorkers:
    async def test_answer_anew_from_the_moment_a_publication_is_acknowledged(
        self, scratch: Database, workers: list[Worker], content: Content
    ) -> None:
        await asyncio.gather(*(worker.ready() for worker in workers))
        for number in range(1, 4):
            # Whatever a worker might keep, it has seen the old state just now.
            await answers_of(workers)
            serial = await published(scratch, content, number)
            await assert_all_answer(workers, f"State {number}.", serial)

        killed, *others = workers
        killed.kill()
        serial = await published(scratch, content, 4)
        await assert_all_answer(others, "State 4.", serial)

        killed.start()
        await killed.ready()
        await assert_all_answer(workers, "State 4.", serial)


async def published(database: Database, content: Content, number: int) -> int:
    """Publish that every exercise feels like this number; return the serial."""
    changed = feeling(content, f"State {number}.")
    imported = await import_content(database, changed, now=PUBLISHED + timedelta(hours=number))
    return imported.publication.serial


class TestReadingWhileItIsPublished:
    async def test_serial_and_rows_of_an_answer_are_of_one_publication(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        states: dict[str, str] = {}

        async def publish() -> None:
            for number in range(1, 5):
                serial = await published(scratch, content, number)
                states[str(serial)] = f"State {number}."

        async def read() -> list[httpx.Response]:
            answers = []
            while not publishing.done():
                answers += [await scratch_client.get(path) for path in (EXERCISE, HELPS)]
            return answers

        before = (await scratch_client.get(EXERCISE)).headers["catalogue-serial"]
        publishing = asyncio.create_task(publish())
        answered = [*itertools.chain(*await asyncio.gather(read(), read(), read()))]
        await publishing

        later = [a for a in answered if a.headers["catalogue-serial"] != before]
        assert len({answer.headers["catalogue-serial"] for answer in later}) > 2
        for answer in later:
            assert felt(answer) == {states[answer.headers["catalogue-serial"]]}

    async def test_changes_and_their_serial_are_of_one_publication(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        after = (await scratch_client.get("/v1/bundle")).json()["next_after"]

        async def publish() -> None:
            for number in range(1, 5):
                await published(scratch, content, number)

        publishing = asyncio.create_task(publish())
        seen = []
        while not publishing.done():
            page = (await scratch_client.get("/v1/changes", params={"after": after})).json()
            seen.append((page["serial"], {item["exercise"]["feel"] for item in page["items"]}))
            serials = [item["serial"] for item in page["items"]]
            assert serials == list(range(page["serial"] - len(serials) + 1, page["serial"] + 1))
        await publishing

        assert all(len(feels) <= 1 for _, feels in seen)
        assert len({serial for serial, _ in seen}) > 2

    @pytest.mark.parametrize("nth", [9, pytest.param(5, marks=pytest.mark.slow)])
    async def test_a_walk_meets_everything_that_stood_throughout_exactly_once(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content, nth: int
    ) -> None:
        slugs = sorted(content.identifiers("insights"))
        leaving, standing = slugs[3::nth], {slug for slug in slugs if slug not in slugs[3::nth]}
        met: list[str] = []

        async for page in pages(scratch_client, "/v1/insights", {"limit": 4}):
            met += [item["slug"] for item in page["items"]]
            if leaving:
                content = without(content, "insights", leaving.pop())
                content = edited(content, "insights", min(standing), statement=f"{len(leaving)}.")
                await import_content(scratch, content, now=PUBLISHED + timedelta(hours=1))

        assert sorted(slug for slug in met if slug in standing) == sorted(standing)
        assert len(met) == len(set(met))
