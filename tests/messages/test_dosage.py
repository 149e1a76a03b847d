"""A dose is said in full sentences, and says every number that it has."""

from typing import Any

import pytest

from api.messages.dosage import dosage_text, duration, repeats_text, sitting_text
from api.messages.files import get_messages
from tests.cases import in_one_test
from tests.pseudo import pseudo_messages

ENGLISH = get_messages("en")
EMPTY: dict[str, Any] = {
    "sets": None,
    "reps": None,
    "reps_start": None,
    "hold_seconds": None,
    "rep_seconds": None,
    "rest_seconds": None,
    "tempo": None,
    "each_side": False,
    "duration_seconds": None,
    "sessions_per_day": None,
    "days_per_week": None,
    "when": None,
}


@in_one_test(
    ("dosage", "text"),
    [
        ({"sets": 1, "reps": 2, "hold_seconds": 30, "each_side": True},
         "Twice, hold each for 30 seconds, on each side."),
        ({"sets": 1, "reps": 1, "hold_seconds": 60}, "Once, hold for 1 minute."),
        ({"sets": 2, "reps": 10, "hold_seconds": 5, "rest_seconds": 60, "each_side": True,
          "sessions_per_day": 1, "days_per_week": 7},
         "2 sets of 10, hold each for 5 seconds, on each side. Rest 1 minute between sets."
         " Once a day, every day."),
        ({"sets": 1, "reps": 15, "rep_seconds": 4, "reps_start": 10, "rest_seconds": 30},
         "15 times, about 4 seconds each. Begin with 10 and work up to 15."),
        ({"sets": 2, "reps": 10, "rep_seconds": 7, "tempo": "3-1-3", "days_per_week": 3},
         "2 sets of 10. Lift for 3 seconds, pause for 1 second, lower for 3 seconds."
         " 3 days a week."),
        ({"duration_seconds": 180, "each_side": True, "sessions_per_day": 1, "days_per_week": 7,
          "when": "end_of_day"},
         "For 3 minutes in all, both sides together."
         " Once a day, every day, at the end of the day."),
        ({"sets": 1, "reps": 10, "hold_seconds": 10, "sessions_per_day": 3, "days_per_week": 7,
          "when": "before_first_steps"},
         "10 times, hold each for 10 seconds."
         " 3 times a day, every day, once before your first steps in the morning."),
        ({"duration_seconds": 60, "sessions_per_day": 2}, "For 1 minute. Twice a day."),
        ({"duration_seconds": 60, "when": "before_bed"}, "For 1 minute. Just before bed."),
    ],
)  # fmt: skip
def test_a_dose_is_said_in_sentences(dosage: dict[str, Any], text: str) -> None:
    assert dosage_text({**EMPTY, **dosage}, ENGLISH) == text


def test_a_sitting_of_a_plan_leaves_out_how_often() -> None:
    dosage = {**EMPTY, "sets": 1, "reps": 5, "sessions_per_day": 2, "days_per_week": 3}

    assert sitting_text(dosage, ENGLISH) == "5 times."
    assert sitting_text({**dosage, "when": "before_bed"}, ENGLISH) == "5 times. Just before bed."


@pytest.mark.parametrize(
    ("times", "when", "text"),
    [
        (1, None, "Once more during the day."),
        (2, "before_first_steps", "2 more times during the day, the first time before your"
                                  " first steps in the morning."),
    ],
)  # fmt: skip
def test_repeats_beside_a_plan_are_said_in_a_sentence(
    times: int, when: str | None, text: str
) -> None:
    assert repeats_text(times, when, ENGLISH) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (90, "90 seconds"),
        (120, "2 minutes"),
        (150, "2 minutes 30 seconds"),
    ],
)
def test_a_time_is_said_exactly(seconds: int, text: str) -> None:
    assert duration(seconds, ENGLISH) == text


def test_every_part_comes_from_the_messages() -> None:
    dosage = {
        **EMPTY,
        "sets": 2,
        "reps": 5,
        "reps_start": 3,
        "hold_seconds": 3,
        "rest_seconds": 9,
        "each_side": True,
        "sessions_per_day": 2,
        "days_per_week": 3,
        "when": "before_bed",
    }
    text = dosage_text(dosage, pseudo_messages())
    inside = 0
    for sign in text:
        inside += {"⟦": 1, "⟧": -1}.get(sign, 0)
        assert inside or sign in "⟧ ,"
    assert inside == 0
