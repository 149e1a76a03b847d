"""How two processes share the tests: `pytest -n 2 tests/e2e`.

A file stays in one process, and so do files that use the same servers. Tests that are marked
`timed` run at the end, while no other test does. With one process nothing of this matters.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/e2e/edge/test_malformed.py": "edge",
    "tests/e2e/edge/test_proxies.py": "edge",
    "tests/e2e/edge/test_requests.py": "edge",
    "tests/e2e/edge/test_unfinished.py": "edge",
    "tests/e2e/edge/test_upgrades.py": "edge",
    "tests/e2e/contract/test_clients.py": "clients",
    "tests/e2e/contract/test_decoding.py": "clients",
}
"""Files whose servers or generated clients take longer to make than to use."""

LONGEST = "test_enforcers.py"


class Sharing(LoadScopeScheduling):  # type: ignore[misc]
    """Hands each process one file, or the files of one name in `TOGETHER`, at a time."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return TOGETHER.get(file, file)


@contextmanager
def turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """Wait until a test may begin: beside one of another process, or `alone`.

    `folder` is that of the run, which its processes share.
    """
    with (folder / "turn").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


def is_timed(item: pytest.Item) -> bool:
    return item.get_closest_marker("timed") is not None


def put_in_order(items: list[pytest.Item]) -> None:
    """Put the longest file first and what is timed at the end, so that no process waits long."""
    items.sort(key=lambda item: (is_timed(item), item.path.name != LONGEST))
