"""Doses, grades and flags as people read them."""

import pytest

from api.dosage import GAP_SECONDS
from api.pages import wording
from api.pages.assets import files

EMPTY = {
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


@pytest.mark.parametrize(
    ("dosage", "told", "details"),
    [
        ({"sets": 1, "reps": 2, "hold_seconds": 30, "each_side": True},
         "2 × 30 s hold, each side", []),
        ({"sets": 2, "reps": 10, "hold_seconds": 5, "rest_seconds": 60},
         "2 sets of 10 × 5 s hold", ["60 s rest between sets"]),
        ({"sets": 1, "reps": 15, "rep_seconds": 4, "reps_start": 10, "rest_seconds": 30},
         "15 times", ["begin with 10", "about 4 s each"]),
        ({"sets": 2, "reps": 10, "rep_seconds": 7, "tempo": "3-1-3", "days_per_week": 3},
         "2 sets of 10", ["about 7 s each", "tempo 3-1-3", "3 days a week"]),
        ({"duration_seconds": 180, "each_side": True, "sessions_per_day": 1, "days_per_week": 7,
          "when": "end_of_day"},
         "3 min, both sides together", ["once a day", "every day", "at the end of the day"]),
        ({"duration_seconds": 60, "sessions_per_day": 3}, "60 s", ["3 times a day"]),
    ],
)  # fmt: skip
def test_a_dose_is_told_in_words(dosage: dict[str, object], told: str, details: list[str]) -> None:
    assert wording.dose({**EMPTY, **dosage}) == told
    assert wording.dose_details({**EMPTY, **dosage}) == details


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(30, "30 s"), (89, "89 s"), (90, "2 min"), (150, "3 min"), (600, "10 min")],
)
def test_a_time_is_rounded_to_minutes_as_browsers_round(seconds: int, told: str) -> None:
    assert wording.duration(seconds) == told


def test_credit_tells_who_teaches_from_who_agrees() -> None:
    people = [
        {"name": "Ken Jung", "role": "describes"},
        {"name": "Alice Holland", "role": "echoes"},
        {"name": "Tyler Spraul", "role": "describes"},
    ]
    assert wording.credit(people) == "Ken Jung, Tyler Spraul; echoed by Alice Holland"
    assert wording.credit(people[1:2]) == "echoed by Alice Holland"


def test_the_walk_leaves_the_gap_that_the_formula_for_time_has() -> None:
    assert f"const GAP = {GAP_SECONDS};" in files()["walk.js"].decode()


def test_red_flags_stand_by_tier_the_most_pressing_first() -> None:
    flags = [
        {"tier": "see_clinician", "sign": "c"},
        {"tier": "emergency", "sign": "a"},
        {"tier": "urgent", "sign": "b"},
        {"tier": "new_tier", "sign": "d"},
    ]
    grouped = wording.sorted_flags(flags)
    assert [title for title, _ in grouped] == [
        "Get emergency help now",
        "Get seen today",
        "See a clinician first",
        "New tier",
    ]


def test_words_that_lists_may_gain_later_are_told_plainly() -> None:
    assert wording.evidence({"grade": "registry", "result": "no_idea"}) == "Registry: no idea"
    assert wording.dose_details({**EMPTY, "when": "after_work"}) == ["after work"]
    assert "Reviewed by A." in wording.review({"status": "reviewed", "by": "A", "at": None})


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://x", ""])
def test_what_is_no_address_of_the_web_leads_nowhere(address: str) -> None:
    assert wording.web_address(address) == "#"
