"""A server that is to end says so, finishes what it has begun, and resets no connection."""

import asyncio
import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import URL

from tests.e2e.browsing import free_port
from tests.e2e.ending.clients import reading
from tests.e2e.ending.processes import Serving, serving, wait_for
from tests.soak import rounds

WORKERS = pytest.mark.parametrize("workers", [1, 2])
BLOCKED = "/v1/equipment"
PATIENT: Any = {"lock_timeout_ms": 30_000, "statement_timeout_ms": 30_000}
"""The request that waits for a lock is not to end by itself."""


@contextmanager
def blocked(url: URL) -> Iterator[threading.Event]:
    """Nobody can read the catalogue until the event is set, or the block ends."""
    has_lock, is_over = threading.Event(), threading.Event()

    async def hold() -> None:
        connection = await asyncpg.connect(
            url.set(drivername="postgresql").render_as_string(hide_password=False)
        )
        async with connection.transaction():
            await connection.execute("LOCK TABLE catalogue IN ACCESS EXCLUSIVE MODE")
            has_lock.set()
            await asyncio.to_thread(is_over.wait)
        await connection.close()

    holder = threading.Thread(target=lambda: asyncio.run(hold()))
    holder.start()
    try:
        assert has_lock.wait(30)
        yield is_over
    finally:
        is_over.set()
        holder.join()


@contextmanager
def asking(server: Serving, path: str) -> Iterator[list[int | str]]:
    """Send one request meanwhile; after the block the list has its status, or what went wrong."""
    answers: list[int | str] = []

    def ask() -> None:
        try:
            answers.append(server.get(path).status)
        except OSError as error:
            answers.append(type(error).__name__)

    asker = threading.Thread(target=ask)
    asker.start()
    try:
        yield answers
    finally:
        asker.join()


@WORKERS
def test_sigterm_makes_a_lame_duck_that_answers_everything_but_readyz(
    workers: int, catalogue_url: URL, tmp_path: Path
) -> None:
    with serving(catalogue_url, tmp_path, workers=workers, lame_duck_seconds=3) as server:
        server.process.send_signal(signal.SIGTERM)
        wait_for(lambda: server.get("/readyz").status == 503, 2)
        ready, read = server.get("/readyz"), server.get("/v1/equipment/towel")
        told = json.loads(ready.body)
        lasted = wait_for(lambda: not server.is_listening(), 10)
        code = server.process.wait(timeout=20)

    assert told == {"status": "not_ready", "checks": {"server": "shutting down"}}
    assert ready.headers["retry-after"] == "2"
    assert (read.status, read.headers["connection"]) == (200, "close")
    assert (lasted > 1, code) == (True, 0)


@WORKERS
def test_a_request_in_work_is_finished_after_nobody_listens_any_more(
    workers: int, catalogue_url: URL, tmp_path: Path
) -> None:
    with (
        serving(catalogue_url, tmp_path, workers=workers, **PATIENT) as server,
        blocked(catalogue_url) as may_read,
        asking(server, BLOCKED) as answers,
    ):
        wait_for(lambda: is_waiting(catalogue_url))
        server.process.send_signal(signal.SIGTERM)
        wait_for(lambda: not server.is_listening(), 5)
        may_read.set()

        assert server.process.wait(timeout=20) == 0

    assert answers == [200]


@WORKERS
def test_the_second_interrupt_ends_at_once(
    workers: int, catalogue_url: URL, tmp_path: Path
) -> None:
    with (
        serving(
            catalogue_url, tmp_path, workers=workers, lame_duck_seconds=60, **PATIENT
        ) as server,
        blocked(catalogue_url),
        asking(server, BLOCKED) as answers,
    ):
        wait_for(lambda: is_waiting(catalogue_url))
        server.process.send_signal(signal.SIGINT)
        wait_for(lambda: not server.is_listening(), 5)
        assert server.process.poll() is None
        server.process.send_signal(signal.SIGINT)
        server.process.wait(timeout=4)

    assert answers != [200]


def is_waiting(url: URL) -> bool:
    """Whether a request of the server waits for the lock."""

    async def ask() -> bool:
        connection = await asyncpg.connect(
            url.set(drivername="postgresql").render_as_string(hide_password=False)
        )
        try:
            return bool(
                await connection.fetchval(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND application_name = 'instep' AND wait_event_type = 'Lock'"
                )
            )
        finally:
            await connection.close()

    return asyncio.run(ask())


@pytest.mark.soak
@WORKERS
def test_restarts_under_load_break_no_request(
    workers: int, catalogue_url: URL, tmp_path: Path
) -> None:
    port = free_port()
    settings: dict[str, Any] = {
        "workers": workers,
        "lame_duck_seconds": 0.3,
        "limit_reads": 1_000_000,
    }
    with reading(port) as seen:
        for _ in range(rounds(short=1, long=20)):
            with serving(catalogue_url, tmp_path, port=port, **settings) as server:
                time.sleep(1)
                server.process.send_signal(signal.SIGTERM)
                assert server.process.wait(timeout=30) == 0

    print(f"{workers} workers: {dict(seen)}")  # noqa: T201 - the figures of a long run
    assert seen.keys() == {"ok", "refused"} | (seen.keys() & {"closed_when_idle"})
    assert seen["closed_when_idle"] <= seen["ok"] / 100
