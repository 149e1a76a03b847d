"""Apps speak cues while a person moves: they are short, and report nothing."""

import pytest
from pydantic import ValidationError

from api.records.exercises import EvidenceNote, Exercise
from seed.checks import check
from seed.content import Content
from seed.cues import REPORTS
from tests.cases import in_one_test
from tests.seed.factories import edited, record_of, value_of

FLUTTERS = "toe-flutters"


def test_a_cue_that_reports_a_study_is_told_with_its_place(content: Content) -> None:
    first, *_ = value_of(content, "exercises", FLUTTERS).cues
    wrong = edited(content, "exercises", FLUTTERS, cues=[first, "In a small trial it helped."])

    [mistake] = check(wrong)

    assert mistake.file == f"seed/exercises/{FLUTTERS}.yaml"
    assert mistake.line == record_of(content, "exercises", FLUTTERS).mistake(("cues", 1), "").line
    assert mistake.field == "cues.1"
    assert mistake.message == "“trial” reports; move it to evidence_notes"


@in_one_test(
    "cue",
    [
        "In a study it did better.",
        "Ten people felt it after a week.",
        "It raised strength by 20 percent.",
        "Half of them, or 50 %, improved.",
        "Guidelines put it first.",
        "Compared with rest, it did better.",
        "A handout gives one minute of it.",
        "There is no evidence for more.",
        "Garrett says these muscles get tight.",
    ],
)
def test_words_of_a_report_are_found(cue: str) -> None:
    assert REPORTS.search(cue)


@pytest.mark.parametrize(
    "cue", ["Breathe out as you lean.", "Keep your heel down.", "Give it time."]
)
def test_coaching_is_no_report(cue: str) -> None:
    assert not REPORTS.search(cue)


def test_a_cue_too_long_to_be_spoken_is_refused(content: Content) -> None:
    exercise = value_of(content, "exercises", FLUTTERS).model_dump()

    with pytest.raises(ValidationError, match="at most 140 characters"):
        Exercise.model_validate(exercise | {"cues": ["Slowly, and slower still. " * 6]})


def test_a_result_names_the_source_that_found_it() -> None:
    with pytest.raises(ValidationError, match="a result needs the source that found it"):
        EvidenceNote.model_validate({"text": "It helped.", "result": "supports"})


def test_a_note_names_a_source_that_exists(content: Content) -> None:
    note = EvidenceNote.model_validate({"text": "It helped.", "source": "nobody-2099"})
    wrong = edited(content, "exercises", FLUTTERS, evidence_notes=[note])

    [mistake] = check(wrong)

    assert mistake.field == "evidence_notes.0.source"
    assert mistake.message.startswith("nobody-2099 is not among sources")
