"""Every response header that the contract promises: its description, its schema, an example.

Those named in `STRUCTURED` are structured fields (RFC 9651).
"""

from typing import Any

from api import caching

STRING = {"type": "string"}
TOKEN = {**STRING, "maxLength": 64}
TIME = {**STRING, "maxLength": 40}

HEADERS: dict[str, tuple[str, dict[str, Any], str]] = {
    "Accept-Ranges": (
        "You may ask for a part of the file.",
        {**STRING, "const": "bytes"},
        "bytes",
    ),
    "Access-Control-Allow-Origin": (
        "Scripts of any page may read the answer.",
        {**STRING, "const": "*"},
        "*",
    ),
    "Allow": (
        "For 405: the methods that this address answers.",
        {**STRING, "maxLength": 80},
        "GET, HEAD, OPTIONS",
    ),
    "Cache-Control": (
        "How long the answer may be kept.",
        {**STRING, "maxLength": 200},
        caching.CATALOGUE,
    ),
    "Cache-Status": (
        "Only while the database is away: the answer is the last known one, and the database was"
        " last asked as many seconds ago as the time to live is below zero (RFC 9211).",
        {**STRING, "maxLength": 80},
        "instep; hit; ttl=-12",
    ),
    "Catalogue-Id": (
        "Which catalogue answered: a UUID made with its database.",
        {**STRING, "format": "uuid", "maxLength": 36},
        "5ee7f007-0000-4000-8000-000000000000",
    ),
    "Catalogue-Serial": (
        "Serial of the last committed change of the catalogue.",
        {"type": "integer", "format": "int64", "minimum": 0, "maximum": 2**53 - 1},
        "312",
    ),
    "Content-Language": ("Language of the answer.", {**STRING, "maxLength": 12}, "en"),
    "Content-Range": (
        "Which bytes these are, and how many there are in all.",
        {**STRING, "maxLength": 80},
        "bytes */20480",
    ),
    "Deprecation": (
        "Since when, or from when on, this operation is not to be used any more (RFC 9745).",
        TIME,
        "@1798761600",
    ),
    "ETag": (
        "Tag of exactly these bytes; send it as `If-None-Match` and get 304 while they are"
        " current.",
        {**STRING, "maxLength": 80},
        '"4f5a1f0c0b9d4b7c8b5e0f3a2d1c9e8f"',
    ),
    "Idempotency-Replayed": (
        "`true` if this is the saved answer to a request with the same `Idempotency-Key`.",
        {**STRING, "const": "true"},
        "true",
    ),
    "Last-Modified": ("When it was made.", TIME, "Sun, 22 Nov 2026 00:00:00 GMT"),
    "Link": (
        'The next page (`rel="next"`), if there is one.',
        {**STRING, "maxLength": 9000},
        '<https://api.instep.example/v1/exercises?limit=2&cursor=WyJh>; rel="next"',
    ),
    "Location": (
        "For 308: the same address with the new slug. For 201: the address of the new resource.",
        {**STRING, "format": "uri", "maxLength": 9000},
        "https://api.instep.example/v1/complaints/plantar-heel-pain",
    ),
    "RateLimit": (
        "What is left of the quota (`r`), and the seconds until there is more (`t`); on answers"
        " that shared caches may not keep (draft-ietf-httpapi-ratelimit-headers-11).",
        {**STRING, "maxLength": 120},
        '"posts";r=119;t=60',
    ),
    "RateLimit-Policy": (
        "The quota that counts here: requests (`q`) in so many seconds (`w`).",
        {**STRING, "maxLength": 120},
        '"reads";q=1200;w=60',
    ),
    "Retry-After": (
        "Seconds to wait before asking again.",
        {"type": "integer", "format": "int32", "minimum": 0, "maximum": 86_400},
        "2",
    ),
    "Sunset": (
        "When this operation stops answering (RFC 8594).",
        TIME,
        "Fri, 31 Dec 2027 23:59:59 GMT",
    ),
    "Vary": (
        "Parts of the request that the answer depends on.",
        {**STRING, "maxLength": 200},
        "Accept-Language, Accept-Encoding",
    ),
    "WWW-Authenticate": (
        "For 401 and 403: how to show a key, and what this one lacks (RFC 6750).",
        {**STRING, "maxLength": 200},
        'Bearer realm="instep", error="invalid_token"',
    ),
    "X-Request-Id": ("Quote it when you ask for help.", TOKEN, "5f0c6d2c7be14f0d9c41d7c0a4a3f9b2"),
}
"""By name: description, schema, example."""

STRUCTURED = {
    "Accept-Ranges": "list",
    "Access-Control-Allow-Origin": "item",
    "Allow": "list",
    "Cache-Control": "dictionary",
    "Cache-Status": "list",
    "Content-Language": "list",
    "Deprecation": "item",
    "RateLimit": "list",
    "RateLimit-Policy": "list",
    "Retry-After": "item",
    "Vary": "list",
}

SERVED_METHODS = "GET, POST, PUT, DELETE, HEAD, OPTIONS"
"""What some address or other answers: `Allow` for the server as a whole."""

PRIVATE = "/v1/partner"
"""Responses below this path are for servers: scripts of other origins may not read them."""

FURTHER = ("Age", "Content-Encoding", "Content-Length", "Date")
"""Headers of answers that HTTP defines and a server or a cache adds."""

EXPOSED = ", ".join(sorted({*HEADERS, *FURTHER} - {"Access-Control-Allow-Origin"}))
"""Headers that a script of another origin may read: every one that a response may have."""

ANY_ORIGIN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED}
"""What lets scripts of any origin read a public answer, errors included."""

ALWAYS = ("Access-Control-Allow-Origin", "Cache-Control", "X-Request-Id")
CATALOGUE = (
    "Catalogue-Id",
    "Catalogue-Serial",
    "Content-Language",
    "Vary",
)
"""On every response from the catalogue; an answer to GET has an `ETag` too."""

PARTNER = ("Content-Language", "ETag")
"""On every response to a partner about their own routines."""

COUNTED = ("RateLimit", "RateLimit-Policy")
"""On every response that was counted; those that shared caches may keep have the policy only."""

DEPRECATION = ("Deprecation", "Sunset")


def components() -> dict[str, Any]:
    """Return the headers as components of an OpenAPI document, by name."""
    return {
        name: {
            "description": description,
            "schema": schema,
            "example": example_of(schema, example),
        }
        for name, (description, schema, example) in HEADERS.items()
    }


def example_of(schema: dict[str, Any], example: str) -> str | int:
    return int(example) if schema["type"] == "integer" else example


def references(*names: str) -> dict[str, Any]:
    """Return the headers of one response, as references to the components."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in sorted(names)}
