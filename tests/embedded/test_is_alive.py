"""Whether a process is the server: asked of Linux, which for moments tells no command of it."""

import os
from pathlib import Path

import pytest

from api.embedded.server import is_alive

pytestmark = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks into /proc")


@pytest.fixture
def own_word() -> Path:
    """A word of this process's command, which stands for the cluster in a server's."""
    return Path(os.fsdecode(Path("/proc/self/cmdline").read_bytes().split(b"\0")[0]))


def answer_first(monkeypatch: pytest.MonkeyPatch, answers: list[bytes]) -> None:
    """Let files give these answers first, then what is in them."""
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: answers.pop(0) if answers else real(path))


def test_a_process_that_is_just_becoming_the_server_is_not_taken_for_a_dead_one(
    own_word: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_first(monkeypatch, [b"", b"", b""])

    assert is_alive(os.getpid(), own_word)


def test_a_process_that_never_tells_its_command_is_no_server(
    own_word: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_first(monkeypatch, [b""] * 100)

    assert not is_alive(os.getpid(), own_word)


def test_another_program_under_a_used_number_is_no_server(own_word: Path) -> None:
    assert is_alive(os.getpid(), own_word)
    assert not is_alive(os.getpid(), own_word / "cluster")
