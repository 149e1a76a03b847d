"""`instep review`: a sheet is printed, signed, listed, and withdrawn, in a copy of the seed."""

import re
from html import unescape
from pathlib import Path

import pytest

from api.cli import main
from api.v1.documents.reviews import clinical_content
from seed.content import Content, read_content
from seed.review_formats import plain
from seed.reviewing import reviewable
from tests.reviews.signed import REGISTRATION, REVIEWER, SCOPE
from tests.reviews.walking import leaves
from tests.seed.factories import copied_seed, rewrite

pytestmark = pytest.mark.usefixtures("parsed_once")

CODE = re.compile(r"This is (\S+)\.")
WHO = ["--name", REVIEWER, "--registration", REGISTRATION, "--scope", SCOPE]
CONSENT = ["--date", "2026-11-01", "--agrees-to-be-named"]


@pytest.fixture(autouse=True)
def _read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """These copies need no check of all records together, which takes most of a command's time."""
    monkeypatch.setattr("api.cli.seed.check", lambda _: [])


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return copied_seed(tmp_path)


class Terminal:
    """Runs `instep review` on a copy of the seed."""

    def __init__(self, seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.seed, self.capsys = seed, capsys

    def run(self, *arguments: str, expected: int = 0) -> str:
        assert main(["review", *arguments, "--from", str(self.seed)]) == expected
        printed = self.capsys.readouterr()
        return printed.err if expected else printed.out

    def codes(self, document: str) -> list[str]:
        return CODE.findall(self.run("sheet", document))


@pytest.fixture
def terminal(seed: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(seed, capsys)


class TestSheet:
    @pytest.mark.parametrize("written", ["markdown", "html"])
    def test_it_shows_every_text_that_a_signature_covers(
        self, terminal: Terminal, content: Content, written: str
    ) -> None:
        printed = terminal.run("sheet", "plantar-heel-pain", "--format", written)
        shown = unescape(printed) if written == "html" else printed
        known = reviewable(content)
        complaint = known.get("complaint", "plantar-heel-pain")
        used = [known.get("exercise", item["slug"]) for item in complaint.content["exercises"]]

        for document in [complaint, *used]:
            assert known.code(document) in shown
            for place, value in leaves(clinical_content(document, {})):
                text = plain(str(value)) if written == "markdown" else str(value)
                assert isinstance(value, bool) or text in shown, place

    def test_it_has_boxes_evidence_and_what_was_read_of_each_source(
        self, terminal: Terminal
    ) -> None:
        printed = terminal.run("sheet", "plantar-heel-pain")

        assert "- [ ] Do you have diabetes?" in printed
        assert "| rank | exercise | dose | from week | grade | result | source | read | tick |" in (
            printed
        )
        assert "| abstract | ☐ yes ☐ no |" in printed
        assert "proves who I am" in printed

    def test_hostile_text_stays_text(self, terminal: Terminal) -> None:
        file = terminal.seed / "exercises" / "toe-flutters.yaml"
        rewrite(file, "\nfeel: ", "\nfeel: <script>alert(1)</script> ")

        printed = terminal.run("sheet", "exercise/toe-flutters", "--format", "html")

        assert "<script>" not in printed
        assert "&lt;script&gt;" in printed

    def test_an_unknown_complaint_is_refused_with_the_nearest(self, terminal: Terminal) -> None:
        assert "did you mean complaint/bunion?" in terminal.run("sheet", "bunions", expected=1)


class TestSigning:
    def test_what_is_signed_is_in_the_file_and_in_the_list(self, terminal: Terminal) -> None:
        codes = terminal.codes("bunion")

        printed = terminal.run("sign", *codes, *WHO, *CONSENT)

        assert "proves nobody's identity" in printed
        content, mistakes = read_content(terminal.seed)
        assert mistakes == []
        assert {entry.value.by for entry in content.reviews} == {REVIEWER}
        assert len(content.reviews) == len(codes)
        assert (terminal.seed / "reviews.yaml").read_text(encoding="utf-8").startswith("# yaml-")
        lines = terminal.run("list").splitlines()
        assert len(lines) == len(codes) + 1
        assert lines[0].startswith("reviewed  2026-11-01  en  complaint/bunion  ")

    def test_a_change_shows_as_lapsed_and_a_new_signature_takes_its_place(
        self, terminal: Terminal
    ) -> None:
        terminal.run("sign", *terminal.codes("exercise/toe-flutters"), *WHO, *CONSENT)
        file = terminal.seed / "exercises" / "toe-flutters.yaml"
        rewrite(file, "\nfeel: ", "\nfeel: Also ")

        assert terminal.run("list").startswith("lapsed ")
        terminal.run("sign", *terminal.codes("exercise/toe-flutters"), *WHO, *CONSENT)
        assert terminal.run("list").startswith("reviewed ")

    def test_a_sheet_of_other_content_cannot_be_signed(self, terminal: Terminal) -> None:
        (code,) = terminal.codes("exercise/toe-flutters")
        rewrite(terminal.seed / "exercises" / "toe-flutters.yaml", "\nfeel: ", "\nfeel: Also ")

        refused = terminal.run("sign", code, *WHO, *CONSENT, expected=1)

        assert "exercise/toe-flutters is not what the sheet shows" in refused
        assert "has no code" in terminal.run(
            "sign", "exercise/toe-flutters", *WHO, *CONSENT, expected=1
        )

    def test_without_consent_nothing_is_recorded(self, terminal: Terminal) -> None:
        codes = terminal.codes("exercise/toe-flutters")

        refused = terminal.run("sign", *codes, *WHO, "--date", "2026-11-01", expected=1)

        assert "no review is recorded without that consent" in refused
        assert terminal.run("list") == "nobody has reviewed anything yet\n"


class TestWithdrawing:
    def test_one_review_or_all_of_a_reviewer_are_taken_back(self, terminal: Terminal) -> None:
        codes = [*terminal.codes("exercise/toe-flutters"), *terminal.codes("routine/desk-feet")]
        terminal.run("sign", *codes, *WHO, *CONSENT)

        terminal.run("withdraw", REGISTRATION, "exercise/toe-flutters")
        assert "toe-flutters" not in terminal.run("list")
        terminal.run("withdraw", REGISTRATION)
        assert terminal.run("list") == "nobody has reviewed anything yet\n"
        assert REVIEWER not in (terminal.seed / "reviews.yaml").read_text(encoding="utf-8")

    def test_what_was_not_signed_cannot_be_withdrawn(self, terminal: Terminal) -> None:
        assert "has not signed anything" in terminal.run("withdraw", REGISTRATION, expected=1)
