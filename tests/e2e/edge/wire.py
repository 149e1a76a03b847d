"""Raw bytes to a server, and the HTTP responses in what it sends back."""

import json
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

PATIENCE = 20.0
"""Seconds to wait for bytes that have to come."""

INTERIM = range(100, 200)


@dataclass(frozen=True)
class Target:
    """A server to send bytes to."""

    name: str
    """`direct-1` or `direct-4`, by its number of processes; or the proxy in front of it."""
    host: str
    port: int
    pids: tuple[int, ...] = ()
    """The processes of Instep that serve."""

    @property
    def origin(self) -> str:
        """Scheme, host and port of its addresses."""
        return f"http://{self.host}:{self.port}"

    @property
    def curl(self) -> list[str]:
        """The options with which curl can talk to it."""
        return []

    @contextmanager
    def connected(self) -> Iterator["Wire"]:
        with socket.create_connection((self.host, self.port), timeout=PATIENCE) as connection:
            yield Wire(connection)

    def ask(self, *segments: bytes, pause: float = 0.05) -> list["Answer"]:
        """Send the segments on a connection of its own; return every answer until it is closed."""
        with self.connected() as wire:
            wire.send(*segments, pause=pause)
            return wire.all_answers()

    def ask_one(self, *segments: bytes, pause: float = 0.05) -> "Answer":
        """Send the segments, which are one request; return its answer."""
        with self.connected() as wire:
            wire.send(*segments, pause=pause)
            return wire.answer()


@dataclass(frozen=True)
class Answer:
    """One HTTP response, its body without the transfer coding."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the value of a header that comes once at most."""
        values = [value for known, value in self.headers if known == name.lower()]
        assert len(values) <= 1, f"{name} is there {len(values)} times"
        return values[0] if values else None

    def json(self) -> Any:
        return json.loads(self.body)


class Wire:
    """One connection: sends bytes, reads responses."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.unread = b""

    def send(self, *segments: bytes, pause: float = 0.05) -> None:
        """Send each segment by itself, so that the server gets them one by one."""
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number, segment in enumerate(segments):
            if number:
                time.sleep(pause)
            self.connection.sendall(segment)

    def answer(self, method: str = "GET") -> Answer:
        """Return the next final response; interim ones (100) are passed over.

        Raises ConnectionError if the connection ends before it is complete.
        """
        while True:
            answer = self.next_answer(method)
            if answer.status not in INTERIM:
                return answer

    def next_answer(self, method: str = "GET") -> Answer:
        head = self.until(b"\r\n\r\n")
        line, *fields = head.decode("latin-1").split("\r\n")
        status = int(line.split(" ")[1])
        headers = tuple(
            (name.lower(), value.strip()) for name, _, value in (f.partition(":") for f in fields)
        )
        named = dict(headers)
        if status in INTERIM or status in (204, 304) or method == "HEAD":
            body = b""
        elif named.get("transfer-encoding") == "chunked":
            body = self.chunks()
        elif "content-length" in named:
            body = self.exactly(int(named["content-length"]))
        else:
            body = self.to_the_end()
        return Answer(status, headers, body)

    def all_answers(self) -> list[Answer]:
        """Return every response until the server closes the connection."""
        answers = []
        while self.unread or self.more():
            answers.append(self.next_answer())
        return answers

    def is_closed(self, within: float = PATIENCE) -> bool:
        """Say whether the server closes without sending any more."""
        self.connection.settimeout(within)
        try:
            return not self.unread and self.connection.recv(1) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        finally:
            self.connection.settimeout(PATIENCE)

    def more(self) -> bool:
        """Read on; return False at the end."""
        data = self.connection.recv(65_536)
        self.unread += data
        return bool(data)

    def until(self, mark: bytes) -> bytes:
        while mark not in self.unread:
            if not self.more():
                raise ConnectionError(f"closed after {self.unread[:200]!r}")
        found, _, self.unread = self.unread.partition(mark)
        return found

    def exactly(self, count: int) -> bytes:
        while len(self.unread) < count:
            if not self.more():
                raise ConnectionError(f"closed after {len(self.unread)} of {count} bytes")
        found, self.unread = self.unread[:count], self.unread[count:]
        return found

    def chunks(self) -> bytes:
        body = b""
        while size := int(self.until(b"\r\n").split(b";")[0], 16):
            body += self.exactly(size)
            self.exactly(2)
        self.until(b"\r\n")
        return body

    def to_the_end(self) -> bytes:
        while self.more():
            pass
        found, self.unread = self.unread, b""
        return found


def request(
    method: str = "GET",
    target: str = "/healthz",
    *fields: str,
    body: bytes = b"",
    host: str | None = "instep.example",
) -> bytes:
    """Return the bytes of a request; a body gets its Content-Length."""
    lines = [f"{method} {target} HTTP/1.1"]
    lines += [f"Host: {host}"] if host is not None else []
    lines += [*fields, f"Content-Length: {len(body)}"] if body else [*fields]
    return "\r\n".join([*lines, "", ""]).encode() + body


def chunked(body: bytes, size: int, trailer: Sequence[str] = ()) -> bytes:
    """Return a body in chunks of `size` bytes."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return chunks + b"0\r\n" + "".join(f"{field}\r\n" for field in trailer).encode() + b"\r\n"
