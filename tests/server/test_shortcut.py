"""Kept answers take a shortcut: what a caller and the log see is what the layers would give."""

import asyncio
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.engine import URL

from api.db import Database
from tests.cases import in_one_test
from tests.conftest import served
from tests.http.addresses import CATALOGUE
from tests.http.test_freshness import move
from tests.logged import kept_lines
from tests.server.connection import FakeTransport, Served

EXERCISE = "/v1/exercises/calf-stretch"
OWN_ID = b"x-request-id: one-that-i-know"
OF_ONE_REQUEST = re.compile(rb"(?m)^x-request-id: \w{32}\r$")
OF_ONE_LINE = ("request_id", "ms", "cpu_ms", "timestamp")


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 - what it waits for tells nobody
            await asyncio.sleep(0.001)


class Caller:
    """One connection to an application, whose answers are read one by one."""

    def __init__(self, app: FastAPI) -> None:
        self.served = Served(app)
        self.protocol, self.transport = self.served.open()
        self.read = 0

    async def ask(self, address: str, *lines: str, method: str = "GET") -> bytes:
        """Send a request, and return its answer with its headers."""
        self.send(address, *lines, method=method)
        return await self.answer()

    def send(self, address: str, *lines: str, method: str = "GET") -> None:
        self.protocol.data_received(raw(address, *lines, method=method))

    async def answer(self) -> bytes:
        await until(lambda: not self.protocol.phase and len(self.transport.written) > self.read)
        written, self.read = self.transport.written[self.read :], len(self.transport.written)
        return written

    @property
    def passed_on(self) -> Any:
        """What tells one request that the application answered from the next one."""
        return self.protocol.cycle


