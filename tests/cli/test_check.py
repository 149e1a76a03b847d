"""`instep check`: the safety check, typed or answered by a script."""

import io
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from api.cli import main
from api.cli.check_replies import UnreadableReplyError, read_reply
from api.cli.check_text import CheckText, plan_command_for
from api.cli.check_walk import EXIT_CODES, UNFINISHED, AsJson, AsText, walk
from api.cli.commands import CommandError
from api.cli.plan_text import WIDTH
from api.interview.check import check
from api.interview.situation import CheckRequest
from api.messages.files import get_messages
from api.screening import Answer, Person
from api.triage import STRICTNESS
from api.v1.answers.safety_checks import safety_check
from tests.interview.walks import rules

Json = dict[str, Any]

CALF: Json = {
    "number": 2,
    "questions": [{"code": code, "kind": "red_flag"} for code in ("pe", "chest_pain", "dvt")],
}
ALONE: Json = {"number": 2, "questions": CALF["questions"][:1]}
COMPLAINTS: Json = {
    "questions": [{"code": code, "kind": "which_complaint"} for code in ("bunion", "flat-feet")]
}
HEEL = CheckRequest(complaints=("plantar-heel-pain",))


@pytest.fixture(autouse=True)
def no_signal_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signal.signal", lambda *_: None)


def reply(line: str, screen: Json) -> dict[str, str]:
    return {answer.code: answer.answer for answer in read_reply(line, screen).answers}


class TestReplies:
    @pytest.mark.parametrize("line", ["", "\n", "n", "None", "nnn", "n n n", "dvt=no"])
    def test_none_of_these_is_a_no_to_all(self, line: str) -> None:
        assert reply(line, CALF) == {"pe": "no", "chest_pain": "no", "dvt": "no"}

    @pytest.mark.parametrize(
        "line",
        [
            "1 3u",
            "1,3u\n",
            " 1,  3U ",
            "ynu",
            "y n u",
            "pe dvt=u",
            "dvt=unsure pe=yes chest_pain=no",
        ],
    )
    def test_what_fits_is_named_by_number_letter_or_code(self, line: str) -> None:
        assert reply(line, CALF) == {"pe": "yes", "chest_pain": "no", "dvt": "unsure"}

    @pytest.mark.parametrize(
        ("line", "word"), [("y", "yes"), ("u", "unsure"), ("n", "no"), ("1u", "unsure")]
    )
    def test_one_question_needs_one_letter(self, line: str, word: str) -> None:
        assert reply(line, ALONE) == {"pe": word}

    @pytest.mark.parametrize(
        ("line", "said"),
        [("y", "y"), ("u", "u"), ("nny n", "nny"), ("4", "4"), ("0", "0"), ("1 x", "x"),
         ("yn", "yn"), ("dvt=maybe", "dvt=maybe"), ("bunion", "bunion"), ("1=no", "1=no"),
         ("2.5", "2.5"), ("-1", "-1"), ("²", "²")],
    )  # fmt: skip
    def test_nothing_is_guessed(self, line: str, said: str) -> None:
        with pytest.raises(UnreadableReplyError, match=re.escape(said)):
            read_reply(line, CALF)

    def test_of_complaints_the_chosen_one_is_enough(self) -> None:
        assert reply("2", COMPLAINTS) == {"flat-feet": "yes"}
        assert reply("", COMPLAINTS) == {"bunion": "no", "flat-feet": "no"}


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str, by_hand: bool = False) -> None:
    """Put lines on the standard input, and let it look like a terminal or a pipe."""
    given = io.StringIO("".join(f"{line}\n" for line in lines))
    monkeypatch.setattr(given, "isatty", lambda: by_hand)
    monkeypatch.setattr(sys, "stdin", given)


class Answering:
    """Answers as the API does, and keeps what it was asked with."""

    def __init__(self, request: CheckRequest) -> None:
        self.request = request
        self.given: list[dict[str, str]] = []

    def __call__(self, answers: Sequence[Answer]) -> Json:
        self.given.append({answer.code: answer.answer for answer in answers})
        request = CheckRequest(
            complaints=self.request.complaints, person=self.request.person, answers=tuple(answers)
        )
        return safety_check(check(rules(), request), None, None, get_messages("en"))


def run(request: CheckRequest = HEEL, *, as_json: bool = False) -> tuple[int, Answering]:
    asked = Answering(request)
    shown = AsJson() if as_json else AsText(CheckText(get_messages("en")))
    return walk(asked, shown), asked


