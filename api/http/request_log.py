"""Middleware: an id and one log line for each request.

The line holds no query string, no body, no address of a person and no word of the path: in place
of the path it names the route, because a path may hold a key or a person's own words.
"""

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics
from api.http.route_templates import route_template
from api.log_lines import LINES

level = logging.getLogger(__name__)
"""Says only whether lines of this level are wanted; they are written without it."""

ACCEPTED_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}", re.ASCII)


class RequestLog:
    """Give each request its id, answer it as `X-Request-Id`, and log the finished response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = callers_id(scope) or secrets.token_hex(16)
        scope.setdefault("state", {})["request_id"] = request_id
        response = LoggedResponse(scope, request_id, send)
        try:
            await self.app(scope, receive, response.send)
        finally:
            response.log()


class LoggedResponse:
    """The response to one request: its status and size so far, and the time since it began."""

    def __init__(self, scope: Scope, request_id: str, send: Send) -> None:
        self.scope = scope
        self.request_id = request_id
        self.inner_send = send
        self.started, self.cpu_started = time.perf_counter(), time.process_time()
        self.status = 0
        self.size = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            id_header = (b"x-request-id", self.request_id.encode())
            message["headers"] = [*message.get("headers", []), id_header]
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
        await self.inner_send(message)

    def log(self) -> None:
        note(
            self.request_id,
            self.scope["method"],
            route_template(self.scope),
            self.status,
            self.size,
            ms=(time.perf_counter() - self.started) * 1000,
            cpu_ms=(time.process_time() - self.cpu_started) * 1000,
        )


def note(
    request_id: str,
    method: str,
    template: str,
    status: int,
    size: int,
    *,
    ms: float,
    cpu_ms: float,
) -> None:
    """Count a finished response and log its line.

    `template` is the route's, `size` in bytes; `ms` are milliseconds since the request arrived,
    `cpu_ms` those of the process in that time. The line is the one that structlog would write,
    put together at a twentieth of its cost.
    """
    metrics.note_request(method, status)
    if level.isEnabledFor(logging.INFO):
        LINES.put(
            f'{{"request_id": "{request_id}", "method": "{metrics.method_label(method)}",'
            f' "path": {as_json(template)}, "status": {status}, "bytes": {size},'
            f' "ms": {round(ms, 1)}, "cpu_ms": {round(cpu_ms, 1)}, "event": "request",'
            f' "level": "info", "logger": "{__name__}", "timestamp": "{timestamp()}"}}'
        )


@lru_cache(maxsize=1_024)
def as_json(template: str) -> str:
    return json.dumps(template)


def timestamp() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def callers_id(scope: Scope) -> str | None:
    """Return the request id that the caller sent; None if there is none or it is malformed."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = value.decode("latin-1")
            return text if ACCEPTED_ID.fullmatch(text) else None
    return None
