"""The real server for raw bytes, with short deadlines, and what its processes use."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import URL

from tests.e2e import browsing
from tests.e2e.edge.wire import Target

REQUEST_SECONDS = 3
"""Deadline of a request at these servers, so that tests need not wait for long."""

KEEP_ALIVE_SECONDS = 75


@contextmanager
def serving(name: str, url: URL, **settings: object) -> Iterator[Target]:
    """Run `instep serve` on a database; yield it as a target."""
    known = {"request_seconds": REQUEST_SECONDS, "keep_alive_seconds": KEEP_ALIVE_SECONDS}
    with browsing.serving_process(url, **known | settings) as (site, process):
        port = urlsplit(site).port
        assert port is not None
        workers = children(process.pid) if settings.get("workers", 1) != 1 else [process.pid]
        wait_until_idle(workers)
        yield Target(name, "127.0.0.1", port, tuple(workers))


def children(pid: int) -> list[int]:
    """Return the server processes that a parent started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    commands = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in found}
    return [child for child, command in commands.items() if b"spawn_main" in command]


def wait_until_idle(pids: list[int], seconds: float = 60) -> None:
    """Wait until no process works any more: one that still starts would grow by itself."""
    deadline = time.monotonic() + seconds
    quiet, last = 0, 0
    while quiet < 20:
        assert time.monotonic() < deadline, "the processes do not come to rest"
        now = resident(tuple(pids))
        quiet = quiet + 1 if now == last and all(map(is_asleep, pids)) else 0
        last = now
        time.sleep(0.1)


def is_asleep(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"


def resident(pids: tuple[int, ...]) -> int:
    """Return the bytes of memory that processes hold together."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids]
    return sum(pages) * 4096
