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

CR = 0x0D
END = b"\r\n\r\n"
KNOWN_METHODS = {
    name.encode(): name for name in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
}
"""Those that the parser is shown. Any other is read like GET: its body ends in the same way."""

VERSIONS = {b"HTTP/1.1": "1.1", b"HTTP/1.0": "1.0"}
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")
OTHER_VERSION = re.compile(rb"HTTP/[0-9](\.[0-9])?")
LONE_LF = re.compile(rb"(?<!\r)\n")
LINE_SHAPE = (
    "The first line of a request must be a method, a target and HTTP/1.1, with one space between"
    " them. Write a space in the target as %20."
)
HOST = re.compile(
    rb"(?P<name>(?:[A-Za-z0-9_~-]+\.)*[A-Za-z0-9_~-]+\.?|\[(?P<v6>[0-9A-Fa-f:.]+)"
    rb"(?:%(?:25)?[A-Za-z0-9._~-]+)?\])"
    rb"(?::(?P<port>[0-9]{0,5}))?"
)


Header = tuple[bytes, bytes]


class Fields:
    """Listens to the parser of httptools, and collects headers with their names in small letters.

    What it does not ask for is None, which saves the parser to look it up.
    """

    __slots__ = ("headers",)
    on_message_begin = on_url = on_headers_complete = on_body = on_message_complete = None
    on_chunk_header = on_chunk_complete = None

    def __init__(self) -> None:
        self.headers: list[Header] = []

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))


@dataclass(slots=True)
class Head:
    """A request without its body."""

    method: str
    path: bytes
    query: bytes
    version: str
    headers: list[Header]
    """Names in small letters."""
    framing: Framing | None
    """How the body ends; None if there is none."""
    expects_100: bool
    keep_alive: bool


class LastHeaders:
    """The headers of a connection's last request that had no body.

    Most callers send the same ones with each request, so that they need not be judged again.
    """

    __slots__ = ("headers", "raw")

    def __init__(self) -> None:
        self.raw = b""
        self.headers: list[Header] = []


def read_head(raw: bytes, last: LastHeaders) -> Head:
    """Return the request whose head is `raw`, up to and with its blank line.

    An `Upgrade` is ignored, as RFC 9110 (7.8) lets a server do: the request is an ordinary one.
    Raises the Problem that answers a request which cannot be read or is not served.
    """
    if len(raw) > LARGEST_HEAD:
        raise too_large(raw)
    end = raw.find(b"\r\n")
    method, target, version = request_line(raw[:end])
    if raw[end:] == last.raw and version == b"HTTP/1.1" and target[:1] == b"/":
        return read_again(raw[:end], method, target, last)
    headers = parsed(raw if method in KNOWN_METHODS else b"GET" + raw[len(method) :])
    if len(headers) > MOST_HEADERS:
        raise HeadersTooLarge
    framing, expects_100, keep_alive = judged(headers, version == b"HTTP/1.1")
    if target[:1] == b"/":
        path, _, query = target.partition(b"?")
        if framing is None and keep_alive:
            last.raw, last.headers = raw[end:], headers.copy()
    else:
        path, query = other_target(method, target, headers)
    return Head(
        KNOWN_METHODS.get(method) or method.decode("ascii"),
        path,
        query,
        VERSIONS[version],
        headers,
        framing,
        expects_100,
        keep_alive,
    )


def read_again(line: bytes, method: bytes, target: bytes, last: LastHeaders) -> Head:
    """Return a request whose headers are those of the last one, byte for byte."""
    parsed((line if method in KNOWN_METHODS else b"GET" + line[len(method) :]) + END)
    path, _, query = target.partition(b"?")
    name = KNOWN_METHODS.get(method) or method.decode("ascii")
    return Head(name, path, query, "1.1", last.headers.copy(), None, False, True)


