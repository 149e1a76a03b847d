"""HTTP/1.1 on one connection: uvicorn's protocol, except that requests are read here.

The parser of httptools sees whole heads only; where a body ends is decided by `bodies`. So what
follows an `Upgrade` or a trailer is never read as something else, a head is never copied piece by
piece, and a connection holds at most one request and one segment of what follows it.
"""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from api.errors import MalformedRequest, Overloaded, Problem
from api.server.connections import MOST_REFUSED
from api.server.cycles import BodyCycle
from api.server.deadlines import check_deadlines
from api.server.edge import edge_of
from api.server.flow import HeldFlow, Outlet
from api.server.heads import (
    CR,
    END,
    LastHeaders,
    check_unfinished,
    path_of,
    read_head,
    without_blank_lines,
)
from api.server.limits import MOST_DISCARDED, MOST_LINGERING
from api.server.phases import ANSWER, BODY, BROKEN, HEAD, IDLE, LINGER
from api.server.shortcut import start


class Protocol(HttpToolsProtocol):
    """One connection. `instep serve` names this class to uvicorn."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.edge = edge_of(server_state)
        self.peers = self.edge.connections
        self.parser = None  # type: ignore[assignment] # Each head has one of its own.
        self.has_asked = False
        self.phase: int = IDLE
        self.since = 0.0
        self.last_headers = LastHeaders()
        self.unread = bytearray()
        """A head that is not complete."""
        self.backlog = b""
        """What came after a complete request that is not answered yet."""
        self.received = 0
        """Bytes of the body so far, or of what is thrown away."""
        self.has_ended = False
        """Whether the other side will send nothing more."""
        self.is_last = False
        """Whether the connection closes after the next response."""
        self.stuck: tuple[float, int] | None = None
        """Since when an answer waits in our buffer, and how much of it there was."""

    # What the transport calls

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.flow: HeldFlow = HeldFlow(transport)
        self.outlet = Outlet(transport, self.finish)
        self.fixed_scope = {
            "type": "http",
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme,
            "root_path": self.root_path,
        }
        if self.peers.admit(self, self.loop):
            return
        if len(self.peers.refused) > MOST_REFUSED:
            transport.abort()
        else:
            problem = Overloaded("Too many connections are open. Try again shortly.")
            answer, _ = self.edge.refusals.answer(problem, None, self.server_state.default_headers)
            transport.write(answer)
            self.linger()

    def connection_lost(self, exc: Exception | None) -> None:
        self.peers.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.phase == IDLE and data[0] != CR:
            # Nearly always a whole head comes at once, and nothing after it.
            end = data.find(END)
            if end >= 0:
                if end + 4 == len(data):
                    self.begin(data)
                    return
                self.begin(data[: end + 4])
                data = data[end + 4 :]
        while data:
            phase = self.phase
            if phase in (IDLE, HEAD):
                data = self.take_head(data)
            elif phase == BODY:
                data = self.take_body(data)
            elif phase == ANSWER:
                self.backlog += data
                self.flow.hold()
                return
            else:
                self.throw_away(len(data))
                return

    def eof_received(self) -> bool:  # type: ignore[override]
        """Answer what was asked before the other side ended; return whether there is anything."""
        self.has_ended = True
        if self.phase == HEAD:
            problem = MalformedRequest("The connection ended within the headers.")
            self.refuse(problem, path_of(self.unread))
        elif self.phase == BODY:
            self.break_off(MalformedRequest("The connection ended within the body."))
        return self.phase in (ANSWER, BROKEN)

    def resume_writing(self) -> None:
        self.stuck = None
        super().resume_writing()

    def shutdown(self) -> None:
        """Close as soon as the request that has begun to arrive, if any, is answered."""
        self.is_last = True
        if self.phase == IDLE:
            self.transport.close()
        elif self.cycle is not None:
            self.cycle.keep_alive = False

    # Requests

    def take_head(self, data: bytes) -> bytes:
        """Read on in a request's head; return what follows it."""
        seen = len(self.unread)
        if seen > 1:
            self.unread += data
            end = self.unread.find(END, max(seen - 3, 0))
            if end < 0:
                self.await_head(seen)
                return b""
            data = bytes(self.unread)
        else:
            data = without_blank_lines(bytes(self.unread) + data if seen else data)
            end = data.find(END)
            if end < 0:
                self.unread[:] = data
                if data:
                    self.await_head(0)
                return b""
        self.unread.clear()
        self.begin(data[: end + 4])
        return data[end + 4 :]

    def await_head(self, seen: int) -> None:
        """Wait for the rest of a head, unless the part that has come is wrong already."""
        if self.phase == IDLE:
            self.phase = HEAD
            self.since = self.peers.clock
        try:
            check_unfinished(self.unread, seen)
        except Problem as problem:
            self.refuse(problem, path_of(self.unread))

    def begin(self, raw: bytes) -> None:
        """Give a request to the application as soon as its head is complete."""
        try:
            head = read_head(raw, self.last_headers)
        except Problem as problem:
            self.refuse(problem, path_of(raw))
            return
        self.framing = head.framing
        if head.framing is not None:
            self.received = 0
            self.since = self.peers.clock
        self.phase = ANSWER if head.framing is None else BODY
        self.has_asked = True
        start(self, head)

    def take_body(self, data: bytes) -> bytes:
        """Read on in a request's body; return what follows it."""
        assert self.framing is not None  # noqa: S101 - the phase says that there is a body
        cycle = self.cycle
        self.received += len(data)
        try:
            body, rest = self.framing.feed(data)
        except Problem as problem:
            self.break_off(problem)
            return b""
        if cycle.response_complete:
            if rest is not None:
                self.await_next()
            elif self.received > MOST_DISCARDED:
                self.linger()
            return rest or b""
        cycle.body += body
        if len(cycle.body) > HIGH_WATER_LIMIT:
            self.flow.pause_reading()
        if rest is not None:
            cycle.more_body = False
            self.phase = ANSWER
        cycle.message_event.set()
        return rest or b""

    def break_off(self, problem: Problem) -> None:
        """Give up the rest of a body; the application answers with the problem."""
        assert isinstance(self.cycle, BodyCycle)  # noqa: S101
        if self.cycle.response_complete:
            self.linger()
        else:
            self.phase = BROKEN
            self.received = 0
            self.flow.release()
            self.cycle.fail(problem)

    def on_response_complete(self) -> None:
        self.server_state.total_requests += 1
        if self.phase == BODY:
            self.since = self.peers.clock
            self.flow.resume_reading()
        elif self.phase == ANSWER and not self.transport.is_closing():
            self.await_next()

    def await_next(self) -> None:
        """Wait for the next request, which may have come already."""
        if self.is_last or (self.has_ended and not self.backlog):
            self.finish()
            return
        self.phase = IDLE
        self.since = self.peers.clock
        if self.flow.read_paused:
            data, self.backlog = self.backlog, b""
            self.flow.release()
            if data:
                self.data_received(data)
        if self.has_ended and not self.eof_received():
            self.transport.close()

    # Ends

    def refuse(self, problem: Problem, path: str | None = None) -> None:
        """Answer with a problem, without the application, and read no further request."""
        first = self.server_state.default_headers
        answer, request_id = self.edge.refusals.answer(problem, path, first)
        self.edge.refusals.log(problem, request_id)
        self.transport.write(answer)
        self.linger()

    def finish(self) -> None:
        """Close after a response, gently if something of the other side is unread.

        To close with unread bytes would reset the connection, and could destroy the response
        before it is read.
        """
        if self.phase == ANSWER and not self.flow.read_paused:
            self.transport.close()
        else:
            self.linger()

    def linger(self) -> None:
        self.phase = LINGER
        self.unread.clear()
        self.backlog = b""
        self.received = 0
        self.since = self.peers.clock
        self.flow.release()
        if self.has_ended or not self.transport.can_write_eof():
            self.transport.close()
        elif not self.transport.is_closing():
            self.transport.write_eof()

    def throw_away(self, count: int) -> None:
        self.received += count
        if self.received > MOST_LINGERING:
            self.transport.abort()

    def check(self) -> None:
        check_deadlines(self)

    @property
    def waits_for_request(self) -> bool:
        return self.phase in (IDLE, HEAD)

    @property
    def is_idle(self) -> bool:
        return self.phase == IDLE

    def evict(self) -> None:
        """Close at once: somebody else needs the room."""
        self.transport.abort() if self.unread else self.transport.close()
