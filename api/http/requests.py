"""One id and one log line for each request; no query string, no body, no address of a person."""

import re
import secrets
import time
from typing import Any

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import InternalError
from api.http.problems import respond

logger = structlog.get_logger()

GIVEN_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}", re.ASCII)


class RequestLog:
    """Give each request its id, log it when it is answered, and answer what nobody caught."""

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
        except Exception as error:
            await self.caught(error, scope, receive, send_with_id, answered)
        finally:
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

    async def caught(
        self, error: Exception, scope: Scope, receive: Receive, send: Send, answered: dict[str, Any]
    ) -> None:
        """Log where it broke, without its text: that may hold what a person wrote."""
        logger.error(
            "unexpected_error",
            request_id=scope["state"]["request_id"],
            error=type(error).__name__,
            where=places(error),
        )
        if not answered["status"]:
            response = respond(Request(scope, receive), InternalError())
            await response(scope, receive, send)


def given_id(scope: Scope) -> str | None:
    """Return the caller's own request id, if it is one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = value.decode("latin-1")
            return text if GIVEN_ID.fullmatch(text) else None
    return None


def places(error: Exception) -> list[str]:
    """Return the innermost places of a traceback as `module:line`."""
    found = []
    frame = error.__traceback__
    while frame is not None:
        found.append(f"{frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno}")
        frame = frame.tb_next
    return found[-12:]
