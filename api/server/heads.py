"""A request's head: read by the parser of httptools, and judged where HTTP asks for more."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address
from urllib.parse import quote

import httptools

from api.errors import (
    AddressTooLong,
    FormatNotServed,
    HeadersTooLarge,
    MalformedRequest,
    MethodNotAllowed,
    Problem,
    VersionNotServed,
)
from api.headers import SERVED_METHODS
from api.http.security_headers import LONGEST_URL
from api.server.bodies import Chunked, Counted, Framing
from api.server.limits import LARGEST_HEAD, MOST_HEADERS

END = b"\r\n\r\n"
KNOWN_METHODS = {b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS"}
"""Those that the parser is shown. Any other is read like GET: its body ends in the same way."""

VERSIONS = {b"HTTP/1.1": "1.1", b"HTTP/1.0": "1.0"}
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")
OTHER_VERSION = re.compile(rb"HTTP/[0-9](\.[0-9])?")
LONE_LF = re.compile(rb"(?<!\r)\n")
LINE_SHAPE = (
    "The first line of a request is a method, a target and HTTP/1.1, with one blank between them;"
    " a blank in the target is written %20."
)
DECISIVE = {b"host", b"content-length", b"transfer-encoding", b"expect"}
"""Headers that decide how the request is read."""

HOST = re.compile(
    rb"(?P<name>(?:[A-Za-z0-9_~-]+\.)*[A-Za-z0-9_~-]+\.?|\[(?P<v6>[0-9A-Fa-f:.]+)\])"
    rb"(?::(?P<port>[0-9]{0,5}))?"
)


class Fields:
    """What the parser finds: the headers, with names in small letters."""

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.decisive: list[tuple[bytes, bytes]] = []
        self.complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        header = (name, value.rstrip(b" \t"))
        self.headers.append(header)
        if name in DECISIVE:
            self.decisive.append(header)

    def on_headers_complete(self) -> None:
        self.complete = True


@dataclass(slots=True)
class Head:
    """A request without its body."""

    method: str
    path: bytes
    query: bytes
    version: str
    headers: list[tuple[bytes, bytes]]
    framing: Framing | None
    """How the body ends; None if there is none."""
    expects_100: bool
    keep_alive: bool


def read_head(raw: bytes) -> Head:
    """Return the request whose head is `raw`, up to and with its blank line.

    An `Upgrade` is ignored, as RFC 9110 (7.8) lets a server do: the request is an ordinary one.
    Raises the Problem that answers a request which cannot be read or is not served.
    """
    if len(raw) > LARGEST_HEAD:
        raise too_large(raw)
    method, target, version = request_line(raw[: raw.find(b"\r\n")])
    if raw.count(b"\r\n") - 2 > MOST_HEADERS:
        raise HeadersTooLarge
    if method == b"CONNECT":
        raise MethodNotAllowed("This server is no proxy.", headers={"Allow": SERVED_METHODS})
    fields, keep_alive = parsed(
        raw if method in KNOWN_METHODS else b"GET" + raw[len(method) :],
    )
    framing, expects_100 = judged(fields, VERSIONS[version])
    if target[:1] == b"/":
        path, _, query = target.partition(b"?")
    else:
        path, query = other_target(method, target, fields)
    return Head(
        method.decode("ascii"),
        path,
        query,
        VERSIONS[version],
        fields.headers,
        framing,
        expects_100,
        keep_alive and version == b"HTTP/1.1",
    )


def request_line(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return method, target and version of a request's first line.

    Raises VersionNotServed or MalformedRequest.
    """
    parts = line.split(b" ")
    if OTHER_VERSION.fullmatch(parts[-1]) and parts[-1] not in VERSIONS:
        raise VersionNotServed
    if len(parts) != 3 or parts[2] not in VERSIONS or not parts[1]:
        raise MalformedRequest(LINE_SHAPE)
    if not TOKEN.fullmatch(parts[0]):
        raise MalformedRequest("The method of the request is no word of HTTP.")
    if b"#" in parts[1]:
        raise MalformedRequest("The target of the request holds a #, which is written %23.")
    return parts[0], parts[1], parts[2]


