"""Eight people and what they are told, as a person and as a clinician would read it.

Each of them asks every day, does what the answer says, and reports it.
"""

from datetime import date, timedelta
from typing import Any

from tests.adaptation.people import MONDAY, Diary, steps

LIFTS, CALF, HEEL_STRETCH = "standing-heel-lifts", "calf-stretch", "plantar-heel-stretch"


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def dose(answer: dict[str, Any], slug: str) -> dict[str, Any]:
    [item] = [one for one in answer["items"] if one["exercise"] == slug]
    found: dict[str, Any] = item["after"]
    return found


def test_steady_progress_goes_up_step_by_step_and_stays_in_its_time() -> None:
    diary = Diary()
    last = diary.live(35, lambda _: {"pain_during": 2, "effort": 5, "pain_next_morning": "same"})

    assert {answer["decision"] for answer in diary.answers.values()} == {"go_on"}
    assert dose(last, HEEL_STRETCH)["reps"] == 10
    assert dose(last, LIFTS)["reps"] > 5
    sessions = [answer["today"] for answer in diary.answers.values() if answer["today"]]
    assert len(sessions) == 16
    assert all(session["total_seconds"] <= 15 * 60 for session in sessions)
    assert steps(last)[HEEL_STRETCH] == ("same", "top_dose")


def test_pain_of_4_that_settles_holds_every_dose_until_it_has_settled() -> None:
    diary = Diary()
    sore = on(5)
    diary.live(14, lambda day: {"pain_during": 4 if day < sore else 2, "pain_next_morning": "none"})

    first_week = [answer for day, answer in diary.answers.items() if on(0) < day <= on(7)]
    assert {answer["decision"] for answer in first_week} == {"hold"}
    assert all(change != "up" for answer in first_week for change, _ in steps(answer).values())
    assert {rule for _, rule in steps(first_week[0]).values()} >= {"pain_holds"}
    assert (diary.answers[on(11)]["decision"], steps(diary.answers[on(12)])[CALF]) == (
        "go_on",
        ("up", "good_sessions"),
    )


def test_pain_of_6_is_eased_first_and_put_out_the_second_time() -> None:
    diary = Diary()
    diary.live(21, lambda _: {"pain_during": 1, "pain_next_morning": "none", "effort": 4})
    before = dose(diary.answers[on(21)], HEEL_STRETCH)["reps"]
    diary.live(
        1, lambda _: {"items": {HEEL_STRETCH: {"pain_during": 6}}, "effort": 5}, start=on(21)
    )
    rested, eased = diary.answers[on(22)], diary.ask(on(23))

    assert (rested["decision"], rested["next_session_on"]) == ("pause", on(23).isoformat())
    assert steps(eased)[HEEL_STRETCH] == ("down", "pain_too_high")
    assert dose(eased, HEEL_STRETCH)["reps"] <= before * 2 / 3
    assert eased["decision"] == "ease"

    diary.live(1, lambda _: {"items": {HEEL_STRETCH: {"pain_during": 7}}}, start=on(23))
    diary.live(4, lambda _: {"pain_during": 1, "pain_next_morning": "none"}, start=on(25))
    last = diary.answers[on(29)]
    assert steps(last)[HEEL_STRETCH] == ("out", "two_flare_ups")
    assert "Have a clinician look at it" in last["advice"]
    new = [slug for slug, (change, _) in steps(diary.answers[on(28)]).items() if change == "new"]
    assert len(new) == 1


def test_worse_every_morning_stops_all_of_it_and_starts_nothing_heavy() -> None:
    diary = Diary()
    last = diary.live(28, lambda _: {"pain_during": 3, "pain_next_morning": "worse"})

    assert len(diary.check_ins) == 2
    assert (last["decision"], last["today"], last["next_session_on"]) == ("pause", None, None)
    assert steps(last)[CALF] == ("out", "two_flare_ups")
    assert "have a clinician look at it" in last["advice"]


def test_heavier_work_does_not_begin_while_something_hurts() -> None:
    diary = Diary()
    diary.live(14, lambda _: {"pain_during": 5, "pain_next_morning": "same"})
    sore = diary.ask(on(14))
    diary.live(4, lambda _: {"pain_during": 2, "pain_next_morning": "none"}, start=on(14))
    settled = diary.answers[on(18)]

    assert steps(sore)[LIFTS] == ("out", "begins_later")
    assert LIFTS not in [item["exercise"] for item in sore["today"]["items"]]
    assert steps(settled)[LIFTS] == ("same", "not_done_yet")
    assert LIFTS in [item["exercise"] for item in settled["today"]["items"]]


def test_ten_missed_days_halve_the_doses_and_are_not_caught_up_on() -> None:
    diary = Diary()
    diary.live(19, lambda _: {"pain_during": 1, "pain_next_morning": "none", "effort": 4})
    before = dose(diary.answers[on(19)], HEEL_STRETCH)
    back = diary.ask(on(28))

    assert back["decision"] == "ease"
    assert steps(back)[HEEL_STRETCH] == ("down", "missed")
    assert dose(back, HEEL_STRETCH)["reps"] < before["reps"]
    assert back["today"]["days"] == ["mon", "fri"]
    assert back["request"]["weeks_done"] == 3
    assert back["plan"]["phases"][-1]["to_date"] == on(48).isoformat()


def test_what_was_too_easy_from_the_start_rises_after_two_sessions_and_no_faster() -> None:
    diary = Diary()
    diary.live(21, lambda _: {"effort": 2, "items": {"*": {"feedback": "too_easy"}}})

    rises = [
        day for day, answer in diary.answers.items() if steps(answer)[CALF] == ("up", "too_easy")
    ]
    assert rises[0] == on(3)
    doses = [
        next(item.dosage for item in one.items if item.exercise == CALF) for one in diary.check_ins
    ]
    assert all(doses.count(one) >= 2 for one in doses[:-1])


def test_a_warning_sign_in_week_4_ends_it_whatever_else_went_well() -> None:
    diary = Diary()
    diary.live(24, lambda _: {"pain_during": 1, "effort": 4})
    diary.add(diary.check_ins[-1].date, red_flags=("dvt",))
    last = diary.ask(on(25))
    later = diary.ask(on(60))

    assert (last["decision"], last["items"], last["today"]) == ("seek_care", [], None)
    assert last["plan"]["phases"] == []
    assert last["advice"].startswith("Get medical help today.")
    assert later["decision"] == "seek_care"


def test_falls_leave_what_can_be_done_sitting() -> None:
    diary = Diary()
    diary.live(9, lambda _: {"pain_during": 1, "effort": 4})
    diary.add(diary.check_ins[-1].date, red_flags=("pregnancy_dizzy_falls",))
    last = diary.ask(on(9))

    positions = {
        item["position"]
        for phase in last["plan"]["phases"]
        for session in phase["sessions"]
        for item in session["items"]
    }
    assert positions == {"seated"}
    assert steps(last)[CALF] == ("out", "not_safe")
    assert "Ask a clinician" in last["advice"]
