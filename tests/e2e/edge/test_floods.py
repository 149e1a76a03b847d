"""Floods and crowds: memory stays bounded, and others are served meanwhile.

Behind a proxy the memory is that of the server, and others come through the same proxy.
"""

import statistics
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from tests.e2e.edge.servers import resident
from tests.e2e.edge.wire import Target, Wire, request
from tests.soak import rounds

pytestmark = [pytest.mark.soak, pytest.mark.timed]

FLOOD = 60_000_000
GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /v1/complaint-matches HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
FLOODS = {
    "small headers": (GET, b"A: b\r\n" * 10_000),
    "one value": (GET + b"A: ", b"b" * 60_000),
    "an address": (b"GET /", b"a" * 60_000),
    "chunk extensions": (POST + b"5;", b"a" * 60_000),
    "trailers": (POST + b"0\r\n", b"A: b\r\n" * 10_000),
    "a body": (POST, b"ffff\r\n" + b"a" * 65_535 + b"\r\n"),
    "empty lines": (b"", b"\r\n" * 30_000),
    "pipelined requests": (b"", (GET + b"\r\n") * 1_000),
}
MOST_GROWTH = 20_000_000
LONGEST_WAIT = 0.1


@pytest.mark.parametrize(("start", "piece"), FLOODS.values(), ids=FLOODS)
def test_a_flood_takes_little_memory_and_lets_others_pass(
    target: Target, start: bytes, piece: bytes
) -> None:
    target.ask_one(request())
    before = resident(target.pids)
    flood = threading.Thread(target=flood_with, args=(target, start, piece))
    waits: list[float] = []
    grown = 0

    flood.start()
    while flood.is_alive() or not waits:
        # nginx closes a connection after 1,000 requests.
        with target.connected() as wire:
            for _ in range(20):
                waits.append(seconds(lambda wire=wire: ask(wire)))  # type: ignore[misc]
                grown = max(grown, resident(target.pids) - before)
    flood.join()

    assert grown < MOST_GROWTH
    assert statistics.median(waits) < LONGEST_WAIT


def flood_with(target: Target, start: bytes, piece: bytes) -> None:
    """Send 60 MB, or as much as the target takes within a few seconds."""
    with target.connected() as wire:
        wire.connection.settimeout(2)
        deadline = time.monotonic() + rounds(short=2, long=10)
        try:
            wire.connection.sendall(start)
            for _ in range(FLOOD // len(piece)):
                if time.monotonic() > deadline:
                    break
                wire.connection.sendall(piece)
        except (OSError, TimeoutError):
            return


def ask(wire: Wire) -> None:
    wire.send(request())
    assert wire.answer().status == 200


def seconds(action: Callable[[], None]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def test_thousands_of_idle_connections_disturb_nobody(target: Target) -> None:
    with ExitStack() as stack:
        crowd = []
        for _ in range(rounds(short=200, long=5_000)):
            crowd.append(stack.enter_context(target.connected()))
            # A proxy keeps a connection for a minute only after its first request.
            ask(crowd[-1])
        with target.connected() as wire:
            waits = [seconds(lambda: ask(wire)) for _ in range(20)]
        assert statistics.median(waits) < LONGEST_WAIT
        ask(crowd[-1])


def test_connections_that_never_send_disturb_nobody(alone: Target) -> None:
    with ExitStack() as stack:
        count = rounds(short=500, long=5_000)
        crowd = [stack.enter_context(alone.connected()) for _ in range(count)]
        with alone.connected() as wire:
            waits = [seconds(lambda: ask(wire)) for _ in range(20)]
        assert statistics.median(waits) < LONGEST_WAIT
        ask(crowd[-1])


def test_slow_senders_are_served_all_the_same(target: Target) -> None:
    sent = request("GET", "/healthz", "Connection: close")
    step = len(sent) // 4
    with ExitStack() as stack:
        count = rounds(short=50, long=200)
        crowd = [stack.enter_context(target.connected()) for _ in range(count)]
        for at in range(0, len(sent), step):
            for each in crowd:
                each.send(sent[at : at + step])
            time.sleep(0.3)
        assert [each.answer().status for each in crowd] == [200] * len(crowd)