def parsed(raw: bytes) -> tuple[Fields, bool]:
    """Return the headers, and whether the connection stays open after this request."""
    fields = Fields()
    parser = httptools.HttpRequestParser(fields)
    try:
        parser.feed_data(raw)
    except httptools.HttpParserUpgrade:
        pass  # The parser would end here; what follows is read by `bodies`, not by it.
    except httptools.HttpParserInvalidURLError:
        raise MalformedRequest(
            "The target of the request holds bytes that have to be written as %XX."
        ) from None
    except httptools.HttpParserError:
        raise MalformedRequest(
            "A header of the request is not written as HTTP asks, or says a second time how long"
            " the body is."
        ) from None
    if not fields.complete:
        raise MalformedRequest
    return fields, parser.should_keep_alive()


def judged(fields: Fields, version: str) -> tuple[Framing | None, bool]:
    """Return how the body ends, and whether its sender waits for 100 (Continue).

    Raises MalformedRequest unless there is one Host and one way in which the body ends.
    """
    hosts, framing, expects_100 = 0, None, False
    for name, value in fields.decisive:
        if name == b"host":
            hosts += 1
            if not is_host(value):
                raise MalformedRequest("The Host header does not hold the name of a host.")
        elif name == b"expect":
            expects_100 = value.lower() == b"100-continue" and version == "1.1"
        elif name == b"transfer-encoding":
            framing = transfer_coding(value, version)
        elif value.strip(b"0"):
            framing = Counted(int(value))
    if hosts > 1 or (hosts == 0 and version == "1.1"):
        raise MalformedRequest("A request has one Host header, which names the server it is for.")
    return framing, expects_100 and framing is not None


def transfer_coding(value: bytes, version: str) -> Framing:
    if version != "1.1":
        raise MalformedRequest("HTTP/1.0 has no Transfer-Encoding.")
    if value.lower() == b"chunked":
        return Chunked()
    raise FormatNotServed("The only Transfer-Encoding that is served is chunked.")


def other_target(method: bytes, target: bytes, fields: Fields) -> tuple[bytes, bytes]:
    """Return path and query of a target that is no path: `http://host/path`, or `OPTIONS *`.

    The host in a target takes the place of the Host header (RFC 9112, 3.2.2).
    """
    if target == b"*" and method == b"OPTIONS":
        return target, b""
    try:
        url = httptools.parse_url(target)
    except httptools.HttpParserInvalidURLError:
        url = None
    if url is None or (url.schema or b"").lower() not in (b"http", b"https") or not url.host:
        raise MalformedRequest("The target of the request is neither a path nor an http address.")
    authority = target.split(b"/", 3)[2].partition(b"?")[0].rpartition(b"@")[2]
    if not is_host(authority):
        raise MalformedRequest("The target of the request does not hold the name of a host.")
    fields.headers[:] = [
        (name, authority if name == b"host" else value) for name, value in fields.headers
    ]
    return url.path or b"/", url.query or b""


@lru_cache(maxsize=1024)
def is_host(value: bytes) -> bool:
    """Say whether a Host header holds a name or an address, with or without a port."""
    found = HOST.fullmatch(value) if len(value) <= 300 else None
    if found is None or int(found["port"] or 0) > 65_535:
        return False
    if found["v6"] is None:
        return len(found["name"]) <= 255
    try:
        IPv6Address(found["v6"].decode("ascii"))
    except ValueError:
        return False
    return True


def check_unfinished(head: bytearray, seen: int) -> None:
    """Raise the Problem of a head that can no longer become a good one.

    `head` is what has arrived of it, of which `seen` bytes were checked before.
    """
    if not seen and head[0] == 0x16:
        raise MalformedRequest("This port speaks HTTP without TLS: use http, not https.")
    if not seen and head[0] != 0x0D and not TOKEN.match(head[:1]):
        raise MalformedRequest(LINE_SHAPE)
    if len(head) > LARGEST_HEAD:
        raise too_large(head)
    if LONE_LF.search(head, seen):
        raise MalformedRequest("A line of the request does not end with CRLF.")
    newline = head.find(b"\n")
    if newline >= seen:
        request_line(bytes(head[: newline - 1]))


def too_large(head: bytes | bytearray) -> Problem:
    line = head.find(b"\r\n")
    return HeadersTooLarge() if 0 <= line <= LONGEST_URL else AddressTooLong()


def path_of(head: bytes | bytearray) -> str | None:
    """Return the path in a head that was refused, without query; None if it has none."""
    parts = bytes(head[:4096]).partition(b"\n")[0].split(b" ")
    if len(parts) < 2 or parts[1][:1] != b"/":
        return None
    return quote(parts[1].partition(b"?")[0].rstrip(b"\r"), safe="/%:@!$&'()*+,;=~")[:2048]
