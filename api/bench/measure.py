"""The time of an answer, and the processor time that server and database use for it."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI
from sqlalchemy import text
from starlette.types import Message

WARM = 5
"""Rounds that are not counted: connections open, statements are prepared, pages are read."""

# As many lines in the answers of a small catalogue as of a large one.
ADDRESSES = {
    "nothing read": "/healthz",
    "list": "/v1/exercises?limit=10",
    "list, newest first": "/v1/exercises?limit=10&sort=-updated_at",
    "filtered list": "/v1/exercises?limit=3&region=foot&kind=stretch&position=seated",
    "detail": "/v1/exercises/toe-stretch",
    "what helps": "/v1/complaints/plantar-heel-pain/exercises",
    "search": "/v1/search?limit=10&q=heel",
    "search, mistyped": "/v1/search?limit=5&q=planter+facitis",
    "suggestions": "/v1/search/suggestions?q=hee",
    "changes": "/v1/changes?limit=10",
}


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one answer: until it was there, of the server's and the database's CPU."""

    passed: float
    server: float
    database: float


@dataclass(frozen=True)
class Compared:
    """The median costs of one kind of address on both catalogues."""

    kind: str
    small: Cost
    large: Cost

    @property
    def passed_ratio(self) -> float:
        return self.large.passed / self.small.passed

    @property
    def cpu_ratio(self) -> float:
        large, small = (cost.server + cost.database for cost in (self.large, self.small))
        return large / small


async def compare(small: FastAPI, large: FastAPI, rounds: int) -> list[Compared]:
    """Ask both in turn, so that other work on the machine affects both."""
    costs: dict[tuple[str, int], list[Cost]] = {}
    sides = [(app, await backend_of(app)) for app in (small, large)]
    for number in range(WARM + rounds):
        for kind, address in ADDRESSES.items():
            # Who comes second finds the code warm; so each does in every other round.
            for side in (0, 1) if number % 2 else (1, 0):
                cost = await cost_of(*sides[side], address)
                if number >= WARM:
                    costs.setdefault((kind, side), []).append(cost)
    return [Compared(kind, middle(costs[kind, 0]), middle(costs[kind, 1])) for kind in ADDRESSES]


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(
        *(
            median(getattr(cost, name) for cost in costs)
            for name in ("passed", "server", "database")
        )
    )


async def backend_of(app: FastAPI) -> int:
    """Return the process that serves the app's one connection, as asking in turn uses one."""
    async with app.state.database.engine.connect() as connection:
        return int(await connection.scalar(text("SELECT pg_backend_pid()")))


async def cost_of(app: FastAPI, backend: int, address: str) -> Cost:
    database, server, started = cpu_of(backend), time.process_time(), time.perf_counter()
    status = await status_of(app, address)
    passed, server = time.perf_counter() - started, time.process_time() - server
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
    return Cost(passed * 1_000, server * 1_000, cpu_of(backend) - database)


def cpu_of(process: int) -> float:
    """Return the milliseconds of CPU a process has used; 0 if the system does not report it."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1_000_000
    except (OSError, ValueError, IndexError):
        return 0.0


async def status_of(app: FastAPI, address: str) -> int:
    """Send one GET straight into the application; return its status."""
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 80),
    }
    answered: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        answered.append(message)

    await app(scope, receive, send)
    return int(answered[0]["status"])


def table(rows: Iterable[Compared], size: int) -> Iterator[str]:
    """Yield the lines of a table; times are medians in milliseconds."""
    yield f"{'median, ms':<20}{'passed':>8}{size:>10,}{'×':>6}{'CPU':>9}{size:>10,}{'×':>6}"
    for row in rows:
        small, large = (cost.server + cost.database for cost in (row.small, row.large))
        yield (
            f"{row.kind:<20}{row.small.passed:>8.2f}{row.large.passed:>10.2f}"
            f"{row.passed_ratio:>6.2f}{small:>9.2f}{large:>10.2f}{row.cpu_ratio:>6.2f}"
        )
