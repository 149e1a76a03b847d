"""Guarantee 5: doses begin low or where a plan left off, change one number a step, never fall.

They stop at the target. They are those of the complaints asked for: of several the stricter.
"""

from itertools import groupby, pairwise
from typing import Any

from hypothesis import given

from tests.planner.doses import NUMBERS, expected_dose, expected_start
from tests.planner.requests import Answer, Case, ask, cases, items_of, looked_at, values_of


def doses_of(answer: Answer) -> dict[str, list[dict[str, Any]]]:
    """Return each exercise's dose phase by phase; it is one and the same in all sessions."""
    found: dict[str, list[dict[str, Any]]] = {}
    for phase in answer["phases"]:
        of_phase = {i["exercise"]: i["dosage"] for i in items_of({"phases": [phase]})}
        for item in items_of({"phases": [phase]}):
            assert item["dosage"] == of_phase[item["exercise"]]
        for slug, dose in of_phase.items():
            found.setdefault(slug, []).append(dose)
    return found


@looked_at
@given(cases())
def test_doses_stay_inside_what_is_published_and_begin_low_or_where_a_plan_left_off(
    case: Case,
) -> None:
    request, answer = ask(case.asked, case.catalogue)

    for slug, doses in doses_of(answer).items():
        spans = expected_dose(slug, request, case.catalogue).spans
        start = expected_start(slug, request, case.catalogue)
        assert {number: doses[0][number] for number in NUMBERS} == start
        for number in NUMBERS:
            span, written = spans[number], doses[0][number]
            if span is None or written is None:
                continue
            assert all(span[0] <= dose[number] <= span[1] for dose in doses)


@looked_at
@given(cases())
def test_what_does_not_begin_where_a_plan_left_it_is_told(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)
    if answer["outcome"] != "plan":
        return

    told = {
        line["code"]: set(values_of(line, "exercises"))
        for line in answer["coverage"]
        if line["code"].startswith("reached_")
    }
    begun = doses_of(answer)
    moved = {
        dose.exercise
        for dose in request.reached
        if dose.exercise in begun
        and any(
            getattr(dose, number) not in (None, begun[dose.exercise][0][number])
            for number in NUMBERS
        )
    }
    left = {dose.exercise for dose in request.reached} - set(begun)
    assert told.get("reached_clamped", set()) == moved
    assert told.get("reached_not_planned", set()) == left


@looked_at
@given(cases())
def test_a_step_raises_one_number_and_nothing_ever_falls(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)

    for slug, doses in doses_of(answer).items():
        for before, after in pairwise(doses):
            changed = [name for name in before if before[name] != after[name]]
            assert ("text" in changed) == (len(changed) > 0)
            changed = [name for name in changed if name != "text"]
            assert len(changed) <= 1
            assert set(changed) <= set(NUMBERS)
            assert all(before[name] < after[name] for name in changed)
        target = expected_dose(slug, request, case.catalogue).most
        for number in NUMBERS:
            last, most = doses[-1][number], target[number]
            assert last is None or last <= max(most or 0, doses[0][number])


@looked_at
@given(cases())
def test_an_exercise_stays_two_weeks_on_each_dose_and_once_it_stands_still_for_good(
    case: Case,
) -> None:
    request, answer = ask(case.asked, case.catalogue)
    going_on = {dose.exercise for dose in request.reached}

    for slug, doses in by_week(answer).items():
        weeks = [len(list(same)) for _, same in groupby(doses, key=str)]
        assert len(weeks) == len({str(dose) for dose in doses})
        # Whoever goes on in the middle of two weeks has had the first of them already.
        first = (1, 2) if slug in going_on and len(doses) == request.weeks else (2, 3)
        assert all(length in first for length in weeks[:1] if len(weeks) > 1)
        assert all(length == 2 for length in weeks[1:-1])


def by_week(answer: Answer) -> dict[str, list[dict[str, Any]]]:
    """Return each exercise's dose in every week in which it is there."""
    found: dict[str, list[dict[str, Any]]] = {}
    for phase in answer["phases"]:
        doses = {item["exercise"]: item["dosage"] for item in items_of({"phases": [phase]})}
        for slug, dose in doses.items():
            found.setdefault(slug, []).extend([dose] * (phase["to_week"] - phase["from_week"] + 1))
    return found


@looked_at
@given(cases())
def test_with_pain_of_four_and_more_no_dose_rises(case: Case) -> None:
    _, answer = ask(case.asked, case.catalogue, pain_now=5)

    for doses in doses_of(answer).values():
        assert all(dose == doses[0] for dose in doses)


@looked_at
@given(cases())
def test_days_a_week_are_a_cap_and_fewer_are_reported(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)

    named = {
        slug
        for line in answer["coverage"]
        if line["code"] == "less_often_than_studied"
        for slug in values_of(line, "exercises")
    }
    for slug in doses_of(answer):
        sessions = answer["phases"][-1]["sessions"]
        days = sum(len(s["days"]) for s in sessions if slug in {i["exercise"] for i in s["items"]})
        usual = expected_dose(slug, request, case.catalogue).days_per_week
        assert days <= (usual or 7)
        assert (slug in named) == (usual is not None and days < usual)


@looked_at
@given(cases())
def test_an_exercise_is_there_in_each_of_its_weeks_and_in_none_before(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)

    for slug, doses in by_week(answer).items():
        stated = expected_dose(slug, request, case.catalogue).from_week
        first = max(stated, request.weeks_done + 1)
        assert len(doses) == request.weeks_done + request.weeks - first + 1
        assert all(
            phase["from_week"] >= first
            for phase in answer["phases"]
            if slug in {item["exercise"] for item in items_of({"phases": [phase]})}
        )


@looked_at
@given(cases())
def test_the_time_of_day_is_that_of_the_complaint(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)

    for item in items_of(answer):
        when, also = expected_dose(item["exercise"], request, case.catalogue).when, item["also"]
        if also is not None and when == "before_first_steps":
            assert (item["dosage"]["when"], also["when"]) == (None, when)
        else:
            assert item["dosage"]["when"] == when
            assert also is None or also["when"] is None
        if when == "before_bed":
            assert item["dosage"]["text"].endswith("Just before bed.")
