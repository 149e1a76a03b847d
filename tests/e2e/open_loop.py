"""Load from people who do not wait for each other: so many requests a second, whatever comes back.

A loop that waits for an answer before it sends the next request slows down with the server, and
never sees what happens to those who come meanwhile.
"""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

MOST_CONNECTIONS = 1_000
PATIENCE = 30.0
TICK = 0.002


@dataclass
class Offered:
    """What came of the requests that were sent: seconds of waiting, by status."""

    sent: int = 0
    broken: int = 0
    waits: dict[int, list[float]] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        return sum(map(len, self.waits.values()))

    def p99(self, status: int) -> float:
        waits = sorted(self.waits[status])
        return waits[int(len(waits) * 0.99)]


class Caller(asyncio.Protocol):
    """A connection that is kept, with at most one request on it."""

    def __init__(self, offered: Offered, idle: deque["Caller"]) -> None:
        self.offered, self.idle = offered, idle
        self.transport: asyncio.Transport | None = None
        self.unread = bytearray()
        self.sent_at: float | None = None
        self.is_open = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, request: bytes) -> None:
        assert self.transport is not None
        self.sent_at = time.perf_counter()
        self.offered.sent += 1
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.unread += data
        head, found, body = self.unread.partition(b"\r\n\r\n")
        if found and len(body) >= content_length(head):
            assert self.sent_at is not None
            status = int(head[9:12])
            self.offered.waits.setdefault(status, []).append(time.perf_counter() - self.sent_at)
            self.sent_at = None
            self.unread.clear()
            self.idle.append(self)

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        self.offered.broken += self.sent_at is not None


def content_length(head: bytes | bytearray) -> int:
    lines = bytes(head).lower().split(b"\r\n")
    return int(next(line for line in lines if line.startswith(b"content-length:"))[15:])


async def offer(port: int, requests: Sequence[bytes], rate: float, seconds: float) -> Offered:
    """Send so many requests a second for some seconds, in turn; return what came of them.

    A request that is due finds a connection that is idle, or gets a new one.
    """
    offered, idle, loop = Offered(), deque[Caller](), asyncio.get_running_loop()
    callers: list[Caller] = []
    began, turns = time.perf_counter(), cycle(requests)
    while (passed := time.perf_counter() - began) < seconds:
        due = int(passed * rate) - offered.sent
        for request in islice(turns, max(due, 0)):
            while idle and not idle[0].is_open:
                idle.popleft()
            if not idle:
                if len(callers) == MOST_CONNECTIONS:
                    break
                made = loop.create_connection(lambda: Caller(offered, idle), "127.0.0.1", port)
                callers.append((await made)[1])
                idle.append(callers[-1])
            idle.popleft().ask(request)
        await asyncio.sleep(TICK)
    await until_answered(offered)
    for caller in callers:
        if caller.transport is not None:
            caller.transport.abort()
    return offered


async def until_answered(offered: Offered) -> None:
    deadline = time.perf_counter() + PATIENCE
    while offered.answered + offered.broken < offered.sent:
        assert time.perf_counter() < deadline, "some requests were never answered"
        await asyncio.sleep(TICK)


async def most(port: int, requests: Sequence[bytes], callers: int, seconds: float) -> float:
    """Return how many requests a second are answered 200 if each caller waits for its answers."""
    offered, idle, loop = Offered(), deque[Caller](), asyncio.get_running_loop()
    turns = cycle(requests)
    for _ in range(callers):
        made = loop.create_connection(lambda: Caller(offered, idle), "127.0.0.1", port)
        idle.append((await made)[1])
    everybody = [*idle]
    began = time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        while idle:
            idle.popleft().ask(next(turns))
        await asyncio.sleep(TICK)
    answered = len(offered.waits[200])
    await until_answered(offered)
    for caller in everybody:
        assert caller.transport is not None
        caller.transport.abort()
    return answered / passed
