"""Scripts of any origin may read public responses (CORS), and no others.

The API uses no cookies and no other credentials of a browser, so `*` gives nothing away.
"""

import re

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from api.headers import ANY_ORIGIN, PRIVATE
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


def is_public(path: str) -> bool:
    return path.startswith(PUBLIC) and not path.startswith(PRIVATE)


def is_preflight(scope: Scope) -> bool:
    """Say whether a browser asks by this request whether it may send another one."""
    return (
        scope["method"] == "OPTIONS"
        and is_public(scope["path"])
        and "access-control-request-method" in Headers(scope=scope)
    )


def preflight_answer(scope: Scope) -> Response:
    headers = {**PREFLIGHT, "Access-Control-Allow-Headers": allowed_headers(scope)}
    return Response(status_code=204, headers=headers)


def allowed_headers(scope: Scope) -> str:
    """Return every header as `*`, and by name those that are asked for: old browsers know no `*`.

    A tool in the page (tracing, error reports) adds headers of its own to each request, and may
    not stop it by that.
    """
    asked = entries(Headers(scope=scope).get("access-control-request-headers", "").lower())
    named = [name for name in asked if HEADER_NAME.fullmatch(name) and name != "authorization"]
    return ", ".join(dict.fromkeys((*ANY_HEADER, *named[:MOST_ECHOED])))
