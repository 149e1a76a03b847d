"""The server of one process, and how it ends without breaking off a request.

1. SIGTERM makes the process a lame duck: it goes on answering, `/readyz` says no, and every answer
   has `Connection: close`. Ctrl-C (SIGINT) leaves this phase out.
2. The process takes the connections that already wait, and stops listening.
3. Requests on their way have a moment to arrive. Then idle connections end, and requests in work
   have `INSTEP_DRAIN_SECONDS` to finish.

Each phase can be cut short: SIGINT ends the first, a second SIGINT ends all of them at once.
"""

import asyncio
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import structlog
import uvicorn

from api import memory
from api.lame_duck import LameDuck
from api.server.signals import handled_by, has_terminal

logger = structlog.get_logger()

RETIRE = signal.SIGUSR1
"""To a worker whose place another one takes, or whose parent got SIGINT: no lame duck first."""
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, RETIRE)
CLOSE = (b"connection", b"close")
ARRIVAL_SECONDS = 0.1
"""Time for requests that were sent before their sender could know that we stop listening."""
FIRST_REQUEST_SECONDS = 1.0
"""Time for the first request of a new connection, which its sender would not repeat elsewhere.

After Ctrl-C it is left out, since somebody waits at the terminal.
"""


class GracefulServer(uvicorn.Server):
    """Uvicorn's server with a lame-duck phase, and without resets when it stops listening."""

    def __init__(
        self,
        config: uvicorn.Config,
        *,
        lame_duck_seconds: float,
        when_started: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(config)
        self.lame_duck_seconds = lame_duck_seconds
        self.when_started = when_started
        self.lame_duck = LameDuck()
        self.lame_duck_ends: float | None = None
        self.is_on_terminal = has_terminal()
        self.is_interrupted = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        memory.forget_descriptions()
        await super().startup(sockets)
        self.lame_duck.show_in(self.lifespan.state)
        if self.started:
            self.when_started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle the signals that end us; unlike uvicorn's own, do not raise them again after."""
        # In a worker SIGHUP is ignored, because its parent decides what it means.
        with handled_by(self.handle_exit, ENDINGS):
            yield

    def handle_exit(self, sig: int, _frame: FrameType | None) -> None:
        """Only note what is to be done: this runs between any two instructions."""
        self.is_interrupted |= sig == signal.SIGINT
        if sig == signal.SIGINT and self.should_exit:
            self.force_exit = True
        elif sig in (signal.SIGINT, RETIRE) or (sig == signal.SIGHUP and self.is_on_terminal):
            self.should_exit = True
        elif self.lame_duck_ends is None:
            self.lame_duck_ends = time.monotonic() + self.lame_duck_seconds
            self.lame_duck.begun = True
            self.close_after_answers()

    async def on_tick(self, counter: int) -> bool:
        if await super().on_tick(counter):
            return True
        if self.lame_duck_ends is None:
            return False
        # Uvicorn may have been making a new list while the signal came.
        self.close_after_answers()
        return time.monotonic() >= self.lame_duck_ends

    def close_after_answers(self) -> None:
        """Give every answer, also of requests in work, the header that ends its connection."""
        if CLOSE not in self.config.encoded_headers:
            self.config.encoded_headers.append(CLOSE)
        # The requests in work hold this very list.
        if CLOSE not in self.server_state.default_headers:
            self.server_state.default_headers.append(CLOSE)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logger.info("stops_listening", requests_in_work=len(self.server_state.tasks))
        self.should_exit = True
        self.close_after_answers()
        await self.stop_listening(sockets or [])
        await self.wait_for_requests()
        await super().shutdown(sockets)

    async def wait_for_requests(self) -> None:
        """Give requests on their way the time to arrive; they are answered like all others."""
        began = time.monotonic()
        while self.server_state.connections and not self.force_exit:
            passed = time.monotonic() - began
            is_waiting = any(not c.has_asked for c in self.connections())
            is_long = is_waiting and not self.is_interrupted
            if passed >= (FIRST_REQUEST_SECONDS if is_long else ARRIVAL_SECONDS):
                return
            await asyncio.sleep(0.02)

    def connections(self) -> list[Any]:
        """Return the open connections; of one without any request yet `has_asked` is False."""
        return list(self.server_state.connections)

    async def stop_listening(self, sockets: list[socket.socket]) -> None:
        """Take every connection that waits to be accepted, then close the listening sockets.

        The kernel resets what still waits when a listening socket is closed.
        """
        for server in self.servers:
            for listening in server.sockets:
                await self.accept_all(listening.fileno())
        for server in self.servers:
            server.close()
        for listening in sockets:
            listening.close()

    async def accept_all(self, descriptor: int) -> None:
        loop = asyncio.get_running_loop()
        with socket.socket(fileno=os.dup(descriptor)) as listening:
            listening.setblocking(False)
            while True:
                try:
                    accepted, _ = listening.accept()
                except OSError:  # none is left, or there are too many open files
                    return
                accepted.setblocking(False)
                await loop.connect_accepted_socket(self.new_protocol, accepted)

    def new_protocol(self) -> asyncio.Protocol:
        protocol: Any = self.config.http_protocol_class
        made: asyncio.Protocol = protocol(
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
        )
        return made
