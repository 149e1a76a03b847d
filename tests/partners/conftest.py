"""Commands on the scratch database."""

import signal
from collections.abc import Callable

import pytest
from sqlalchemy.engine import URL

from api.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def scratch_url(partners_url: URL) -> URL:
    """Here only partners write."""
    return partners_url


@pytest.fixture
def run(
    scratch_url: URL, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command on the scratch database; return its status and what it printed."""
    address = scratch_url.set(drivername="postgresql").render_as_string(hide_password=False)
    monkeypatch.setenv("INSTEP_DATABASE_URL", address)
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def command(*words: str) -> tuple[int, str, str]:
        status = main(words)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command
