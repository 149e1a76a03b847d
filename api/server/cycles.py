"""One request and its response: uvicorn's cycle, and ours for requests with a body."""

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from api.errors import Problem
from api.server.bodies import Counted
from api.server.heads import Head
from api.server.limits import MOST_DISCARDED

if TYPE_CHECKING:
    from api.server.protocol import Protocol


class BodyCycle(RequestResponseCycle):
    """A cycle whose body may never arrive completely: then `receive` raises the Problem."""

    def __init__(self, *, will_discard: bool, **rest: Any) -> None:
        super().__init__(**rest)
        self.failure: Problem | None = None
        self.will_discard = will_discard
        """Whether a rest of the body that the application leaves unread is small enough to read."""

    def fail(self, problem: Problem) -> None:
        """Let the application know that the rest of the body will not come."""
        self.failure = problem
        self.keep_alive = False
        self.message_event.set()

    async def receive(self) -> ASGIReceiveEvent:
        if self.failure is None:
            message = await super().receive()
        if self.failure is not None and not self.disconnected and not self.response_complete:
            raise self.failure
        return message

    async def send(self, message: ASGISendEvent) -> None:
        # An answer before the body: its sender may go on sending it, or wait for 100 for ever.
        if (
            not self.response_started
            and self.more_body
            and (self.waiting_for_100_continue or not self.will_discard)
        ):
            self.keep_alive = False
        await super().send(message)


def new_cycle(protocol: "Protocol", head: Head) -> RequestResponseCycle:
    """Return the cycle of a request whose head is complete."""
    rest: dict[str, Any] = {
        "scope": new_scope(protocol, head),
        "transport": protocol.outlet,
        "flow": protocol.flow,
        "logger": protocol.logger,
        "access_logger": protocol.access_logger,
        "access_log": protocol.access_log,
        "default_headers": protocol.server_state.default_headers,
        "message_event": asyncio.Event(),
        "expect_100_continue": head.expects_100,
        "keep_alive": head.keep_alive and not protocol.is_last,
        "on_response": protocol.on_response_complete,
    }
    if head.framing is not None:
        is_small = not isinstance(head.framing, Counted) or head.framing.left <= MOST_DISCARDED
        return BodyCycle(will_discard=is_small, **rest)
    cycle = RequestResponseCycle(**rest)
    cycle.more_body = False
    cycle.message_event.set()
    return cycle


def new_scope(protocol: "Protocol", head: Head) -> dict[str, Any]:
    """Return the ASGI scope of a request, as uvicorn's own protocols make it."""
    path = head.path.decode("ascii")
    root = protocol.root_path
    return {
        "type": "http",
        "asgi": {"version": protocol.asgi_version, "spec_version": "2.3"},
        "http_version": head.version,
        "server": protocol.server,
        "client": protocol.client,
        "scheme": protocol.scheme,
        "root_path": root,
        "headers": head.headers,
        "state": protocol.app_state.copy(),
        "method": head.method,
        "path": root + (unquote(path) if "%" in path else path),
        "raw_path": root.encode("ascii") + head.path,
        "query_string": head.query,
    }
