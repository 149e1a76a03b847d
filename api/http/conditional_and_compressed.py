"""Middleware: HEAD, ETags, conditional reads (304 and 412), and compression."""

import gzip
from collections.abc import Iterable

import brotli
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import caching
from api.conditions import etag_of, has_failed, is_current
from api.errors import PreconditionFailed
from api.http.problem_response import problem_response
from api.http.response_headers import Header
from api.list_headers import preferred_encoding

SMALLEST = 1_000
"""Bytes; compressing fewer saves no packet."""

ENCODINGS = ("br", "gzip")
COMPRESSIBLE = (b"application/json", b"application/problem+json", b"text/", b"image/svg+xml")
NO_STORE = caching.NO_STORE.encode()
CONDITIONS = {b"if-match", b"if-modified-since", b"if-none-match", b"if-unmodified-since"}
FOUND = (200, 206)
"""Statuses of reads to which conditions apply."""

KEPT_BY_304 = (
    "cache-control",
    "catalogue-id",
    "catalogue-serial",
    "content-location",
    "content-security-policy",
    "date",
    "etag",
    "link",
    "vary",
)
"""Headers that a 304 repeats (RFC 9110, 15.4.5); the others describe a body, and it has none.

A browser puts them in the place of those that it keeps (RFC 9111, 3.2). So a page's own policy is
among them: with the one of a response without a body the page would lose its styles and scripts.
"""


class ConditionalAndCompressed:
    """Finish each response that comes in one piece; one that is already encoded stays as it is.

    A streamed response passes unchanged, unless the caller has it already: then it becomes a 304,
    or a 412 if it is not the one that the caller's condition names. `Range` is for GET only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        inner = as_get(scope) if is_head else scope
        is_read = inner["method"] == "GET"
        response = PendingResponse(Request(scope), is_head=is_head, is_read=is_read, send=send)
        try:
            await self.app(inner, receive, response.take)
        finally:
            scope["route"] = inner.get("route")


def as_get(scope: Scope) -> Scope:
    """Return the request as a GET of the whole: a range has no meaning for HEAD (14.2)."""
    headers = [field for field in scope["headers"] if field[0] not in (b"range", b"if-range")]
    return {**scope, "method": "GET", "headers": headers}


class PendingResponse:
    """A response on its way out: its headers wait here until its first piece of body arrives."""

    def __init__(self, request: Request, *, is_head: bool, is_read: bool, send: Send) -> None:
        self.request = request
        self.is_head = is_head
        self.is_read = is_read
        self.send = send
        self.start: Message | None = None
        self.is_over = False

    async def take(self, message: Message) -> None:
        """Take the next message of the response, and send all that are ready."""
        if message["type"] == "http.response.start":
            self.start = message
            return
        if self.is_over:
            return
        if self.start is not None:
            start, self.start = self.start, None
            if message["type"] == "http.response.body" and not message.get("more_body"):
                message["body"] = self.finish(start, message.get("body", b""))
            elif self.is_read and start["status"] in FOUND:
                body = self.apply_conditions(start)
                if body is not None:
                    self.is_over = True
                    message = {"type": "http.response.body", "body": body}
            await self.send(start)
        await self.send({**message, "body": b""} if self.is_head else message)

    def finish(self, start: Message, body: bytes) -> bytes:
        """Complete the headers of a response in one piece; return the bytes to send."""
        headers = by_name(start["headers"])
        encoding = self.choose_encoding(headers, body)
        is_found = self.is_read and start["status"] in FOUND
        if is_found and b"etag" not in headers and headers.get(b"cache-control") != NO_STORE:
            headers[b"etag"] = etag_of(body, encoding).encode("ascii")
        start["headers"] = [*headers.items()]
        if is_found:
            answered = self.apply_conditions(start)
            if answered is not None:
                return answered
        if encoding is not None:
            body = compress(body, encoding)
            headers[b"content-encoding"] = encoding.encode("ascii")
        if body or b"content-length" in headers:
            headers[b"content-length"] = b"%d" % len(body)
        start["headers"] = [*headers.items()]
        return body

    def apply_conditions(self, start: Message) -> bytes | None:
        """Turn a response into a 412 or a 304 if the request's conditions say so (13.2.2).

        Returns the body to send instead; None if the response stays.
        """
        if CONDITIONS.isdisjoint(name for name, _ in self.request.scope["headers"]):
            return None
        headers = MutableHeaders(raw=start["headers"])
        if has_failed(self.request.headers, headers):
            refusal = problem_response(self.request, PreconditionFailed())
            start["status"], start["headers"] = refusal.status_code, refusal.raw_headers
            return bytes(refusal.body)
        if is_current(self.request.headers, headers):
            turn_into_304(start, headers)
            return b""
        return None

    def choose_encoding(self, headers: dict[bytes, bytes], body: bytes) -> str | None:
        """Return the encoding to use, or None; add `Vary` if the caller had a choice."""
        content_type = headers.get(b"content-type", b"")
        if b"content-encoding" in headers or not content_type.startswith(COMPRESSIBLE):
            return None
        # A document that a caller edits has one ETag for all encodings: `If-Match` names it.
        if b"no-transform" in headers.get(b"cache-control", b""):
            return None
        varies = headers.get(b"vary")
        headers[b"vary"] = b"Accept-Encoding" if varies is None else varies + b", Accept-Encoding"
        # A range counts the bytes of the file as it is.
        if len(body) < SMALLEST or b"content-range" in headers:
            return None
        return preferred_encoding(self.request.headers.get("accept-encoding", ""), ENCODINGS)


def by_name(headers: Iterable[Header]) -> dict[bytes, bytes]:
    """Return headers by name; one on several lines as the one list that it is (5.3)."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def turn_into_304(start: Message, headers: MutableHeaders) -> None:
    start["status"] = 304
    for name in list(headers.keys()):
        if name not in KEPT_BY_304:
            del headers[name]
    start["headers"] = headers.raw


def compress(body: bytes, encoding: str) -> bytes:
    """Return the bytes compressed; the same input gives the same bytes (no time inside)."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=5))
    return gzip.compress(body, compresslevel=6, mtime=0)
