"""Middleware: what every response has, in one step: its id, its headers, its line in the log."""

import random
import re
import time
from collections.abc import Iterable

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import ANY_ORIGIN
from api.http.cors import is_preflight, is_public, preflight_answer
from api.http.problem_response import problem_response
from api.http.request_log import note
from api.http.response_headers import Header, completed, raw_headers
from api.http.route_templates import route_template
from api.http.security_headers import security_headers, wrong_address

ACCEPTED_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}", re.ASCII)


class EveryResponse:
    """Give each request its id, each response the headers that all have, and log it.

    Preflight requests to public paths, and addresses that are not read (see `wrong_address`), are
    answered here.
    """

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.security = raw_headers(security_headers(https=https))
        self.of_public = (*self.security, *raw_headers(ANY_ORIGIN))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = callers_id(scope) or new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        response = LoggedResponse(scope, request_id, send)
        try:
            if is_preflight(scope):
                await preflight_answer(scope)(scope, receive, response.send)
                return
            is_ours = is_public(scope["path"])
            scope["state"]["added_headers"] = self.of_public if is_ours else self.security
            problem = wrong_address(scope)
            app = problem_response(Request(scope, receive), problem) if problem else self.app
            await app(scope, receive, response.send)
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
            message["headers"] = self.complete(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
        await self.inner_send(message)

    def complete(self, headers: Iterable[Header]) -> list[Header]:
        """Return all headers of the response; those from `AnswerCache` lack the id only."""
        state = self.scope["state"]
        complete = [*headers] if "is_complete" in state else completed(headers, state)
        complete.append((b"x-request-id", self.request_id.encode("ascii")))
        return complete

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


def callers_id(scope: Scope) -> str | None:
    """Return the request id that the caller sent; None if there is none or it is malformed."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = value.decode("latin-1")
            return text if ACCEPTED_ID.fullmatch(text) else None
    return None


def new_id() -> str:
    """Return an id that no other request has. It is no secret, and asks the system for nothing."""
    return f"{random.getrandbits(128):032x}"
