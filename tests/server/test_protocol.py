"""One connection: requests in, answers out, in any pieces; and what ends it."""

import asyncio
import json
from typing import Any

import pytest

from api.errors import Problem
from api.server.connections import MOST_REFUSED
from api.server.limits import LARGEST_HEAD, Limits
from tests.server.connection import Served, echo

HEAD = b"POST /a?b HTTP/1.1\r\nHost: x\r\n"
POST = HEAD + b"Content-Length: 5\r\n\r\nhello"
CHUNKED = (
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\nAuthorization: x\r\n\r\n"
)
UPGRADE = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n"
GET = b"GET /c HTTP/1.1\r\nHost: x\r\n\r\n"
ANSWER = b"POST|/a|b|hello|"


def bodies(written: bytes) -> list[bytes]:
    """Return the bodies of answers that have a Content-Length."""
    found = []
    while written:
        head, _, rest = written.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        found.append(rest[:length])
        written = rest[length:]
    return found


def problem(written: bytes) -> Any:
    return json.loads(bodies(written)[-1])


REQUESTS = {
    "counted": POST,
    "chunked": CHUNKED,
    "counted, to be upgraded": POST.replace(b"Host", UPGRADE + b"Host"),
    "chunked, to be upgraded": CHUNKED.replace(b"Host", UPGRADE + b"Host"),
    "after empty lines": b"\r\n\r\n" + POST,
}


