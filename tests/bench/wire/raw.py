"""Two applications to compare with, on the same server class: `python -m tests.bench.wire.raw`.

Without a database, the application sends bytes and headers from a file, as Instep sends them: no
application can cost less. With a database, it also reads the same rows by one prepared statement on
a pooled connection: no answer that is made anew can cost less.

Arguments: the port, a file with the answers, and the address of the database, if any.
"""

import json
import sys
from base64 import b64decode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import asyncpg
import uvicorn
from starlette.types import Receive, Scope, Send

CONNECTIONS = 10
"""As many as one process of Instep has."""

LIST = """
    SELECT summary FROM listings WHERE type = 'exercise' AND language = 'en'
    ORDER BY name, slug LIMIT 20
"""
DOCUMENT = """
    SELECT body FROM documents WHERE type = 'exercise' AND slug = 'calf-stretch' AND language = 'en'
"""
SEARCH = """
    SELECT type, slug, name, shown FROM search_texts, plainto_tsquery('english', 'heel') asked
    WHERE words @@ asked AND language = 'en'
    ORDER BY ts_rank(words, asked) DESC, type, slug LIMIT 20
"""


@dataclass(frozen=True)
class Read:
    """How an answer is made of rows: what stands before and after them, and between two."""

    statement: str
    joins: bool = True
    """Whether the rows are the body; otherwise they are read, and the answer is as recorded."""


READS = {
    "/v1/exercises": Read(LIST),
    "/v1/exercises/calf-stretch": Read(DOCUMENT),
    "/v1/search": Read(SEARCH, joins=False),
}

Key = tuple[str, bytes, bytes | None, bytes | None]
"""Path, query, `Accept-Encoding` and `If-None-Match`."""

Fetch = Callable[[str], Awaitable[list[Any]]]


@dataclass(frozen=True)
class Recorded:
    """An answer as Instep gave it, as the messages that ASGI wants."""

    start: dict[str, Any]
    body: bytes

    @property
    def end(self) -> dict[str, Any]:
        return {"type": "http.response.body", "body": self.body}


def read_answers(file: Path) -> dict[Key, Recorded]:
    """Read what `servers.write_answers` wrote."""
    found = {}
    for one in json.loads(file.read_text()):
        path, _, query = one["path"].partition("?")
        start = {
            "type": "http.response.start",
            "status": one["status"],
            "headers": encoded(one["headers"]),
        }
        key = key_of(path, query.encode(), encoded(one["asked"]))
        found[key] = Recorded(start, b64decode(one["body"]))
    return found


def encoded(headers: list[list[str]]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers]


def key_of(path: str, query: bytes, headers: list[tuple[bytes, bytes]]) -> Key:
    named = dict(headers)
    return path, query, named.get(b"accept-encoding"), named.get(b"if-none-match")


class Raw:
    """Answers from memory; with `fetch`, what can be read by one statement is read by it."""

    def __init__(self, answers: dict[Key, Recorded], database: str | None) -> None:
        self.answers, self.database = answers, database
        self.pool: Any = None
        # What stands around the rows in a recorded body, found by the first answer.
        self.around: dict[str, tuple[bytes, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.live(receive, send)
        answer = self.answers[key_of(scope["path"], scope["query_string"], scope["headers"])]
        end = answer.end
        if self.pool is not None:
            end = await self.read(scope["path"], answer)
        await send(answer.start)
        await send(end)
        return None

    async def read(self, path: str, answer: Recorded) -> dict[str, Any]:
        asked = READS[path]
        async with self.pool.acquire() as connection:
            rows = await connection.fetch(asked.statement)
        if not asked.joins:
            return answer.end
        joined = ",".join([row[0] for row in rows]).encode()
        before, after = self.around.get(path) or self.find(path, answer.body, joined)
        return {"type": "http.response.body", "body": before + joined + after}

    def find(self, path: str, body: bytes, joined: bytes) -> tuple[bytes, bytes]:
        before, found, after = body.partition(joined)
        if not found:
            raise ValueError(f"{path} sends other rows")
        self.around[path] = before, after
        return before, after

    async def live(self, receive: Receive, send: Send) -> None:
        await receive()
        if self.database is not None:
            self.pool = await asyncpg.create_pool(
                self.database, min_size=CONNECTIONS, max_size=CONNECTIONS, reset=leave_as_it_is
            )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self.pool is not None:
            await self.pool.close()
        await send({"type": "lifespan.shutdown.complete"})


async def leave_as_it_is(_connection: Any) -> None:
    """Take the place of the statements that a pool sends when a connection comes back."""


def main(port: str, file: str, database: str | None = None) -> None:
    config = uvicorn.Config(
        cast(Any, Raw(read_answers(Path(file)), database)),
        http="api.server.protocol:Protocol",
        ws="none",
        port=int(port),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    # As Instep runs: on the fastest loop that is installed.
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
