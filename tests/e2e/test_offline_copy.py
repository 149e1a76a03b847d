"""The reference client of examples/: killed anywhere, it ends with the bytes that are served."""

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from sqlalchemy.engine import URL

from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED, execute
from tests.e2e import browsing
from tests.e2e.cutting import Cutter, cutting
from tests.publishing import states
from tests.soak import rounds
from tests.v1.test_offline import Editor

CLIENT = Path(__file__).resolve().parents[2] / "examples" / "offline_copy.py"
KILLS = rounds(short=4, long=200)

pytestmark = pytest.mark.soak


@dataclass
class Copy:
    """A copy in a file, and the server that it is made of, behind a proxy."""

    file: Path
    cutter: Cutter
    database: Database

    def run(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, CLIENT, self.cutter.address, self.file])

    async def bring_up_to_date(self) -> None:
        assert await asyncio.to_thread(self.run().wait, 60) == 0

    async def assert_is_what_is_served(self) -> None:
        with closing(sqlite3.connect(self.file)) as copy:
            here = {(t, s): b for t, s, b in copy.execute("SELECT * FROM documents")}
            gone = {(t, s): r for t, s, r in copy.execute("SELECT * FROM retired_slugs")}
        served = await states.documents(self.database)
        retired = await states.retired(self.database)
        assert here == {key: row.body for key, row in served.items() if row.change == "upsert"}
        assert gone == {key: replaced_by for key, (_, replaced_by) in retired.items()}

    def forget(self, chance: random.Random) -> None:
        """Begin without a copy, perhaps with what has come of a bundle."""
        part = Path(f"{self.file}.part")
        for file in self.file.parent.glob(f"{self.file.name}*"):
            if file != part or chance.random() < 0.5:
                file.unlink()


@pytest.fixture
def cutter(copied_url: URL) -> Iterator[Cutter]:
    """A proxy in front of a server whose answers name the proxy as their origin."""
    with (
        cutting() as cutter,
        browsing.serving(copied_url, public_url=cutter.address) as site,
    ):
        cutter.port_of_server = urlsplit(site).port or 0
        yield cutter


@pytest_asyncio.fixture(loop_scope="session")
async def copy(cutter: Cutter, scratch: Database, tmp_path: Path) -> AsyncIterator[Copy]:
    made = Copy(tmp_path / "catalogue.sqlite", cutter, scratch)
    await made.bring_up_to_date()
    yield made


async def test_killed_at_any_point_while_content_changes_it_ends_with_what_is_served(
    copy: Copy, content: Content
) -> None:
    everything = copy.cutter.passed
    editor, killed = Editor(content, 1), 0
    while killed < KILLS:
        if editor.chance.random() < 0.3:
            copy.forget(editor.chance)
        editor.edit()
        # Every document that names the region changes, so there is much to write.
        editor.call_a_region_otherwise()
        moment = PUBLISHED + timedelta(hours=editor.count)
        publishing = asyncio.create_task(import_content(copy.database, editor.content, now=moment))
        process = copy.run()
        kill_after(process, copy.cutter, editor.chance, everything)
        code = await asyncio.to_thread(process.wait, 60)
        assert code in (0, -signal.SIGKILL)
        killed += code != 0
        await publishing

        await copy.bring_up_to_date()
        await copy.assert_is_what_is_served()


def kill_after(
    process: "subprocess.Popen[bytes]", cutter: Cutter, chance: random.Random, everything: int
) -> None:
    """Kill a client while bytes come to it, or soon after, while it writes what came."""
    moment = chance.uniform(0, 0.03)

    def kill() -> None:
        cutter.loop.call_later(moment, process.kill)

    if chance.random() < 0.3:
        cutter.strike_after(chance.randrange(everything), kill)
    else:
        cutter.strike_at(chance.randint(1, 3), kill)


async def test_of_another_catalogue_it_starts_again_from_the_bundle(
    copy: Copy, copied_url: URL
) -> None:
    await execute(copied_url, "UPDATE catalogue SET catalogue_id = gen_random_uuid()")
    with closing(sqlite3.connect(copy.file)) as file, file:
        file.execute("INSERT INTO documents VALUES ('exercise', 'of-the-other', '{}')")
    before = copy.cutter.passed

    await copy.bring_up_to_date()

    await copy.assert_is_what_is_served()
    assert copy.cutter.passed - before > 100_000
