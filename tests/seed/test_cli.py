"""`instep seed` from the terminal: sentences for people, exit codes for scripts."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from api.cli import main
from api.messages import Messages
from api.messages.files import add_messages, get_messages
from tests.seed.factories import copied_seed, rewrite

ROUTINE = Path("routines") / "desk-feet.yaml"


@pytest.fixture(autouse=True)
def _same_signals() -> Iterator[None]:
    """The command takes SIGTERM for itself; give it back."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A copy of the seed, to be broken."""
    return copied_seed(tmp_path)


@pytest.fixture
def named_database(scratch_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scratch database is the one that the environment names."""
    address = scratch_url.set(drivername="postgresql").render_as_string(hide_password=False)
    monkeypatch.setenv("INSTEP_DATABASE_URL", address)


class TestCheck:
    def test_a_whole_seed_is_counted(self, seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["seed", "--from", str(seed), "--check"]) == 0

        assert capsys.readouterr().out.endswith("records, no mistakes\n")

    def test_a_language_without_all_messages_is_refused(
        self, seed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        english = get_messages("en")
        patterns = dict(english.patterns)
        del patterns["page.feel"]

        with add_messages(Messages("qps", patterns, english.plural)):
            assert main(["seed", "--from", str(seed), "--check"]) == 1

        assert capsys.readouterr().err.splitlines() == [
            "instep: the messages are not the same in every language",
            "api/messages/qps.yaml: page.feel is missing",
        ]

    def test_mistakes_of_reading_are_listed_in_order(
        self, seed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        line = rewrite(seed / ROUTINE, "goal: control", "goal: contrl")
        (seed / "notices.yaml").write_bytes(b"\xff")

        assert main(["seed", "--from", str(seed), "--check"]) == 1

        told = capsys.readouterr().err.splitlines()
        assert told[:2] == [
            "instep: 2 mistakes in the seed",
            "seed/notices.yaml:1: is not UTF-8",
        ]
        assert told[2].startswith(f"seed/{ROUTINE}:{line}: goal: Input should be 'relieve'")
        assert len(told) == 3

    def test_mistakes_between_records_are_listed(
        self, seed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        line = rewrite(seed / ROUTINE, "exercise: toe-flutters", "exercise: toe-fluters")

        assert main(["seed", "--from", str(seed), "--check"]) == 1

        assert capsys.readouterr().err == (
            "instep: 1 mistake in the seed\n"
            f"seed/{ROUTINE}:{line}: items.2.exercise:"
            " toe-fluters is not among exercises; did you mean toe-flutters?\n"
        )

    def test_in_a_process_of_its_own_it_ends_with_one_and_no_traceback(self, seed: Path) -> None:
        (seed / ROUTINE).write_text("[" * 5_000, encoding="utf-8")

        ended = subprocess.run(
            [sys.executable, "-m", "api.cli", "seed", "--from", seed, "--check"],
            capture_output=True,
            text=True,
            env={**os.environ, "INSTEP_DATABASE_URL": "postgresql://nobody@nowhere.invalid/none"},
            check=False,
        )

        assert ended.returncode == 1
        assert ended.stdout == ""
        assert ended.stderr == (
            f"instep: 1 mistake in the seed\nseed/{ROUTINE}:1: is nested too deeply\n"
        )


@pytest.mark.usefixtures("named_database")
class TestImport:
    def test_the_same_seed_again_is_ok_throughout(
        self, seed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["seed", "--from", str(seed)]) == 0

        told = capsys.readouterr().out.splitlines()
        assert all("0 created, 0 changed, 0 removed" in line for line in told[:-1])
        assert told[-1].startswith("published    0 documents, 0 removed, serial ")

    def test_diff_says_what_would_change_and_changes_nothing(
        self, seed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rewrite(seed / "exercises" / "calf-stretch.yaml", "name: Calf Stretch", "name: Calves")

        for _ in range(2):
            assert main(["seed", "--from", str(seed), "--diff"]) == 0
            told = capsys.readouterr().out
            assert "~ exercise calf-stretch\n    name: Calf Stretch → Calves\n" in told

    def test_a_changed_published_routine_is_refused_with_file_and_line(
        self, seed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rewrite(seed / ROUTINE, "goal: control", "goal: strength")
        line = (seed / ROUTINE).read_text(encoding="utf-8").splitlines().index("version: 2") + 1

        assert main(["seed", "--from", str(seed)]) == 1

        told = capsys.readouterr()
        assert told.out == ""
        assert told.err == (
            "instep: nothing was written\n"
            f"seed/{ROUTINE}:{line}: version: version 2 is published and never changes;"
            " set version: 3 to publish this\n"
        )
