"""A connection without a socket: what the protocol writes, and the clock of its deadlines."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState

from api.config import Settings
from api.server.connections import Connections
from api.server.edge import EDGES, Edge
from api.server.limits import Limits
from api.server.protocol import Protocol
from api.server.refusals import Refusals

App = Callable[[Any, Any, Any], Awaitable[None]]


class FakeTransport(asyncio.Transport):
    """Remembers what is written, and whether reading is paused."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.is_paused = self.is_closed = self.is_aborted = self.has_ended = False
        self.buffered = 0

    def write(self, data: Any) -> None:
        self.written += data

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("203.0.113.7", 40_000) if name == "peername" else default

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.has_ended = True

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True

    def abort(self) -> None:
        self.is_closed = self.is_aborted = True

    def get_write_buffer_size(self) -> int:
        return self.buffered


class Served:
    """A server of one application: opens connections, and moves their clock."""

    def __init__(self, app: App, limits: Limits | None = None) -> None:
        self.config = Config(
            app,
            log_config=None,
            access_log=False,
            ws="none",
            lifespan="off",
            proxy_headers=False,
        )
        self.state = ServerState()
        self.connections = Connections(limits or Limits())
        EDGES[self.state] = Edge(self.connections, Refusals(Settings()))

    def open(self) -> tuple[Protocol, FakeTransport]:
        protocol = Protocol(self.config, self.state, {}, asyncio.get_running_loop())
        transport = FakeTransport()
        protocol.connection_made(transport)
        return protocol, transport

    async def send(self, protocol: Protocol, *segments: bytes) -> bytes:
        """Let segments arrive; return what was written since the connection was opened."""
        for segment in segments:
            protocol.data_received(segment)
            await self.settle()
        transport = protocol.transport
        assert isinstance(transport, FakeTransport)
        return transport.written

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def wait(self, seconds: float) -> None:
        """Let time pass, as far as deadlines are concerned."""
        self.connections.clock += seconds
        for connection in [*self.connections.open, *self.connections.refused]:
            connection.check()
        await self.settle()


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answer with method, path, query and body, and the names of the headers."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    names = b",".join(name for name, _ in scope["headers"])
    parts = (scope["method"].encode(), scope["path"].encode(), scope["query_string"], body, names)
    answer = b"|".join(parts)
    length = str(len(answer)).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]}
    )
    await send({"type": "http.response.body", "body": answer})
