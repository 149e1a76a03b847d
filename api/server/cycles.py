"""One request and its response: uvicorn's cycle, and a subclass for requests with a body."""

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from uvicorn._types import ASGIReceiveEvent
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from api.errors import Problem
from api.server.bodies import Counted
from api.server.heads import Head
from api.server.limits import MOST_DISCARDED

if TYPE_CHECKING:
    from api.server.protocol import Protocol


class BodyCycle(RequestResponseCycle):
    """A cycle whose body may never arrive completely: then `receive` raises the Problem."""

    failure: Problem | None = None
    stays = True
    """Whether the connection may stay open, as far as the two sides have said."""

    is_waited_for = False
    """Whether the sender waits for 100 (Continue) before it sends the body."""

    may_discard = True
    """Whether a rest of the body that the application leaves unread is small enough to read."""

    @property
    def keep_alive(self) -> bool:
        # If an answer comes before the body, its sender may go on sending it, or wait for 100.
        endless = self.more_body and (self.is_waited_for or not self.may_discard)
        return self.stays and not endless

    @keep_alive.setter
    def keep_alive(self, value: bool) -> None:
        self.stays = value

    def fail(self, problem: Problem) -> None:
        """Let the application know that the rest of the body will not come."""
        self.failure = problem
        self.stays = False
        self.message_event.set()

    async def receive(self) -> ASGIReceiveEvent:
        if self.is_waited_for:
            self.is_waited_for = False
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if not (self.disconnected or self.response_complete or self.failure):
            self.flow.resume_reading()
            await self.message_event.wait()
            self.message_event.clear()
        if self.disconnected or self.response_complete:
            return {"type": "http.disconnect"}
        if self.failure is not None:
            raise self.failure
        body, self.body = bytes(self.body), bytearray()
        return {"type": "http.request", "body": body, "more_body": self.more_body}


def start_cycle(protocol: "Protocol", head: Head, scope: dict[str, Any]) -> None:
    """Let the application answer a request."""
    protocol.cycle = new_cycle(protocol, head, scope)
    protocol._start_asgi_task(protocol.cycle, protocol.app)


def new_cycle(protocol: "Protocol", head: Head, scope: dict[str, Any]) -> RequestResponseCycle:
    """Return the cycle of a request whose head is complete."""
    framing = head.framing
    cycle = (RequestResponseCycle if framing is None else BodyCycle)(
        scope,  # type: ignore[arg-type]
        protocol.outlet,  # type: ignore[arg-type]
        protocol.flow,
        protocol.logger,
        protocol.access_logger,
        protocol.access_log,
        protocol.server_state.default_headers,
        asyncio.Event(),
        False,
        head.keep_alive and not protocol.is_last,
        protocol.on_response_complete,
    )
    if isinstance(cycle, BodyCycle):
        cycle.is_waited_for = head.expects_100
        cycle.may_discard = not isinstance(framing, Counted) or framing.left <= MOST_DISCARDED
    else:
        cycle.more_body = False
        cycle.message_event.set()
    return cycle


def new_scope(protocol: "Protocol", head: Head) -> dict[str, Any]:
    """Return the ASGI scope of a request, as uvicorn's own protocols make it."""
    path = head.path.decode("ascii")
    root = protocol.root_path
    return {
        **protocol.fixed_scope,
        "asgi": {"version": protocol.asgi_version, "spec_version": "2.3"},
        "http_version": head.version,
        "headers": head.headers,
        "state": protocol.app_state.copy(),
        "method": head.method,
        "path": root + (unquote(path) if "%" in path else path),
        "raw_path": root.encode("ascii") + head.path,
        "query_string": head.query,
    }