class TestWalk:
    def test_heel_pain_and_nothing_else_ends_in_exercises(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, *[""] * 9)

        code, _ = run()

        shown = capsys.readouterr().out
        assert code == 0
        assert shown.index("Do you have a hot, red or infected foot") < shown.index("EXERCISES")
        assert shown.endswith("For a plan: instep plan --complaint plantar-heel-pain\n")
        assert max(map(len, shown.splitlines())) <= WIDTH

    @pytest.mark.parametrize(
        ("line", "word"), [("1", "yes"), ("1u", "unsure"), ("deformity_open", "yes")]
    )
    def test_an_emergency_ends_it_with_what_to_do(
        self,
        line: str,
        word: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        typed(monkeypatch, "", line)

        code, asked = run()

        shown = capsys.readouterr().out
        assert code == EXIT_CODES["seek_care"] == 4
        assert asked.given[-1]["deformity_open"] == word
        assert shown.index("GET CARE FIRST") < shown.index("WHAT TO DO")
        assert "instep plan" not in shown

    def test_a_clinician_first_is_another_exit_code(self, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, "under_18 someone_else", *[""] * 8)
        assert run()[0] == EXIT_CODES["after_clearance"] == 3

    def test_no_complaint_is_no_decision(self, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, *[""] * 9)
        assert run(CheckRequest())[0] == EXIT_CODES[None] == 5

    def test_every_decision_has_a_code_and_a_title(self) -> None:
        assert {*EXIT_CODES} == {*STRICTNESS, None}
        titles = get_messages("en").section("check_text")
        assert {f"decision_{word or 'none'}" for word in EXIT_CODES} <= titles.keys()

    @pytest.mark.parametrize("lines", [[], [""], ["", "q"], ["", "", "quit"]])
    @pytest.mark.parametrize("as_json", [False, True])
    def test_the_end_of_the_input_answers_nothing(
        self, lines: list[str], as_json: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        typed(monkeypatch, *lines)

        code, asked = run(as_json=as_json)

        assert code == UNFINISHED
        assert len(asked.given) == 1 + len([line for line in lines if not line])

    def test_back_takes_the_answers_of_one_screen_back(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, "b", "4", "b", "", "q")

        _, asked = run()

        answers = [given.get("diabetes") for given in asked.given]
        assert answers == [None, None, "yes", None, "no"]
        assert capsys.readouterr().out.count("Screen 1.") == 3

    def test_help_explains_the_questions_of_the_screen(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, "", "?", "q")

        _, asked = run()

        assert len(asked.given) == 2
        assert "shake with fever" in " ".join(capsys.readouterr().out.split())

    def test_somebody_who_mistypes_is_asked_again(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, "9", "y", "1", "q", by_hand=True)

        _, asked = run()

        assert asked.given[-1]["under_18"] == "yes"
        assert "9 does not say what fits. Type numbers from 1 to 4" in capsys.readouterr().out

    @pytest.mark.parametrize("as_json", [False, True])
    def test_a_script_that_mistypes_ends_and_no_line_slips_to_another_screen(
        self, as_json: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        typed(monkeypatch, "9", "", "")
        with pytest.raises(CommandError, match=r"^9 "):
            run(as_json=as_json)

    def test_questions_that_change_on_the_way_end_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, "", "")
        asked, versions = Answering(HEEL), iter(["a", "b"])
        with pytest.raises(CommandError, match="begin again"):
            walk(lambda answers: asked(answers) | {"rules_version": next(versions)}, AsJson())

    def test_a_program_gets_each_step_on_a_line(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, "diabetes", "", "", "", "", "", "")

        code, _ = run(as_json=True)

        steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [step["done"] for step in steps] == [False] * (len(steps) - 1) + [True]
        assert EXIT_CODES[steps[-1]["decision"]] == code == 3
        assert [item["code"] for item in steps[-1]["conditions"]] == ["diabetes"]

    def test_the_plan_is_for_what_was_said(self) -> None:
        answers = (Answer("dizziness_or_falls", "yes"), Answer("no_improvement", "yes"))
        request = CheckRequest(
            complaints=("arch-pain",), person=Person("adult", "self"), answers=answers
        )
        step = safety_check(check(rules(), request), None, None, get_messages("en"))

        assert plan_command_for(step) == (
            "instep plan --complaint arch-pain --condition dizziness_or_falls"
            " --red-flag no_improvement"
        )


@pytest.fixture
def named(catalogue_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command work on the seeded catalogue."""
    address = catalogue_url.set(drivername="postgresql").render_as_string(hide_password=False)
    monkeypatch.setenv("INSTEP_DATABASE_URL", address)


@pytest.mark.usefixtures("named")
class TestCommand:
    def test_a_text_that_states_an_emergency_needs_no_screen_and_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        typed(monkeypatch, "I cannot feel my foot, it is cold and blue")

        assert main(["check", "-"]) == 4

        printed = capsys.readouterr()
        assert printed.out.strip().startswith("GET CARE FIRST")
        assert "it is cold and blue" not in printed.out + printed.err
        assert [*tmp_path.iterdir()] == []

    def test_what_is_known_is_not_asked(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, *[""] * 8)
        known = ["--complaint", "plantar-heel-pain", "--age", "adult", "--about", "self"]

        assert main(["check", *known, "--json"]) == 0

        first, *_, end = map(json.loads, capsys.readouterr().out.splitlines())
        assert first["screen"]["questions"][0]["tier"] == "emergency"
        assert (end["done"], end["decision"]) == (True, "exercises")

    def test_an_unknown_name_is_refused_with_the_nearest(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["check", "--complaint", "arch-pains"]) == 1
        assert "/complaints/0: arch-pains is not known here. Did you mean arch-pain?" in (
            capsys.readouterr().err
        )

    @pytest.mark.parametrize("text", ["", " ", "x" * 2_001])
    def test_a_text_has_words_and_an_end(
        self, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed(monkeypatch, text)
        assert main(["check", "-"]) == 1
        with pytest.raises(SystemExit, match="2"):
            main(["check", text])
        assert "must be a text of at most 2000 characters" in capsys.readouterr().err
