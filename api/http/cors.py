"""Middleware: scripts of any origin may read public responses (CORS), and no others."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from api.headers import ANY_ORIGIN, PRIVATE
from api.http.response_headers import with_changed_headers
from api.list_headers import entries

PUBLIC = ("/v1/", "/openapi/", "/problems/", "/oembed", "/embed.js", "/media/")
PREFLIGHT = {
    **ANY_ORIGIN,
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Max-Age": "86400",
    "Vary": "Access-Control-Request-Headers",
}
ANY_HEADER = ("*", "Authorization")
"""A `*` allows every request header but this one (Fetch, 4.9)."""

HEADER_NAME = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]{1,100}", re.ASCII)
MOST_ECHOED = 50


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
            answer = {**PREFLIGHT, "Access-Control-Allow-Headers": allowed_headers(scope)}
            headers = [(name.lower().encode(), value.encode()) for name, value in answer.items()]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, with_changed_headers(send, allow_any_origin))


def is_public(path: str) -> bool:
    return path.startswith(PUBLIC) and not path.startswith(PRIVATE)


def is_preflight(scope: Scope) -> bool:
    return scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope)


def allowed_headers(scope: Scope) -> str:
    """Return every header as `*`, and by name those that are asked for: old browsers know no `*`.

    A tool in the page (tracing, error reports) adds headers of its own to each request, and may
    not stop it by that.
    """
    asked = entries(Headers(scope=scope).get("access-control-request-headers", "").lower())
    named = [name for name in asked if HEADER_NAME.fullmatch(name) and name != "authorization"]
    return ", ".join(dict.fromkeys((*ANY_HEADER, *named[:MOST_ECHOED])))


def allow_any_origin(headers: MutableHeaders) -> None:
    headers.update(ANY_ORIGIN)
