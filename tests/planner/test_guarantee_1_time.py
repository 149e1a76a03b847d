"""Guarantee 1: no session is longer than asked, at its phase's dose, rests and sides included."""

from typing import Any

from hypothesis import given

from tests.planner.requests import Answer, Case, ask, cases, looked_at


def seconds_of(dosage: dict[str, Any]) -> int:
    """The formula of the contract, written a second time."""
    if dosage["duration_seconds"] is not None:
        return int(dosage["duration_seconds"])
    sides = 2 if dosage["each_side"] else 1
    sets, reps = dosage["sets"] or 1, dosage["reps"] or 1
    work = reps * (dosage["hold_seconds"] or dosage["rep_seconds"] or 0) + (reps - 1) * 2
    return int(sides * (sets * work + (sets - 1) * (dosage["rest_seconds"] or 0)) + 10)


@looked_at
@given(cases())
def test_no_session_is_longer_than_asked(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    for phase in answer["phases"]:
        for session in phase["sessions"]:
            seconds = [seconds_of(item["dosage"]) for item in session["items"]]
            assert seconds == [item["seconds"] for item in session["items"]]
            assert session["total_seconds"] == sum(seconds) <= request.minutes_per_session * 60


@looked_at
@given(cases())
def test_every_day_asked_for_has_a_session_or_says_why_not(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    codes = {day["day"]: day["code"] for day in answer["days_without_session"]}
    never = {day for day, code in codes.items() if code == "rest_day"}
    later = {day for day, code in codes.items() if code == "session_later"}
    assert never | later == set(codes)
    for phase in answer["phases"]:
        days = [day for session in phase["sessions"] for day in session["days"]]
        assert set(days) | set(codes) == set(request.days)
        assert not set(days) & never
        assert len(days) == len(set(days))
    if answer["phases"]:
        first, *_, last = [answer["phases"][0], answer["phases"][-1]]
        assert not later & {day for session in first["sessions"] for day in session["days"]}
        assert later <= {day for session in last["sessions"] for day in session["days"]}
    for phase in answer["phases"]:
        assert all(session["items"] for session in phase["sessions"])


@looked_at
@given(cases())
def test_the_phases_are_the_weeks_asked_for_without_a_gap(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    weeks = [
        week
        for phase in answer["phases"]
        for week in range(phase["from_week"], phase["to_week"] + 1)
    ]
    asked_for = list(range(request.weeks_done + 1, request.weeks_done + request.weeks + 1))
    assert weeks == (asked_for if is_plan(answer) else [])


def is_plan(answer: Answer) -> bool:
    return bool(answer["outcome"] == "plan")
