"""A request straight into an application, and its answer: every message, header and byte."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from fastapi import FastAPI
from starlette.types import Message, Scope

Fields = list[tuple[bytes, bytes]]

OF_ONE_REQUEST = (b"x-request-id", b"ratelimit")


@dataclass(frozen=True)
class Answered:
    """What an application sent: its messages, and the route that the log names."""

    status: int
    headers: Fields
    body: bytes
    route: str | None

    @property
    def for_everybody(self) -> tuple[int, Fields, bytes, str | None]:
        """The answer without the headers of this one request."""
        fields = [field for field in self.headers if field[0] not in OF_ONE_REQUEST]
        return self.status, fields, self.body, self.route

    def header(self, name: str) -> str | None:
        found = dict(self.headers).get(name.encode())
        return None if found is None else found.decode("latin-1")


def request(address: str, headers: Iterable[tuple[str, str]] = (), *, method: str = "GET") -> Scope:
    """Return the scope of a request from this machine, as our server makes it."""
    path, _, query = address.partition("?")
    fields = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), *fields],
        "client": ("127.0.0.1", 4711),
        "server": ("127.0.0.1", 80),
        "state": {},
    }


async def answer_to(app: FastAPI, scope: Scope) -> Answered:
    """Send a request without a body, and return the whole answer."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(dict(message))

    await app(scope, receive, send)
    start, *parts = sent
    body = b"".join(part.get("body", b"") for part in parts)
    route = getattr(scope.get("route"), "path_format", None)
    return Answered(start["status"], list(start["headers"]), body, route)


async def get(app: FastAPI, address: str, *headers: tuple[str, str]) -> Answered:
    return await answer_to(app, request(address, headers))


async def all_at_once(app: FastAPI, address: str, count: int) -> list[Answered]:
    return await asyncio.gather(*(get(app, address) for _ in range(count)))