def raw(address: str, *lines: str, method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {address} HTTP/1.1", "Host: x", *lines, "", ""]).encode()


def for_everybody(answer: bytes) -> bytes:
    return OF_ONE_REQUEST.sub(b"x-request-id: new\r", answer)


def of_each(line: str) -> dict[str, Any]:
    return {name: value for name, value in json.loads(line).items() if name not in OF_ONE_LINE}


@pytest.fixture
def app(app: FastAPI) -> FastAPI:
    """The application before it has kept anything."""
    app.state.answers.clear()
    return app


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    with kept_lines() as kept, caplog.at_level(logging.INFO):
        yield kept


class TestAKeptAnswer:
    @in_one_test("address", [*CATALOGUE, "/", "/v1/%65xercises", "/embed/exercises/calf-stretch"])
    async def test_has_the_bytes_and_the_log_line_that_the_layers_give(
        self, app: FastAPI, lines: list[str], monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        caller = Caller(app)
        for encoding in ("identity", "gzip", "br"):
            accepted = f"Accept-Encoding: {encoding}"
            made = await caller.ask(address, accepted)
            [_, tag] = re.findall(rb"(?m)^(etag): (.*)\r$", made)[0]
            for method, *more in (
                ("GET",),
                ("HEAD",),
                ("GET", f"If-None-Match: {tag.decode()}"),
                ("GET", 'If-None-Match: W/"another", *'),
                ("GET", "X-Request-Id: one-that-i-know"),
                ("GET", "X-Request-Id: not one"),
            ):
                await caller.ask(address, accepted)
                before = caller.passed_on
                lines.clear()
                by_shortcut = await caller.ask(address, accepted, *more, method=method)
                assert caller.passed_on is before

                with monkeypatch.context() as patch:
                    patch.setattr(app, "shortcut", None)
                    by_layers = await caller.ask(address, accepted, *more, method=method)
                assert caller.passed_on is not before
                assert for_everybody(by_shortcut) == for_everybody(by_layers)
                assert (OWN_ID in by_shortcut) == ("one-that-i-know" in str(more))
                assert of_each(lines[0]) == of_each(lines[1])

    async def test_is_not_sent_after_the_catalogue_moved(
        self, copied_url: URL, scratch: Database
    ) -> None:
        async with served(copied_url) as app:
            caller = Caller(app)
            first = await caller.ask(EXERCISE)
            await move(scratch)
            second = await caller.ask(EXERCISE)
        serials = [
            int(re.findall(rb"catalogue-serial: (\d+)", each)[0]) for each in (first, second)
        ]
        assert serials[1] == serials[0] + 1

    async def test_is_asked_for_once_if_postgresql_does_not_say_whether_it_is_current(
        self, app: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A second question would double the time that a request may wait for the database."""
        asked = []

        async def silent(seconds: float) -> None:
            asked.append(seconds)

        caller = Caller(app)
        first = await caller.ask(EXERCISE)
        monkeypatch.setattr(app.state.freshness, "find_state", silent)
        assert for_everybody(await caller.ask(EXERCISE)) == for_everybody(first)
        assert len(asked) == 1

    async def test_keeps_its_place_among_requests_that_come_at_once(self, app: FastAPI) -> None:
        caller = Caller(app)
        await caller.ask(EXERCISE)
        caller.protocol.data_received(raw(EXERCISE) + raw("/healthz") + raw(EXERCISE))
        await until(lambda: caller.transport.written.count(b"HTTP/1.1 200") == 4)
        bodies = re.findall(rb"\r\n\r\n(\{.{8})", caller.transport.written)
        assert bodies == [b'{"slug":"', b'{"slug":"', b'{"status"', b'{"slug":"']

    async def test_counts_against_the_quota_of_the_caller_behind_a_proxy(
        self, catalogue_url: URL
    ) -> None:
        async with served(catalogue_url, limit_reads=3, trusted_proxies="203.0.113.7") as app:
            caller = Caller(app)
            statuses = [
                (await caller.ask(EXERCISE, f"X-Forwarded-For: 198.51.100.{who}"))[9:12]
                for who in (1, 1, 1, 1, 2)
            ]
        assert statuses == [b"200", b"200", b"200", b"429", b"200"]


class TestTheLayersAnswer:
    @in_one_test(
        "line",
        [
            "Range: bytes=0-9",
            'If-Match: "x"',
            "Authorization: Bearer x",
            "Accept: text/csv",
            "Accept-Encoding: gzip\r\nAccept-Encoding: br",
            "Connection: close",
        ],
    )
    async def test_what_is_not_plain(self, app: FastAPI, line: str) -> None:
        caller = Caller(app)
        await caller.ask(EXERCISE)
        before = caller.passed_on
        caller.send(EXERCISE, line)
        await caller.served.settle()
        assert caller.passed_on is not before

    async def test_while_the_server_ends(self, app: FastAPI) -> None:
        caller = Caller(app)
        await caller.ask(EXERCISE)
        caller.send(EXERCISE)
        # The signal comes while PostgreSQL is asked.
        caller.served.state.default_headers.append((b"connection", b"close"))
        await until(lambda: caller.transport.is_closed)
        assert b"connection: close" in caller.transport.written[caller.read :]

    async def test_if_the_reader_is_slow(self, app: FastAPI) -> None:
        caller = Caller(app)
        await caller.ask(EXERCISE)
        caller.protocol.pause_writing()
        caller.send(EXERCISE)
        await asyncio.sleep(0.05)
        assert len(caller.transport.written) == caller.read
        caller.protocol.resume_writing()
        assert (await caller.answer()).startswith(b"HTTP/1.1 200")


async def test_a_caller_who_is_gone_gets_nothing(app: FastAPI, lines: list[str]) -> None:
    caller = Caller(app)
    await caller.ask(EXERCISE)
    caller.send(EXERCISE)
    assert isinstance(caller.transport, FakeTransport)
    caller.transport.close()
    caller.protocol.connection_lost(None)
    await until(lambda: len(lines) == 2)
    assert len(caller.transport.written) == caller.read


async def test_a_connection_with_kept_answers_only_is_not_waited_for(app: FastAPI) -> None:
    await Caller(app).ask(EXERCISE)
    caller = Caller(app)
    assert not caller.protocol.has_asked
    await caller.ask(EXERCISE)
    assert caller.passed_on is None
    assert caller.protocol.has_asked
