"""Killed while it seeds, Instep starts again with the old catalogue or the new, never half of it.

Each kill comes while the import has written rows and not committed them, which PostgreSQL itself
says; a little later in that transaction each time, so that some come just after the commit.
"""

import asyncio
import gzip
import hashlib
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg
import pytest
import yaml

from api.embedded import embedded_postgres
from api.embedded.server import read_pid_file
from seed.content import SEED
from tests.soak import rounds
from tests.v1.offline import document_of

pytestmark = [pytest.mark.soak, pytest.mark.timed]

KILLS = rounds(short=6, long=10)
"""Of each kind: so many of the importer, so many of PostgreSQL."""
PATIENCE = 60.0
WRITING = """
    SELECT pid FROM pg_stat_activity
    WHERE application_name = 'instep' AND backend_xid IS NOT NULL
"""
GONE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What asyncpg raises, depending on the moment, where the server at the other end ends."""

MOVING = re.compile(r'"(serial|revision|updated_at|history|made_of)": ?("[^"]*"|\d+|null)')
"""What differs between two publications of the same content."""


@pytest.fixture(scope="module")
def folders() -> Iterator[dict[str, Path]]:
    """The data folder, the seed as it is, and one in which every exercise reads differently."""
    parent = Path(tempfile.mkdtemp(prefix="instep-kill-"))
    parent.chmod(0o711)
    made = {"data": parent / "data", "old": parent / "old" / "seed", "new": parent / "new" / "seed"}
    for name in ("old", "new"):
        shutil.copytree(SEED, made[name], ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for path in (made["new"] / "exercises").glob("*.yaml"):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        record["feel"] = f"Anew: {record['feel']}"
        path.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    yield made
    shutil.rmtree(parent)


@pytest.fixture(scope="module")
def states(folders: dict[str, Path]) -> dict[str, str]:
    """The digest of the whole database under each of the two seeds."""
    found = {which: seeded(folders, which) for which in ("new", "old")}
    assert found["new"] != found["old"]
    return found


def started(folders: dict[str, Path], *command: str, **settings: str) -> subprocess.Popen[bytes]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INSTEP_")}
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", *command],
        env=environment | {"INSTEP_DATA_DIR": str(folders["data"])} | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def seeding(folders: dict[str, Path], which: str) -> subprocess.Popen[bytes]:
    return started(folders, "seed", "--from", str(folders[which]))


def seeded(folders: dict[str, Path], which: str) -> str:
    assert seeding(folders, which).wait(timeout=PATIENCE) == 0
    return state(folders)


def state(folders: dict[str, Path]) -> str:
    """Start PostgreSQL if it does not run, and digest every row of every table."""
    with embedded_postgres(folders["data"]) as server:
        return asyncio.run(digest(server.url().replace("+asyncpg", "")))


async def digest(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        await assert_published_whole(connection)
        names = await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename NOT LIKE 'bundle_%'"
            # A routine looks up less once it is frozen, so that its recipe may be a shorter one.
            " AND tablename NOT IN ('published_bundles', 'serial_histories', 'recipes')"
            " ORDER BY 1"
        )
        found = hashlib.sha256()
        for (name,) in names:
            rows = await connection.fetch(f"SELECT to_jsonb(t)::text FROM {name} t")  # noqa: S608
            lines = sorted(MOVING.sub("", row[0].replace("\\", "")) for row in rows)
            found.update(repr((name, lines)).encode())
        return found.hexdigest()
    finally:
        await connection.close()


async def assert_published_whole(connection: Any) -> None:
    """The counter, the serials, the documents, the lists and the bundle are of one publication."""
    serial = await connection.fetchval("SELECT serial FROM catalogue")
    history = await connection.fetchval(
        "SELECT history FROM serial_histories ORDER BY serial DESC LIMIT 1"
    )
    documents = await connection.fetch(
        "SELECT serial, type, slug, body, summary FROM documents WHERE change = 'upsert'"
    )
    newest = await connection.fetchrow(
        "SELECT published.serial, string_agg(piece.body, ''::bytea ORDER BY part.starts_at) AS body"
        " FROM published_bundles AS published"
        " JOIN bundle_parts AS part ON part.file = published.sha256"
        " JOIN bundle_pieces AS piece ON piece.sha256 = part.piece"
        " GROUP BY 1 ORDER BY 1 DESC LIMIT 1"
    )
    lines = [json.loads(line) for line in gzip.decompress(newest["body"]).splitlines()]
    told = [line for line in lines if line["serial"] is not None]
    assert max(row["serial"] for row in documents) == serial == newest["serial"]
    assert history == await connection.fetchval("SELECT history FROM catalogue")
    assert {(line["type"], line["slug"]): document_of(line) for line in told} == {
        (row["type"], row["slug"]): json.loads(row["body"]) for row in documents
    }
    listed = await connection.fetch("SELECT type, slug, summary FROM listings")
    assert {(row["type"], row["slug"]): row["summary"] for row in listed} == {
        (row["type"], row["slug"]): row["summary"] for row in documents
    }


async def watch(folders: dict[str, Path], then: Callable[[Any], Awaitable[float]]) -> float:
    """Wait until an import has written a row, as a bystander, and do something then."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = read_pid_file(folders["data"] / "cluster")
        if found is None or not found.ready:
            await asyncio.sleep(0.01)
            continue
        try:
            connection = await asyncpg.connect(
                f"postgresql://instep@/instep?host={quote(str(found.socket_dir))}&port=5432"
            )
        except GONE:
            continue
        try:
            while not await connection.fetchval(WRITING):
                assert time.monotonic() < deadline, "no import wrote anything"
                await asyncio.sleep(0.002)
            return await then(connection)
        finally:
            connection.terminate()
    raise AssertionError("PostgreSQL never was ready")


