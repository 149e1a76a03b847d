"""Middleware: answers 413 if a request's body is too large."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ContentTooLarge, MalformedRequest, Problem
from api.http.problem_response import problem_response

LARGEST_BODY = 64 * 1024
"""Bytes; the longest text in a body has 2,000 characters."""

LARGER_BODIES = {"/v1/plan-adaptations": 512 * 1024}
"""Bytes of bodies that hold a history; what may stand in it is counted too."""


class BodyLimit:
    """Read a request's body, up to `limit` bytes, and pass it on in one piece.

    `larger` has the limits of single addresses.

    `Content-Length` is not trusted: the bytes are counted as they arrive. If it already names too
    much, nothing is read at all.
    """

    def __init__(self, app: ASGIApp, *, limit: int, larger: Mapping[str, int]) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not has_body(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            body = await self.read(headers, receive, self.larger.get(scope["path"], self.limit))
        except Problem as problem:
            await problem_response(Request(scope, receive), problem)(scope, receive, send)
            return
        await self.app(scope, receive_body_first(body, receive), send)

    async def read(self, headers: Headers, receive: Receive, limit: int) -> bytes:
        """Return the body.

        Raises ContentTooLarge, or what `receive` raises if the body does not arrive completely.
        """
        length = headers.get("content-length", "0")
        body = bytearray()
        is_complete = False
        while length.isdecimal() and int(length[:20]) <= limit and not is_complete:
            message = await receive()
            if message["type"] != "http.request":
                raise MalformedRequest("The connection ended within the body.")
            body += message.get("body", b"")
            if len(body) > limit:
                break
            is_complete = not message.get("more_body")
        if not is_complete:
            raise ContentTooLarge(f"The body is larger than {limit:,} bytes.")
        return bytes(body)


def has_body(scope: Scope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def receive_body_first(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the whole body first, then later messages of the server."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_next() -> Message:
        return first.pop() if first else await receive()

    return receive_next
