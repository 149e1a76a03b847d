"""Which pages of other origins may read an answer (CORS): the public ones any, the rest none."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import PRIVATE

PUBLIC = ("/v1/", "/openapi/", "/problems/", "/oembed", "/embed.js", "/media/")
READABLE = ", ".join(
    (
        "Catalogue-Id",
        "Catalogue-Serial",
        "Content-Language",
        "Deprecation",
        "ETag",
        "Link",
        "RateLimit",
        "RateLimit-Policy",
        "Retry-After",
        "Sunset",
        "X-Request-Id",
    )
)
"""Headers that a script of another origin may read beside the usual ones."""

PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept-Language, Authorization, Content-Type, If-None-Match,"
    " X-Request-Id",
    "Access-Control-Max-Age": "86400",
}


class Origins:
    """Answer preflights of public addresses, and let any origin read public answers.

    No cookie and no other credential is ever used, so `*` gives nothing away.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_public(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in asked:
            headers = [(name.lower().encode(), text.encode()) for name, text in PREFLIGHT.items()]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return

        async def readable(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["access-control-allow-origin"] = "*"
                headers["access-control-expose-headers"] = READABLE
                message["headers"] = headers.raw
            await send(message)

        await self.app(scope, receive, readable)


def is_public(path: str) -> bool:
    return path.startswith(PUBLIC) and not path.startswith(PRIVATE)
