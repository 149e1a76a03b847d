"""`instep match` and `instep evaluate` on the terminal."""

import io
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import evaluate, main, match
from api.matching.lexicon.compiled import Lexicon
from tests.databases import seed_content


@pytest.fixture(autouse=True)
def _same_signals() -> Iterator[None]:
    """The command takes SIGTERM for itself; give it back."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def _compiled(monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> None:
    """Let the command take the seed and the lexicon that the other tests have read already."""
    for module in (match, evaluate):
        monkeypatch.setattr(module, "valid_content", lambda _folder: seed_content())
        monkeypatch.setattr(module, "lexicon_of", lambda _content: lexicon)


def row(text: str, **fields: object) -> str:
    return json.dumps({"text": text, "kind": "sentence", "complaint": None, **fields})


class TestMatch:
    def test_says_what_is_meant_and_why(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["match", "my heel kills me when I get out of bed"]) == 0

        printed = capsys.readouterr().out.splitlines()
        assert printed[0] == "matched"
        assert printed[1].split()[0] == "plantar-heel-pain"
        assert "because: heel, pain, first steps" in printed[1]

    @pytest.mark.usefixtures("_compiled")
    def test_puts_the_warning_sign_with_its_reason_and_advice(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["match", "heel pain and a fever of 39"]) == 0

        printed = capsys.readouterr().out
        assert printed.startswith("seek_care\n")
        assert "! infection (urgent)  because: heel, fever" in printed

    @pytest.mark.usefixtures("_compiled")
    def test_reads_standard_input(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("hello\nthere"))

        assert main(["match", "-"]) == 0

        assert capsys.readouterr().out.startswith("unrecognised\n  Say in a few words")


class TestEvaluate:
    @pytest.mark.usefixtures("_compiled")
    def test_prints_figures_by_kind_and_complaint_and_the_misses(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "sentences.jsonl"
        file.write_text(
            "\n".join(
                [
                    row("my heel hurts", complaint="plantar-heel-pain"),
                    row("my knee hurts", complaint="hip-pain", acceptable=["low-back-pain"]),
                    "",
                    row("check my balance", kind="offtopic"),
                    row("my calf is swollen, red and hot", kind="redflag", red_flag=True),
                ]
            ),
            encoding="utf-8",
        )

        assert main(["evaluate", str(file), "--misses", "1"]) == 0

        printed = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
        assert "first right 1/2 50.0 % [9.5, 90.5]" in printed
        assert "off-topic refused 1/1 100.0 % [20.7, 100.0]" in printed
        assert "red flags found 1/1 100.0 % [20.7, 100.0]" in printed
        assert "false alarms (any flag) 0/3 0.0 % [0.0, 56.2]" in printed
        assert "redflag 1/1 100.0 % [20.7, 100.0]" in printed
        assert "hip-pain 0/1 0.0 % [0.0, 79.3]" in printed
        assert printed[-2] == "first right: my knee hurts"
        assert printed[-1].startswith("hip-pain <- matched: knee-pain 0.88")

    def test_names_the_lines_that_cannot_be_read(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "sentences.jsonl"
        wrong = [row("fine"), "{", "[1]", row("x", complaint=3), row("x", acceptable="heel"), "{}"]
        file.write_text("\n".join(wrong), encoding="utf-8")

        assert main(["evaluate", str(file)]) == 1

        assert capsys.readouterr().err.splitlines() == [
            "instep: the sentences cannot be read",
            "line 2: is not JSON",
            "line 3: is not a JSON object",
            "line 4: complaint should be a slug or null",
            "line 5: acceptable should be a list of slugs",
            "line 6: text should be text",
        ]

    @pytest.mark.parametrize("written", [b"", b"\n\n", b"\xff\xfe"])
    def test_refuses_what_holds_no_sentence(self, tmp_path: Path, written: bytes) -> None:
        file = tmp_path / "sentences.jsonl"
        file.write_bytes(written)

        assert main(["evaluate", str(file)]) == 1
