"""The largest body that is read; a larger one is refused before anything looks at it."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ContentTooLarge
from api.http.problems import respond


class Bodies:
    """Read a request's body whole, up to the limit, and hand it on in one piece.

    What a body says of its own length is not trusted, nor is it read when it says too much.
    """

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not has_body(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        body = await self.read(Headers(scope=scope), receive)
        if body is None:
            problem = ContentTooLarge(f"The body is larger than {self.limit:,} bytes.")
            await respond(Request(scope, receive), problem)(scope, receive, send)
            return
        await self.app(scope, handing_on(body, receive), send)

    async def read(self, headers: Headers, receive: Receive) -> bytes | None:
        """Return the body, None where it is too large or its sender went away."""
        told = headers.get("content-length", "0")
        if not told.isdecimal() or int(told[:20]) > self.limit:
            return None
        body = bytearray()
        while len(body) <= self.limit:
            message = await receive()
            if message["type"] != "http.request":
                return None
            body += message.get("body", b"")
            if not message.get("more_body"):
                return bytes(body) if len(body) <= self.limit else None
        return None


def has_body(headers: Headers) -> bool:
    return "content-length" in headers or "transfer-encoding" in headers


def handing_on(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body first, and then what the server still says."""
    pieces: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def handed() -> Message:
        return pieces.pop() if pieces else await receive()

    return handed