async def is_writing(connection: Any) -> bool:
    """Say whether rows are written and not committed; not once the importer stopped the server."""
    try:
        return await connection.fetchval(WRITING) is not None
    except GONE:
        return False


async def until_committed(connection: Any) -> float:
    began = time.monotonic()
    while await is_writing(connection):  # noqa: ASYNC110 - another process's event
        await asyncio.sleep(0.002)
    return time.monotonic() - began


def how_long_it_writes(folders: dict[str, Path]) -> float:
    process = seeding(folders, "new")
    seconds = asyncio.run(watch(folders, until_committed))
    assert process.wait(timeout=PATIENCE) == 0
    seeded(folders, "old")
    return seconds


def kill(folders: dict[str, Path], which: str, after: float, victim: str) -> tuple[bool, int]:
    """Seed, and kill the victim `after` seconds of writing.

    Return whether rows were written and not committed then, and with what the importer ended.
    """
    importer = seeding(folders, which)

    async def strike(connection: Any) -> float:
        await asyncio.sleep(after)
        writing = await is_writing(connection)
        server = read_pid_file(folders["data"] / "cluster")
        if victim == "importer":
            importer.kill()
        elif server is not None:
            os.kill(server.pid, signal.SIGKILL)
        return float(writing)

    in_the_middle = asyncio.run(watch(folders, strike))
    return bool(in_the_middle), importer.wait(timeout=PATIENCE)


@pytest.mark.parametrize("victim", ["importer", "postgres"])
def test_a_kill_while_rows_are_written_leaves_the_old_catalogue_or_the_new(
    victim: str, folders: dict[str, Path], states: dict[str, str]
) -> None:
    lasts = how_long_it_writes(folders)
    stands, undone = "old", 0
    for number in range(KILLS):
        other = "new" if stands == "old" else "old"
        # Spread over the transaction and a little beyond its end.
        after = lasts * 1.2 * (number + random.random()) / KILLS  # noqa: S311
        in_the_middle, code = kill(folders, other, after, victim)
        known = {digest: which for which, digest in states.items()}
        left = known.get(state(folders))
        assert left is not None, f"half a catalogue after {after:.3f} s of {lasts:.3f}"
        # What was acknowledged is kept.
        assert code != 0 or left == other
        undone += in_the_middle and left == stands
        stands = left
    seeded(folders, "old")
    assert undone >= KILLS // 3, "most kills came too late to prove anything"


def test_a_killed_server_does_not_take_a_seeding_with_it_and_starts_again(
    folders: dict[str, Path], states: dict[str, str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = started(folders, "serve", INSTEP_PORT=str(port))
    wait_until_ready(port)
    importer = seeding(folders, "new")

    async def strike(_connection: Any) -> float:
        server.kill()
        return 1.0

    asyncio.run(watch(folders, strike))

    assert (importer.wait(timeout=PATIENCE), server.wait(timeout=PATIENCE)) == (0, -signal.SIGKILL)
    assert state(folders) == states["new"]
    again = started(folders, "serve", INSTEP_PORT=str(port))
    wait_until_ready(port)
    again.terminate()
    again.wait(timeout=PATIENCE)
    assert read_pid_file(folders["data"] / "cluster") is None
    # It brought its own content, as it does at every start.
    assert state(folders) == states["old"]


def wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError("the server never was ready")
