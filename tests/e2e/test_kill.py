"""Killing the importer, or the database under it, leaves the old catalogue or the new one."""

import asyncio
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
import yaml

from api.embedded import embedded_postgres
from seed.content import SEED

KILLS = 10
"""Of each kind: ten of the importer, ten of PostgreSQL."""


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


def seeding(folders: dict[str, Path], which: str) -> subprocess.Popen[bytes]:
    environment = {k: v for k, v in os.environ.items() if k != "INSTEP_DATABASE_URL"}
    environment["INSTEP_DATA_DIR"] = str(folders["data"])
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", "seed", "--from", str(folders[which])],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def seeded(folders: dict[str, Path], which: str) -> str:
    process = seeding(folders, which)
    assert process.wait(timeout=60) == 0
    return fingerprint(folders)


def fingerprint(folders: dict[str, Path]) -> str:
    """A digest of every row and every document's text, whatever its serial and time."""

    async def read(url: str) -> str:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        rows = await connection.fetch(
            "SELECT type, slug, content_digest FROM documents ORDER BY type, slug"
        )
        feels = await connection.fetch("SELECT slug, feel FROM exercises ORDER BY slug")
        serials = await connection.fetch("SELECT serial FROM documents ORDER BY serial")
        top = await connection.fetchval("SELECT serial FROM catalogue")
        await connection.close()
        assert serials[-1]["serial"] == top
        return hashlib.sha256(repr((rows, feels)).encode()).hexdigest()

    with embedded_postgres(folders["data"]) as server:
        return asyncio.run(read(server.url()))


def postmaster(folders: dict[str, Path]) -> int | None:
    for path in folders["data"].rglob("postmaster.pid"):
        try:
            return int(path.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None
    return None


def how_long(folders: dict[str, Path], which: str) -> float:
    started = time.monotonic()
    assert seeding(folders, which).wait(timeout=60) == 0
    return time.monotonic() - started


@pytest.mark.parametrize("victim", ["importer", "postgres"])
def test_a_kill_in_the_middle_of_seeding_leaves_the_old_catalogue_or_the_new(
    victim: str, folders: dict[str, Path]
) -> None:
    known = {seeded(folders, "old"), seeded(folders, "new")}
    assert len(known) == 2
    lasts = how_long(folders, "old")
    outcomes, interrupted = [], 0
    for number in range(KILLS):
        which = "new" if number % 2 == 0 else "old"
        process = seeding(folders, which)
        time.sleep(random.uniform(0.3, 1.0) * lasts)  # noqa: S311 - any moment will do
        target = process.pid if victim == "importer" else postmaster(folders)
        if target is not None:
            os.kill(target, signal.SIGKILL)
        interrupted += process.wait(timeout=60) != 0
        outcomes.append(fingerprint(folders))
    assert interrupted > 0, "every kill came too late to prove anything"
    assert set(outcomes) <= known
