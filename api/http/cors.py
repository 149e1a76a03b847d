"""Middleware: scripts of any origin may read public responses (CORS), and no others."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from api.headers import PRIVATE
from api.http.response_headers import with_changed_headers

PUBLIC = ("/v1/", "/openapi/", "/problems/", "/oembed", "/embed.js", "/media/")
EXPOSED = ", ".join(
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
"""Headers that a script of another origin may read beside those that CORS always allows."""

PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept-Language, Authorization, Content-Type, If-None-Match,"
    " X-Request-Id",
    "Access-Control-Max-Age": "86400",
}


class CORS:
    """Answer preflight requests to public paths, and let any origin read public responses.

    The API uses no cookies and no other credentials of a browser, so `*` gives nothing away.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_public(scope["path"]):
            await self.app(scope, receive, send)
        elif is_preflight(scope):
            headers = [(name.lower().encode(), value.encode()) for name, value in PREFLIGHT.items()]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, with_changed_headers(send, allow_any_origin))


def is_public(path: str) -> bool:
    return path.startswith(PUBLIC) and not path.startswith(PRIVATE)


def is_preflight(scope: Scope) -> bool:
    return scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope)


def allow_any_origin(headers: MutableHeaders) -> None:
    headers["access-control-allow-origin"] = "*"
    headers["access-control-expose-headers"] = EXPOSED
