"""What every answer tells browsers not to do, and the longest address that is read."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import AddressTooLong
from api.http.problems import respond

LONGEST_ADDRESS = 8_000
"""Bytes of path and query together."""

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
"""Set where the answer itself does not say otherwise: pages bring their own policy."""


class Safety:
    """Refuse an address that is too long, and set the headers above on each answer."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = HEADERS | (
            {"strict-transport-security": "max-age=31536000"} if https else {}
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                message["headers"] = headers.raw
            await send(message)

        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            await respond(Request(scope, receive), AddressTooLong())(scope, receive, safe)
            return
        await self.app(scope, receive, safe)
