"""Where a request's body ends: after a number of bytes, or where its last chunk says so.

Both kinds answer `feed(data)` with the bytes of the body in it and with what follows the whole
message: None while the message goes on, `b""` if it ends exactly there.
"""

import re
from typing import Protocol

from api.errors import HeadersTooLarge, MalformedRequest
from api.server.limits import MOST_HEADERS

SIZE_LINE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(|;[\t\x20-\x7e\x80-\xff]*)")
FIELD_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*")
LARGEST_TRAILER = 16 * 1024
LARGEST_EXTENSIONS = 8 * 1024
"""Bytes of all chunk extensions of a body together."""
LARGEST_OVERHEAD = 512 * 1024
"""Bytes around the chunks: enough for the largest body an address takes in chunks of one byte."""


class Framing(Protocol):
    """The way in which a body ends."""

    def feed(self, data: bytes) -> tuple[bytes, bytes | None]:
        """Return the bytes of the body in `data`, and what follows the message.

        Raises MalformedRequest, or HeadersTooLarge if the trailer is too large.
        """


class Counted:
    """A body whose `Content-Length` says how many bytes it has."""

    def __init__(self, length: int) -> None:
        self.left = length

    def feed(self, data: bytes) -> tuple[bytes, bytes | None]:
        if len(data) < self.left:
            self.left -= len(data)
            return data, None
        body, rest = data[: self.left], data[self.left :]
        self.left = 0
        return body, rest


class Chunked:
    """A body in chunks. Extensions and trailer fields are read, bounded and thrown away."""

    def __init__(self) -> None:
        self.left = 0
        self.read_line = self.read_size
        self.line = bytearray()
        self.overhead = self.extensions = self.trailer = self.fields = 0

    def feed(self, data: bytes) -> tuple[bytes, bytes | None]:
        body = []
        at, end = 0, len(data)
        while at < end:
            if self.left:
                piece = data[at : at + self.left]
                self.left -= len(piece)
                at += len(piece)
                body.append(piece)
                continue
            newline = data.find(b"\n", at)
            if newline < 0:
                self.keep(data[at:])
                break
            line, at = self.whole_line(data[at:newline]), newline + 1
            if self.read_line(line):
                return b"".join(body), data[at:]
        return b"".join(body), None

    def keep(self, start: bytes) -> None:
        """Remember the beginning of a line, up to the most that any line may have."""
        self.line += start
        if len(self.line) > LARGEST_TRAILER:
            raise self.too_large()

    def whole_line(self, end: bytes) -> bytes:
        """Return the line that ends here, without its CRLF."""
        line = bytes(self.line + end) if self.line else end
        self.line.clear()
        self.overhead += len(line) + 1
        if self.overhead > LARGEST_OVERHEAD:
            raise MalformedRequest("The body comes in too many small chunks.")
        if line[-1:] != b"\r":
            raise MalformedRequest("A line between the chunks of the body does not end with CRLF.")
        return line[:-1]

    def read_size(self, line: bytes) -> bool:
        found = SIZE_LINE.fullmatch(line)
        if found is None:
            raise MalformedRequest("A chunk of the body does not begin with its size.")
        self.extensions += len(found[2])
        if self.extensions > LARGEST_EXTENSIONS:
            raise MalformedRequest(
                f"Chunk extensions may have at most {LARGEST_EXTENSIONS:,} bytes."
            )
        self.left = int(found[1], 16)
        self.read_line = self.read_end_of_chunk if self.left else self.read_trailer
        return False

    def read_end_of_chunk(self, line: bytes) -> bool:
        if line:
            raise MalformedRequest("A chunk of the body is longer than its size.")
        self.read_line = self.read_size
        return False

    def read_trailer(self, line: bytes) -> bool:
        """Return whether the message ends with this line."""
        if not line:
            return True
        self.fields += 1
        self.trailer += len(line)
        if self.fields > MOST_HEADERS or self.trailer > LARGEST_TRAILER:
            raise self.too_large()
        if not FIELD_LINE.fullmatch(line):
            raise MalformedRequest("The trailer of the body has a line that is not a field.")
        return False

    def too_large(self) -> HeadersTooLarge | MalformedRequest:
        if self.read_line == self.read_trailer:
            return HeadersTooLarge(
                f"A trailer may have at most {MOST_HEADERS} fields and {LARGEST_TRAILER:,} bytes."
            )
        return MalformedRequest("A chunk of the body does not begin with its size.")
