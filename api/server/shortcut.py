"""Answers that are written as soon as it is known that they are current: no task, no messages."""

from typing import TYPE_CHECKING, Any

import structlog
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from api.server.cycles import new_scope, start_cycle
from api.server.heads import Head

if TYPE_CHECKING:
    from api.http.shortcut import KeptRead
    from api.server.protocol import Protocol

logger = structlog.get_logger()


class Stamp:
    """The headers that every answer begins with, as lines. Uvicorn makes a new list each second."""

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.count = 0
        self.lines = b""
        self.closes = False
        """Whether they end the connection."""

    def update(self, headers: list[tuple[bytes, bytes]]) -> None:
        if headers is not self.headers or len(headers) != self.count:
            self.headers, self.count = headers, len(headers)
            self.lines = b"".join(b"%b: %b\r\n" % header for header in headers)
            self.closes = b"connection" in dict(headers)


class Reply:
    """A request that is answered from memory, unless its answer turns out to be over."""

    __slots__ = ("head", "protocol", "read", "scope")

    def __init__(
        self, protocol: "Protocol", head: Head, scope: dict[str, Any], read: "KeptRead"
    ) -> None:
        self.protocol, self.head, self.scope, self.read = protocol, head, scope, read

    def hear(self, state: Any) -> None:
        """Write the answer if it is of this state of the catalogue; else pass the request on."""
        try:
            if self.read.is_current(state) and self.stays_open():
                self.write()
            else:
                start_cycle(self.protocol, self.head, self.scope)
        except Exception as error:
            # Others wait for the same state.
            logger.error("unexpected_error", error=type(error).__name__, where=__name__)
            self.protocol.transport.abort()

    def stays_open(self) -> bool:
        """Say whether the connection takes an answer now, and a further request after it."""
        protocol = self.protocol
        protocol.edge.stamp.update(protocol.server_state.default_headers)
        return not (protocol.is_last or protocol.flow.write_paused or protocol.edge.stamp.closes)

    def write(self) -> None:
        status, lines, body = self.read.finish()
        protocol = self.protocol
        if not protocol.transport.is_closing():
            first = protocol.edge.stamp.lines
            protocol.transport.write(b"".join((STATUS_LINE[status], first, lines, body)))
            protocol.on_response_complete()


def start(protocol: "Protocol", head: Head) -> None:
    """Answer a request from memory if it may come to that; else let the application answer."""
    scope = new_scope(protocol, head)
    shortcut = getattr(protocol.app, "shortcut", None)
    if shortcut is not None and head.framing is None and head.keep_alive:
        read = shortcut.find(scope)
        if read is not None:
            read.ask(Reply(protocol, head, scope, read).hear)
            return
    start_cycle(protocol, head, scope)
