"""A TCP proxy in front of a server that can do harm to connections, in a thread of its own."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tests.e2e.browsing import free_port

PIECE = 4_096
"""Bytes that are passed on at a time."""


class Cutter:
    """Passes bytes between clients and a server, and counts those that go to clients."""

    def __init__(self) -> None:
        self.port = free_port()
        self.port_of_server = 0
        self.loop = asyncio.new_event_loop()
        self.open: set[asyncio.StreamWriter] = set()
        self.tasks: set[asyncio.Task[None]] = set()
        self.passed = self.answers = 0
        self.is_due: Callable[[], bool] = lambda: False
        self.strike: Callable[[], object] = self.cut

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def strike_after(self, count: int, strike: Callable[[], object]) -> None:
        """Do something when so many bytes more were passed to clients."""
        due = self.passed + count
        self.strike, self.is_due = strike, lambda: self.passed >= due

    def strike_at(self, number: int, strike: Callable[[], object]) -> None:
        """Do something when the answer of this number from now on begins to be passed."""
        due = self.answers + number
        self.strike, self.is_due = strike, lambda: self.answers >= due

    def cut(self) -> None:
        """Break off every connection, from any thread."""
        self.loop.call_soon_threadsafe(self.abort_all)

    def abort_all(self) -> None:
        for writer in [*self.open]:
            writer.transport.abort()

    async def serve(self, started: threading.Event, ended: asyncio.Event) -> None:
        async with await asyncio.start_server(self.connect, "127.0.0.1", self.port):
            started.set()
            await ended.wait()
            self.abort_all()
            await asyncio.gather(*self.tasks)

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            with suppress(OSError):
                behind = await asyncio.open_connection("127.0.0.1", self.port_of_server)
                self.open.add(behind[1])
                await asyncio.gather(
                    self.pass_on(reader, behind[1], is_answer=False),
                    self.pass_on(behind[0], writer, is_answer=True),
                )
                self.open.discard(behind[1])
        finally:
            writer.transport.abort()
            self.open.discard(writer)
            self.tasks.discard(task)

    async def pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_answer: bool
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(PIECE):
                if is_answer:
                    self.count(data)
                writer.write(data)
                await writer.drain()
        # The other direction ends too, since what is left of a request has nobody to answer it.
        writer.transport.abort() if is_answer else writer.close()

    def count(self, data: bytes) -> None:
        self.passed += len(data)
        self.answers += data.count(b"HTTP/1.1 ")
        if self.is_due():
            self.is_due = lambda: False
            self.strike()


@contextmanager
def cutting() -> Iterator[Cutter]:
    """Run a proxy; its `port_of_server` is to be set once that is known."""
    cutter, started, ended = Cutter(), threading.Event(), asyncio.Event()
    thread = threading.Thread(
        target=cutter.loop.run_until_complete, args=[cutter.serve(started, ended)]
    )
    thread.start()
    try:
        assert started.wait(timeout=10)
        yield cutter
    finally:
        cutter.loop.call_soon_threadsafe(ended.set)
        thread.join()
        cutter.loop.close()