def request_line(line: bytes) -> list[bytes]:
    """Return method, target and version of a request's first line.

    Raises VersionNotServed, MethodNotAllowed or MalformedRequest.
    """
    parts = line.split(b" ")
    if len(parts) != 3 or parts[2] not in VERSIONS or not parts[1]:
        if OTHER_VERSION.fullmatch(parts[-1]) and parts[-1] not in VERSIONS:
            raise VersionNotServed
        raise MalformedRequest(LINE_SHAPE)
    if parts[0] not in KNOWN_METHODS:
        if not TOKEN.fullmatch(parts[0]):
            raise MalformedRequest("The method of the request is not a word of HTTP.")
        if parts[0] == b"CONNECT":
            raise MethodNotAllowed("This server is not a proxy.", headers={"Allow": SERVED_METHODS})
    if b"#" in parts[1]:
        raise MalformedRequest("The target of the request contains a #. Write it as %23.")
    return parts


def parsed(raw: bytes) -> list[Header]:
    """Return the headers of a head. Raises MalformedRequest."""
    fields = Fields()
    try:
        httptools.HttpRequestParser(fields).feed_data(raw)
    except httptools.HttpParserUpgrade:
        pass  # The parser would end here; what follows is read by `bodies`, not by it.
    except httptools.HttpParserInvalidURLError:
        raise MalformedRequest(
            "The target of the request contains bytes that must be written as %XX."
        ) from None
    except httptools.HttpParserError:
        raise MalformedRequest(
            "A header of the request is not valid HTTP, or it states the length of the body a"
            " second time."
        ) from None
    if b" \r\n" in raw or b"\t\r\n" in raw:
        return [(name, value.rstrip(b" \t")) for name, value in fields.headers]
    return fields.headers


def judged(headers: list[Header], is_new: bool) -> tuple[Framing | None, bool, bool]:
    """Return how the body ends, whether its sender waits for 100, whether the connection stays.

    `is_new` says that the request is of HTTP/1.1. Raises MalformedRequest unless there is one Host
    and one way in which the body ends.
    """
    named = dict(headers)
    if len(named) < len(headers):
        named = as_one_list(headers)
    host = named.get(b"host")
    if host is None:
        if is_new:
            raise MalformedRequest("The request needs a Host header that names the server.")
    elif not is_host(host):
        raise MalformedRequest("The Host header must name exactly one host.")
    framing: Framing | None = None
    if b"transfer-encoding" in named:
        framing = transfer_coding(named[b"transfer-encoding"], is_new)
    elif named.get(b"content-length", b"").strip(b"0"):
        framing = Counted(int(named[b"content-length"]))
    expects_100 = framing is not None and is_new and has(named.get(b"expect"), b"100-continue")
    connection = named.get(b"connection")
    stays = connection == b"keep-alive" or not has(connection, b"close")
    return framing, expects_100, is_new and stays


def has(value: bytes | None, member: bytes) -> bool:
    """Say whether a list header is there and has this member."""
    return value is not None and member in map(bytes.strip, value.lower().split(b","))


def as_one_list(headers: list[Header]) -> dict[bytes, bytes]:
    """Return headers by name, those on several lines as the one list that they mean."""
    named: dict[bytes, bytes] = {}
    for name, value in headers:
        named[name] = named[name] + b", " + value if name in named else value
    return named


def transfer_coding(value: bytes, is_new: bool) -> Framing:
    if not is_new:
        raise MalformedRequest("HTTP/1.0 does not have Transfer-Encoding.")
    if value.lower() == b"chunked":
        return Chunked()
    raise FormatNotServed("The only Transfer-Encoding that this server takes is chunked.")


def other_target(method: bytes, target: bytes, headers: list[Header]) -> tuple[bytes, bytes]:
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
        raise MalformedRequest("The target of the request does not name a host.")
    headers[:] = [(name, authority if name == b"host" else value) for name, value in headers]
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


def without_blank_lines(data: bytes) -> bytes:
    """Leave out the empty lines that some clients send after a body (RFC 9112, 2.2)."""
    if data[0] != CR:
        return data
    at = 0
    while data.startswith(b"\r\n", at):
        at += 2
    return data[at:]
