"""The security headers of every response, and which URLs are read at all."""

from starlette.types import Scope

from api.errors import AddressTooLong, NotFound, Problem

LONGEST_URL = 8_000
"""Bytes of path and query together."""

HIDDEN_SLASH = b"%2f"
"""An escaped slash: no path of the API has one inside a segment."""

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
"""Added if the response has no such header yet: HTML pages bring their own policy."""


def wrong_address(scope: Scope) -> Problem | None:
    """Return the problem of an address that is too long, or that hides a slash; None for others.

    `/v1%2Fpartner` is no way to `/v1/partner`: a proxy in front that guards a path by its
    spelling would let it through.
    """
    path = scope.get("raw_path") or b""
    if len(path) + len(scope["query_string"]) > LONGEST_URL:
        return AddressTooLong()
    return NotFound() if HIDDEN_SLASH in path.lower() else None


def security_headers(*, https: bool) -> dict[str, str]:
    """Return the headers of every response, for a site with or without https."""
    return SECURITY_HEADERS | ({"strict-transport-security": "max-age=31536000"} if https else {})
