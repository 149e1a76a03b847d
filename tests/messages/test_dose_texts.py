"""A text that names a dose says the numbers of the dose that it is beside."""

from typing import Any

import pytest

from api.messages.dose_texts import (
    VALUES,
    at_dose,
    missing_in,
    names_in,
    steps_at,
    steps_without_numbers,
    with_forms,
)
from api.messages.files import get_messages
from tests.cases import in_one_test
from tests.messages.test_dosage import EMPTY
from tests.pseudo import pseudo_messages

ENGLISH = get_messages("en")
HOLD = {"text": "Hold for {hold_seconds}.", "plain": "Hold."}


def said(text: str, **dosage: Any) -> str:
    return at_dose({"text": text, "plain": "Plain."}, {**EMPTY, **dosage}, ENGLISH)


@in_one_test(
    ("text", "dosage", "expected"),
    [
        ("Hold for {hold_seconds}.", {"hold_seconds": 30}, "Hold for 30 seconds."),
        ("Hold for {hold_seconds}.", {"hold_seconds": 1}, "Hold for 1 second."),
        ("Hold for {hold_seconds}.", {"hold_seconds": 60}, "Hold for 1 minute."),
        ("About {rep_seconds} in all.", {"rep_seconds": 6}, "About 6 seconds in all."),
        ("Do it {reps}.", {"sets": 1, "reps": 1}, "Do it once."),
        ("Do it {reps}.", {"sets": 1, "reps": 2}, "Do it twice."),
        ("Do it {reps}.", {"sets": None, "reps": 20}, "Do it 20 times."),
        ("In all: {reps}.", {"sets": 2, "reps": 10}, "In all: 2 sets of 10."),
        ("Half of the {duration_seconds}.", {"duration_seconds": 180}, "Half of the 3 minutes."),
        (
            "Up {lift_seconds}, stay {pause_seconds}, down {lower_seconds}.",
            {"tempo": "3-1-4"},
            "Up 3 seconds, stay 1 second, down 4 seconds.",
        ),
    ],
)
def test_a_placeholder_says_the_number_with_its_unit(
    text: str, dosage: dict[str, Any], expected: str
) -> None:
    assert said(text, **dosage) == expected


def test_a_text_without_placeholders_stays_as_it_is() -> None:
    assert said("Ease off and step forwards again.") == "Ease off and step forwards again."


@pytest.mark.parametrize("name", sorted(VALUES))
def test_a_dose_without_the_number_gets_the_plain_form(name: str) -> None:
    assert said(f"It takes {{{name}}}.") == "Plain."
    assert missing_in(f"It takes {{{name}}}.", EMPTY, ENGLISH) == [name]


def test_another_language_has_its_own_units() -> None:
    text = at_dose(HOLD, {**EMPTY, "hold_seconds": 30}, pseudo_messages())

    assert text == f"Hold for {pseudo_messages().text('dosage.seconds', count=30)}."


def test_names_are_found_in_their_order() -> None:
    assert names_in("{reps} of {hold_seconds}, {wrong}") == ["reps", "hold_seconds", "wrong"]


STEPS = [
    {"number": 1, "phase": "move", "text": "Lean in."},
    {"number": 2, "phase": "hold", "text": "Hold for 30 seconds."},
]
EXERCISE = with_forms({"steps": STEPS}, [{"text": "Lean in.", "plain": None}, HOLD])


def test_steps_say_the_dose_that_they_are_given() -> None:
    steps = steps_at(EXERCISE, {**EMPTY, "hold_seconds": 15}, ENGLISH)

    assert [step["text"] for step in steps] == ["Lean in.", "Hold for 15 seconds."]
    assert [step["number"] for step in steps] == [1, 2]


def test_steps_of_a_plan_name_no_number() -> None:
    assert [step["text"] for step in steps_without_numbers(EXERCISE)] == ["Lean in.", "Hold."]


def test_steps_that_were_published_in_one_form_stay_as_they_were() -> None:
    exercise = with_forms({"steps": STEPS}, None)

    assert steps_at(exercise, {**EMPTY, "hold_seconds": 15}, ENGLISH) == STEPS
    assert steps_without_numbers(exercise) == STEPS
