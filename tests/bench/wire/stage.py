"""All servers of a run, and the rounds in which they are asked."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL

from tests.bench.wire.asked import Kinds, kinds
from tests.bench.wire.load import load, write_requests
from tests.bench.wire.rounds import (
    EARLIER,
    FILES,
    INSTEP,
    NGINX,
    RAW,
    ROWS,
    UNCACHED,
    Cell,
    Results,
)
from tests.bench.wire.servers import (
    Cores,
    Server,
    earlier,
    first_cores,
    instep,
    nginx,
    raw,
    write_answers,
)
from tests.bench.wire.usage import parent_of

NOTHING_KEPT: Mapping[str, object] = {"answer_cache_bytes": 0}
"""Settings with which every answer is made anew."""


@dataclass(frozen=True)
class Stage:
    """The servers that run, by name, and the files with what they are asked, by kind."""

    servers: dict[str, Server]
    files: dict[str, list[str]]
    cores: Cores


@contextmanager
def staged(
    url: URL, postmaster: int, folder: Path, checkout: Path | None = None
) -> Iterator[Stage]:
    """Run every server on one core, with a seeded database of the same machine.

    `checkout` is a folder with an earlier state of the project, to compare with.
    """
    cores = first_cores()
    os.sched_setaffinity(postmaster, {cores.server})
    with ExitStack() as stack:
        start = stack.enter_context
        kept = start(instep(INSTEP, url, postmaster, cores))
        asked = kinds(kept.port)
        answers = folder / "answers.json"
        write_answers(asked, kept.port, answers)
        files: Kinds = {kind: asked[kind] for kind in FILES}
        servers = [
            kept,
            start(instep(UNCACHED, url, postmaster, cores, **NOTHING_KEPT)),
            start(raw(RAW, answers, cores)),
            start(raw(ROWS, answers, cores, url, postmaster)),
            start(nginx(NGINX, files, kept.port, cores)),
        ]
        if checkout is not None:
            servers.append(start(earlier(EARLIER, checkout, cores)))
        yield Stage(
            {server.name: server for server in servers},
            {
                kind: write_requests(requests, folder / str(number))
                for number, (kind, requests) in enumerate(asked.items())
            },
            cores,
        )


def measure(
    stage: Stage, cells: Sequence[Cell], rounds: int, seconds: int, *, warm: bool
) -> Results:
    """Ask in rounds; to be `warm`, in one round before that is not counted."""
    results: Results = {cell: [] for cell in cells}
    for number in range(0 if warm else 1, 1 + rounds):
        # In every other round backwards, so that nobody always comes after the same one.
        for cell in cells if number % 2 else reversed(cells):
            measured = load(
                stage.servers[cell.server],
                stage.files[cell.kind],
                cell.connections,
                seconds,
                stage.cores,
            )
            if number:
                results[cell].append(measured)
    return results


async def postmaster_of(url: URL) -> int:
    """Return the process that starts one of PostgreSQL's for each connection."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    try:
        return parent_of(await connection.fetchval("SELECT pg_backend_pid()"))
    finally:
        await connection.close()