class TestRequests:
    @pytest.mark.parametrize("size", [1, 2, 3, 10, 50, 1000])
    @pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
    async def test_are_read_in_pieces_of_any_size(self, request_: bytes, size: int) -> None:
        served = Served(echo)
        protocol, transport = served.open()
        sent = request_ + GET

        await served.send(protocol, *(sent[at : at + size] for at in range(0, len(sent), size)))
        await served.settle()
        written = transport.written

        first, second = bodies(written)
        assert first.startswith(ANSWER)
        assert b"authorization" not in first
        assert second == b"GET|/c|||host"

    async def test_wait_for_their_turn(self) -> None:
        served = Served(echo)
        protocol, transport = served.open()

        protocol.data_received(POST + GET + POST)

        assert transport.is_paused
        await served.settle()
        await served.settle()
        found = bodies(transport.written)
        assert [body[:8] for body in found] == [b"POST|/a|", b"GET|/c||", b"POST|/a|"]
        assert not transport.is_paused

    async def test_behind_one_in_work_are_one_segment_at_most(self) -> None:
        served = Served(never)
        protocol, transport = served.open()

        protocol.data_received(GET * 5_000)
        await served.settle()

        assert transport.is_paused
        assert len(served.state.tasks) == 1
        for task in served.state.tasks:
            task.cancel()

    async def test_get_100_only_once_the_application_wants_their_body(self) -> None:
        served = Served(echo)
        protocol, transport = served.open()

        await served.send(protocol, HEAD + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        assert transport.written == b"HTTP/1.1 100 Continue\r\n\r\n"
        written = await served.send(protocol, b"hello")

        assert written.count(b"HTTP/1.1 100") == 1
        assert ANSWER in written

    async def test_close_if_they_ask_for_it(self) -> None:
        served = Served(echo)
        protocol, transport = served.open()

        written = await served.send(protocol, GET.replace(b"Host", b"Connection: close\r\nHost"))

        assert b"connection: close" in written
        assert transport.is_closed

    async def test_are_answered_although_their_sender_has_ended(self) -> None:
        served = Served(echo)
        protocol, transport = served.open()

        protocol.data_received(GET + GET)
        assert protocol.eof_received()
        await served.settle()
        await served.settle()

        assert len(bodies(transport.written)) == 2
        assert transport.is_closed


class TestRefusals:
    async def test_are_problems_with_an_id_and_the_usual_headers(self) -> None:
        served = Served(echo)
        protocol, transport = served.open()

        written = await served.send(protocol, b"GET /v1/exercises?q=private HTTP/1.1\r\n\r\n" + GET)

        head = written.partition(b"\r\n\r\n")[0].decode().lower().split("\r\n")
        body = problem(written)
        assert head[0] == "http/1.1 400 bad request"
        assert {
            "content-type: application/problem+json",
            "cache-control: no-store",
            "connection: close",
            "x-content-type-options: nosniff",
            "access-control-allow-origin: *",
            f"x-request-id: {body['request_id']}",
        } <= set(head)
        assert body["code"] == "malformed-request"
        assert body["type"].endswith("/problems/malformed-request")
        assert body["instance"] == "/v1/exercises"
        assert transport.has_ended
        assert not transport.is_closed

    async def test_of_a_broken_body_are_left_to_the_application(self) -> None:
        served = Served(telling)
        protocol, transport = served.open()

        head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
        written = await served.send(protocol, head + b"5\r\nhel", b"lo, and more\r\n" + GET)

        assert bodies(written) == [b"malformed-request"]
        assert transport.has_ended

    async def test_keep_none_of_a_flood(self) -> None:
        served = Served(echo)
        protocol, transport = served.open()

        for _ in range(100):
            protocol.data_received(b"A: b\r\n" * 10_000)

        assert len(protocol.unread) <= LARGEST_HEAD
        assert transport.written.count(b"HTTP/1.1 400") == 1

    async def test_of_a_head_that_ends_in_the_middle(self) -> None:
        served = Served(echo)
        protocol, transport = served.open()

        await served.send(protocol, b"GET /a HTTP/1.1\r\nHo")
        protocol.eof_received()

        assert problem(transport.written)["instance"] == "/a"
        assert transport.is_closed


class TestDeadlines:
    async def test_an_idle_connection_is_closed_without_a_word(self) -> None:
        served = Served(echo, Limits(idle=75))
        protocol, transport = served.open()

        await served.wait(74)
        assert not transport.is_closed
        await served.send(protocol, GET)
        await served.wait(74)
        assert not transport.is_closed
        before = transport.written
        await served.wait(2)

        assert transport.is_closed
        assert transport.written == before

    async def test_a_head_that_takes_too_long_is_408(self) -> None:
        served = Served(echo, Limits(request=20))
        protocol, transport = served.open()
        for byte in GET[:19]:
            await served.send(protocol, bytes([byte]))
            await served.wait(1)
        assert not transport.written

        await served.wait(2)

        assert problem(transport.written)["code"] == "request-timeout"

    async def test_a_slow_but_honest_body_arrives(self) -> None:
        served = Served(echo, Limits(request=20))
        protocol, transport = served.open()

        await served.send(protocol, HEAD + b"Content-Length: 60000\r\n\r\n")
        for _ in range(60):
            await served.send(protocol, b"a" * 1000)
            await served.wait(1)

        assert b"a" * 60_000 in transport.written

    async def test_a_body_that_stalls_ends_its_request(self) -> None:
        served = Served(echo, Limits(request=20))
        protocol, transport = served.open()

        await served.send(protocol, HEAD + b"Content-Length: 60000\r\n\r\nhello")
        await served.wait(19)
        assert not transport.written
        await served.wait(2)

        assert transport.has_ended or transport.is_closed

    async def test_a_reader_that_takes_nothing_is_cut_off(self) -> None:
        served = Served(echo, Limits(reader=90))
        protocol, transport = served.open()
        await served.send(protocol, GET)
        transport.buffered = 100_000

        await served.wait(0)
        await served.wait(60)
        assert not transport.is_aborted
        transport.buffered -= 60_000
        await served.wait(100)
        assert not transport.is_aborted
        await served.wait(100)

        assert transport.is_aborted


class TestManyConnections:
    async def test_the_longest_idle_makes_room(self) -> None:
        served = Served(echo, Limits(connections=2))
        (_, first), (_, second) = served.open(), served.open()
        await served.wait(1)

        _, third = served.open()

        assert [first.is_closed or second.is_closed, third.written] == [True, b""]
        assert len(served.connections.open) == 2

    async def test_a_slow_head_makes_room_if_none_is_idle(self) -> None:
        served = Served(never, Limits(connections=2))
        (busy, working), (slow, sending) = served.open(), served.open()
        await served.send(busy, GET)
        await served.send(slow, GET[:9])
        await served.wait(5)

        served.open()

        assert (working.is_closed, sending.is_aborted) == (False, True)
        for task in served.state.tasks:
            task.cancel()

    async def test_over_the_limit_it_is_503_and_logged_once(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        served = Served(never, Limits(connections=1))
        protocol, _ = served.open()
        await served.send(protocol, GET)

        refused = [served.open()[1] for _ in range(MOST_REFUSED + 10)]

        assert problem(refused[0].written)["status"] == 503
        assert b"retry-after" in refused[0].written
        assert refused[0].has_ended
        assert refused[-1].is_aborted
        assert served.connections.unlogged == MOST_REFUSED + 9
        for task in served.state.tasks:
            task.cancel()


async def telling(scope: Any, receive: Any, send: Any) -> None:
    """Answer with the code of the problem that reading the body raises."""
    try:
        while (await receive()).get("more_body"):
            pass
    except Problem as problem:
        code = problem.code.encode()
        headers = [(b"content-length", str(len(code)).encode())]
        await send({"type": "http.response.start", "status": problem.status, "headers": headers})
        await send({"type": "http.response.body", "body": code})


async def never(scope: Any, receive: Any, send: Any) -> None:
    await asyncio.Event().wait()
