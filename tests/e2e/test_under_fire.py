"""No answer is too old and none is mixed, and no change is lost, whatever happens meanwhile.

Eight writers publish, and thirty-two readers ask four workers through connections that break, while
the clock of the workers is moved.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass
from datetime import timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from sqlalchemy.engine import URL, make_url

from api.db import Database, open_database
from api.embedded import embedded_postgres
from seed.content import Content
from tests import databases
from tests.e2e import browsing
from tests.e2e.edge.servers import children
from tests.e2e.fire import trouble
from tests.e2e.fire.clock import Clock
from tests.e2e.fire.ledger import Ledger
from tests.e2e.fire.readers import Seen
from tests.e2e.fire.writers import Writers
from tests.publishing import states
from tests.soak import rounds

pytestmark = [pytest.mark.soak, pytest.mark.timed]

SECONDS = rounds(short=6, long=60)
WORKERS = rounds(short=2, long=4)


@dataclass(frozen=True)
class Scene:
    """A server with some workers, and a blow against its PostgreSQL."""

    url: URL
    blow: Callable[[], Awaitable[None]]
    site: str
    workers: list[int]
    clock: Clock


@contextmanager
def postgres() -> Iterator[tuple[Path, URL]]:
    """Run a seeded PostgreSQL that may be ended, and is then started again."""
    folder = Path(tempfile.mkdtemp(prefix="instep-fire-"))
    # As root the server runs under an account of its own.
    folder.chmod(0o711)
    with embedded_postgres(folder / "data", durable=False, supervise=True) as server:
        url = make_url(server.url())
        asyncio.run(databases.fill(url))
        yield folder / "data", url
    shutil.rmtree(folder)


@pytest.fixture
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    """The long form restarts PostgreSQL; the short one ends the connections to one of others."""
    with ExitStack() as stack:
        if rounds(short=0, long=1):
            data, url = stack.enter_context(postgres())
            blow = partial(trouble.restart, data)
        else:
            url = request.getfixturevalue("copied_url")
            blow = partial(trouble.end_connections, url)
        clock = Clock(tmp_path / "offset")
        serving = browsing.serving_process(url, clock.environment, workers=WORKERS)
        site, process = stack.enter_context(serving)
        yield Scene(url, blow, site, children(process.pid), clock)


@pytest_asyncio.fixture(loop_scope="session")
async def database(scene: Scene) -> AsyncIterator[Database]:
    opened = open_database(databases.settings_for(scene.url))
    yield opened
    await opened.close()


async def test_no_answer_is_old_or_mixed_and_no_change_is_lost(
    scene: Scene, database: Database, content: Content
) -> None:
    ledger = Ledger()
    async with Writers(database, content, ledger) as writers:
        readers = await started_readers(scene)
        async with scene.clock.moved(scene.site):
            await trouble.strike(SECONDS, scene.blow)
    told, _ = await readers.communicate(b"")
    seen = Seen.from_json(told.decode())

    lost = f"{writers.without_answer} without an answer"
    print(f"{ledger.count} publications, {lost}; {len(seen.answers)} answers, {seen.others}")  # noqa: T201
    assert len(seen.answers) > 5 * SECONDS
    assert max(scene.clock.seen) - min(scene.clock.seen) > timedelta(hours=1)
    assert set(seen.others) <= {"503", "broken"}
    wrong = [ledger.wrong(*astuple(answer)) for answer in seen.answers]
    assert list(chain(*wrong)) == []
    await assert_missed_nothing(seen, ledger, database)


async def started_readers(scene: Scene) -> Process:
    """Start the readers, and return when they read."""
    port, *workers = map(str, (urlsplit(scene.site).port, *scene.workers))
    readers = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.e2e.fire.readers", port, *workers),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert readers.stdout is not None
    await readers.stdout.readline()
    return readers


async def assert_missed_nothing(seen: Seen, ledger: Ledger, database: Database) -> None:
    """Every app saw the states of single serials only, in their order, and has what is served."""
    served = await states.documents(database)
    expected = {key: row.body for key, row in served.items() if row.change == "upsert"}
    for documents in seen.documents:
        assert {(kind, slug): body for kind, slug, body in documents} == expected
    for came in seen.came:
        serials = [serial for serial, _ in came]
        assert serials == sorted(set(serials))
    assert len({serial for serial, _ in chain(*seen.states)}) > 1
    everything = chain(*seen.came, *seen.states)
    assert list(chain(*(ledger.mixed("changes", *state) for state in everything))) == []
