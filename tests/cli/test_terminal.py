"""Whatever a terminal can show: no command fails over a sign, and JSON stays JSON."""

import argparse
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from api.cli import main, parser, terminal

ENCODINGS = ["ascii", "cp1252", "latin-1", "cp437", "utf-8"]
INSTEP = Path(sys.executable).with_name("instep")


@pytest.fixture(autouse=True)
def no_signal_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signal.signal", lambda *_: None)


class Terminal:
    """Both outputs of a terminal with an encoding, and what was written to them."""

    def __init__(self, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.encoding = encoding
        self.written = {name: io.BytesIO() for name in ("stdout", "stderr")}
        for name, buffer in self.written.items():
            stream = io.TextIOWrapper(buffer, encoding=encoding, errors="strict")
            monkeypatch.setattr(sys, name, stream)

    def run(self, *arguments: str) -> int:
        try:
            return main(arguments)
        except SystemExit as ended:
            return int(ended.code or 0)
        finally:
            sys.stderr.flush()

    def shown(self, name: str) -> str:
        return self.written[name].getvalue().decode(self.encoding)


def named(url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands work on this database."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    monkeypatch.setenv("INSTEP_DATABASE_URL", address)


class TestEncodings:
    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (["settings"], 0),
            (["plan", "--help"], 0),
            (["evaluate", "ñofile → 👣"], 1),
            (["plan", "--pain", "ñ → 👣"], 2),
            (["ñ → 👣"], 2),
        ],
        ids=["settings", "help", "a file", "a number", "a command"],
    )
    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_do_not_change_how_a_command_ends(
        self, encoding: str, arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown = Terminal(encoding, monkeypatch)
        assert shown.run(*arguments) == code
        assert "Traceback" not in shown.shown("stderr")
        assert shown.shown("stdout" if code == 0 else "stderr")

    def test_a_migration_succeeds_and_says_so(
        self, empty_url: URL, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        named(empty_url, monkeypatch)
        shown = Terminal("cp1252", monkeypatch)
        assert shown.run("migrate") == 0
        assert shown.shown("stdout").startswith("schema: empty -> ")

    def test_a_plan_is_whole(self, catalogue_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
        named(catalogue_url, monkeypatch)
        shown = Terminal("ascii", monkeypatch)
        asked = ["plan", "--complaint", "plantar-heel-pain", "--minutes", "10"]
        assert shown.run(*asked) == 0
        assert "\nKey " in shown.shown("stdout")

    def test_json_is_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = []
        for encoding in ("cp1252", "utf-8"):
            shown = Terminal(encoding, monkeypatch)
            assert shown.run("openapi") == 0
            found.append(json.loads(shown.shown("stdout")))
        assert found[0] == found[1]

    @pytest.mark.parametrize(
        ("sign", "encoding", "written"),
        [
            ("→", "ascii", "->"),
            ("→", "cp1252", "->"),
            ("é", "ascii", "e"),
            ("é", "cp1252", "é"),
            ("ﬁ", "latin-1", "fi"),
            ("👣", "cp1252", "?"),
            ("\udce9", "utf-8", "?"),
            ("3 × 10 – “so” …", "ascii", '3 x 10 - "so" ...'),
        ],
    )
    def test_a_sign_that_is_missing_is_replaced_by_a_similar_one(
        self, sign: str, encoding: str, written: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown = Terminal(encoding, monkeypatch)
        terminal.replace_unknown_signs()
        sys.stdout.write(sign)
        sys.stdout.flush()
        assert shown.shown("stdout") == written

    @pytest.mark.parametrize(
        ("written", "encoding", "read"),
        [
            ("Ferse → schmerzt".encode(), "ascii", "Ferse → schmerzt"),
            ("talón".encode("cp1252"), "cp1252", "talón"),
            (b"tal\xf3n", "ascii", "tal\ufffdn"),
            (b"tal\xf3n", "utf-8", "tal\ufffdn"),
        ],
    )
    def test_standard_input_is_read_in_any(
        self, written: bytes, encoding: str, read: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given = io.TextIOWrapper(io.BytesIO(written), encoding=encoding)
        monkeypatch.setattr(sys, "stdin", given)
        assert terminal.read_input() == read

    def test_an_output_that_is_not_there_is_no_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", None)
        try:
            assert main(["settings"]) == 0
        finally:
            for opened in (sys.stdout, sys.stderr):
                opened.close()


@pytest.mark.slow
class TestPipes:
    @pytest.mark.parametrize("command", [["--help"], ["plan", "--help"], []])
    def test_help_that_is_cut_short_is_no_error(self, command: list[str]) -> None:
        with subprocess.Popen(
            [INSTEP, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.close()
            said = running.stderr.read()
        assert (running.returncode, said) == (0, b"")

    def test_an_error_that_nobody_reads_is_still_one(self) -> None:
        with subprocess.Popen([INSTEP, "evaluate", "nofile"], stderr=subprocess.PIPE) as running:
            assert running.stderr is not None
            running.stderr.close()
        assert running.returncode == 1

    def test_a_full_disk_is_an_error_in_one_line(self) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [INSTEP, "settings"], stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert (done.returncode, done.stderr) == (
            1,
            b"instep: there is no space left on the disk\n",
        )


def commands(of: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a command and all below it."""
    yield of
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from commands(below)


class TestHelp:
    def test_names_the_default_of_every_option_with_a_value(self) -> None:
        lacking = [
            f"{command.prog} {action.option_strings[0]}"
            for command in commands(parser())
            for action in command._actions
            if action.option_strings and action.nargs != 0 and not action.required
            if "(default: " not in (command._get_formatter()._get_help_string(action) or "")
        ]
        assert lacking == []

    def test_every_option_and_argument_has_a_sentence(self) -> None:
        lacking = [
            f"{command.prog} {action.dest}"
            for command in commands(parser())
            for action in command._actions
            if not action.help and not isinstance(action, argparse._SubParsersAction)
        ]
        assert lacking == []

    @pytest.mark.parametrize("command", [[], ["keys"], ["routines"]])
    def test_is_what_a_command_without_a_subcommand_prints(
        self, command: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(command) == 0
        assert capsys.readouterr().out.startswith(" ".join(["usage: instep", *command]))

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit, match="0"):
            main(["--version"])
        assert capsys.readouterr().out == f"instep {version('instep')}\n"


class TestFiles:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["evaluate", "{}/nofile"], "there is no file {}/nofile"),
            (["evaluate", "{}"], "{} is a folder, not a file"),
            (["evaluate", "{}/text/x"], "{}/text/x is not in a folder"),
            (
                ["evaluate", "{}/" + "x" * 300],
                "{}/" + "x" * 300 + " is too long for the name of a file",
            ),
            (["evaluate", "{}/latin"], "{}/latin is not UTF-8"),
            (["seed", "--check", "--from", "{}/none"], "there is no folder {}/none"),
            (["match", "heel", "--from", "{}/text"], "there is no folder {}/text"),
        ],
    )
    def test_that_cannot_be_read_are_named(
        self,
        arguments: list[str],
        said: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        (tmp_path / "text").write_text("heel")
        (tmp_path / "latin").write_bytes("talón".encode("latin-1"))

        code = main([argument.format(tmp_path) for argument in arguments])

        assert code == 1
        assert capsys.readouterr().err == f"instep: {said.format(tmp_path)}\n"


class TestServeOptions:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--port", "eighty"], "argument --port: must be a whole number from 1 to 65535"),
            (["--port", "0"], "argument --port: must be a whole number from 1 to 65535"),
            (["--workers", "65"], "argument --workers: must be a whole number from 1 to 64"),
        ],
    )
    def test_are_refused_like_the_settings(
        self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit, match="2"):
            main(["serve", *arguments])
        assert said in capsys.readouterr().err

    def test_go_over_the_settings(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("INSTEP_HOST", "127.0.0.1")
        monkeypatch.setenv("INSTEP_PORT", "8000")
        assert main(["serve", "--host", "192.0.2.1", "--port", "8123"]) == 1
        assert "cannot listen on 192.0.2.1, port 8123: " in capsys.readouterr().err
