"""One id and one log line for each request; no query string, no body, no address of a person."""

import re
import secrets
import time
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics

logger = structlog.get_logger()

GIVEN_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}", re.ASCII)


class RequestLog:
    """Give each request its id, and log it when it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = given_id(scope) or secrets.token_hex(16)
        scope.setdefault("state", {})["request_id"] = request_id
        started, cpu = time.perf_counter(), time.process_time()
        answered: dict[str, Any] = {"status": 0, "bytes": 0}

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered["status"] = message["status"]
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", request_id.encode()),
                ]
            elif message["type"] == "http.response.body":
                answered["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            metrics.note_request(scope["method"], answered["status"])
            logger.info(
                "request",
                request_id=request_id,
                method=scope["method"],
                path=scope["path"][:200],
                status=answered["status"],
                bytes=answered["bytes"],
                ms=round((time.perf_counter() - started) * 1000, 1),
                cpu_ms=round((time.process_time() - cpu) * 1000, 1),
            )


def given_id(scope: Scope) -> str | None:
    """Return the caller's own request id, if it is one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = value.decode("latin-1")
            return text if GIVEN_ID.fullmatch(text) else None
    return None
