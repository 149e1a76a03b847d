"""The commands, run on a database that a test may write to."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from api.cli import main

Run = Callable[..., tuple[int, str, str]]
"""Runs one command on a database; returns its status, its output and its errors."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def command(url: URL, *words: str | Path) -> tuple[int, str, str]:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        monkeypatch.setenv("INSTEP_DATABASE_URL", address)
        status = main([*map(str, words)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command
