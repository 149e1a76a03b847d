"""What a server lets go of: descriptions, and what only importing needed."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from api.memory import left_alone

FORGETS = """
import sys
from api.server.graceful import GracefulServer
from api import memory
from api.main import create_app
memory.forget_what_importing_needed()
memory.forget_descriptions()
print(memory.__doc__, GracefulServer.__doc__, create_app.__doc__, create_app.__code__.co_consts[0])
print(*(name for name, module in sys.modules.items() if module is not None))
"""


def test_a_server_lets_go_of_what_nobody_reads() -> None:
    shown = subprocess.run(
        [sys.executable, "-c", FORGETS], capture_output=True, text=True, check=True
    )
    described, imported = shown.stdout.splitlines()

    assert described == "None None None None"
    assert not {"rich", "limits", "alembic", "pydantic.v1"} & {*imported.split()}


@pytest.fixture
def nothing_frozen() -> Iterator[None]:
    """The suite keeps its own objects from the collector; they are kept again afterwards."""
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.mark.usefixtures("nothing_frozen")
def test_what_was_there_is_left_alone_until_the_work_ends() -> None:
    with left_alone():
        assert gc.get_freeze_count() > 10_000

    assert gc.get_freeze_count() == 0


@pytest.mark.usefixtures("nothing_frozen")
def test_what_was_there_is_left_alone_until_the_work_fails() -> None:
    with pytest.raises(ZeroDivisionError), left_alone():
        raise ZeroDivisionError

    assert gc.get_freeze_count() == 0


@pytest.mark.usefixtures("nothing_frozen")
def test_what_a_process_keeps_from_the_collector_stays_so() -> None:
    gc.freeze()
    before = gc.get_freeze_count()

    with left_alone():
        assert gc.get_freeze_count() == before

    assert gc.get_freeze_count() == before
