"""Answers on the wire: HEAD, a tag per encoding, 304 where nothing changed, compression."""

import gzip

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.conditions import is_current, tag
from api.negotiation import preferred

SMALLEST = 1_000
"""Bytes; below it compression saves no packet."""

ENCODINGS = ("br", "gzip")
COMPRESSIBLE = ("application/json", "application/problem+json", "text/", "image/svg+xml")
KEPT_BY_304 = (
    "cache-control",
    "catalogue-id",
    "catalogue-serial",
    "content-location",
    "date",
    "etag",
    "link",
    "vary",
)
"""What a 304 repeats (RFC 9110, 15.4.5); the rest describes a body that it does not have."""


class Answers:
    """Finish each whole answer; one that is streamed or already encoded passes unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if is_head else scope
        answer = Answer(Headers(scope=scope), is_head=is_head, method=inner["method"], send=send)
        await self.app(inner, receive, answer.take)


class Answer:
    """One answer on its way out: it is held back until its only piece of body is there."""

    def __init__(self, asked: Headers, *, is_head: bool, method: str, send: Send) -> None:
        self.asked = asked
        self.is_head = is_head
        self.is_read = method == "GET"
        self.send = send
        self.start: Message | None = None
        self.is_over = False

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        if self.is_over:
            return
        if self.start is not None:
            start, self.start = self.start, None
            if message["type"] == "http.response.body" and not message.get("more_body"):
                message["body"] = self.finish(start, message.get("body", b""))
            elif self.is_unchanged(start):
                self.is_over = True
                message = {"type": "http.response.body", "body": b""}
            await self.send(start)
        await self.send({**message, "body": b""} if self.is_head else message)

    def finish(self, start: Message, body: bytes) -> bytes:
        """Complete the headers of a whole answer; return the bytes to send."""
        headers = MutableHeaders(raw=start["headers"])
        start["headers"] = headers.raw
        encoding = self.encoding(headers, body)
        if self.is_read and start["status"] == 200:
            if "etag" not in headers and headers.get("cache-control") != "no-store":
                headers["etag"] = tag(body, encoding)
            if is_current(self.asked, headers):
                return not_modified(start, headers)
        if encoding is not None:
            body = compressed(body, encoding)
            headers["content-encoding"] = encoding
        if body or "content-length" in headers:
            headers["content-length"] = str(len(body))
        return body

    def is_unchanged(self, start: Message) -> bool:
        """Turn a streamed answer that the caller has already into a 304; say whether it was."""
        headers = MutableHeaders(raw=start["headers"])
        if not self.is_read or start["status"] != 200:
            return False
        if not is_current(self.asked, headers):
            return False
        not_modified(start, headers)
        return True

    def encoding(self, headers: MutableHeaders, body: bytes) -> str | None:
        """Return the encoding to send, and let caches know that there was a choice."""
        kind = headers.get("content-type", "")
        if "content-encoding" in headers or not kind.startswith(COMPRESSIBLE):
            return None
        # What a caller edits has one tag only, to be named in If-Match.
        if "no-transform" in headers.get("cache-control", ""):
            return None
        headers.add_vary_header("Accept-Encoding")
        if len(body) < SMALLEST:
            return None
        return preferred(self.asked.get("accept-encoding", ""), ENCODINGS)


def not_modified(start: Message, headers: MutableHeaders) -> bytes:
    start["status"] = 304
    for name in list(headers.keys()):
        if name not in KEPT_BY_304:
            del headers[name]
    start["headers"] = headers.raw
    return b""


def compressed(body: bytes, encoding: str) -> bytes:
    """Return the bytes compressed; the same input gives the same bytes (no time inside)."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=5))
    return gzip.compress(body, compresslevel=6, mtime=0)
