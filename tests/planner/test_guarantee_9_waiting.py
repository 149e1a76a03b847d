"""Guarantee 9: nothing is planned before its week or against a caution; pain adds no load."""

from functools import cache
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from api.planner.rules.request import NormalPlanRequest, PlanRequest
from tests.databases import seed_content
from tests.planner.requests import (
    Answer,
    Case,
    ask,
    case_from,
    cases,
    items_of,
    looked_at,
    seeded,
    used,
)
from tests.publishing.built import build_all

HEEL = PlanRequest(complaints=("plantar-heel-pain",), minutes_per_session=15, weeks=6)
"""Its strength work waits for week 3."""

UNSTEADY = "dizziness_or_falls"
SITTING = {"seated", "lying"}
HIGH_PAIN = 6
"""From this much pain on (0 to 10) nothing heavy is planned; less only holds doses."""


@cache
def complaints() -> dict[str, Any]:
    """The documents of the seed's complaints, by slug."""
    built = build_all(seed_content())
    return {slug: item.content for (kind, slug), item in built.items() if kind == "complaint"}


def first_weeks(request: NormalPlanRequest) -> dict[str, int]:
    """Return the week before which no exercise is in the plan: the latest of all complaints."""
    found: dict[str, int] = {}
    for slug in request.complaints:
        complaint = complaints()[slug]
        stated = [v for v in complaint["variants"] if v["condition"] in request.conditions]
        (reading,) = stated if len(stated) == 1 else (complaint,)
        for item in reading["exercises"]:
            week = item["from_week"] or 1
            found[item["slug"]] = max(week, found.get(item["slug"], 1))
    return found


def weeks_with(answer: Answer, slug: str) -> dict[int, tuple[int, dict[str, Any]]]:
    """Return for each week that has an exercise on how many days, and its dose."""
    found = {}
    for phase in answer["phases"]:
        sessions = [s for s in phase["sessions"] if slug in {i["exercise"] for i in s["items"]}]
        if not sessions:
            continue
        dosage = next(i["dosage"] for i in sessions[0]["items"] if i["exercise"] == slug)
        days = {day for session in sessions for day in session["days"]}
        for week in range(phase["from_week"], phase["to_week"] + 1):
            found[week] = (len(days), dosage)
    return found


def week_by_week(answer: Answer) -> dict[int, Any]:
    """Return what is done on which days of each week, whatever the doses."""
    return {
        week: [(s["days"], [item["exercise"] for item in s["items"]]) for s in phase["sessions"]]
        for phase in answer["phases"]
        for week in range(phase["from_week"], phase["to_week"] + 1)
    }


@looked_at
@example(Case(seeded(), HEEL, "seed", 0))
@given(cases(("seed",)))
def test_nothing_is_planned_before_the_week_that_its_complaint_names(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)
    first = first_weeks(request)

    for phase in answer["phases"]:
        for item in items_of({"phases": [phase]}):
            assert phase["from_week"] >= first.get(item["exercise"], 1), item["exercise"]


@looked_at
@given(cases(("seed",)))
def test_whoever_may_fall_sits_or_lies_in_every_phase(case: Case) -> None:
    _, answer = ask(case.asked, case.catalogue, conditions=(*case.asked.conditions, UNSTEADY))

    assert {item["position"] for item in items_of(answer)} <= SITTING


@looked_at
@example(case_from("crowded", 4), 0, 4)
@given(cases(), st.integers(0, 9), st.integers(1, 10))
def test_more_pain_adds_no_load(case: Case, less: int, more: int) -> None:
    less, more = sorted((less % 10, max(more, less % 10 + 1)))
    _, calmer = ask(case.asked, case.catalogue, pain_now=less)
    _, sorer = ask(case.asked, case.catalogue, pain_now=more)

    for slug in used(sorer):
        if case.catalogue.exercises[slug].load == "high":
            assert_no_more(weeks_with(sorer, slug), weeks_with(calmer, slug))


def assert_no_more(sorer: dict[int, Any], calmer: dict[int, Any]) -> None:
    """Hold the weeks of an exercise against those with less pain."""
    assert set(sorer) <= set(calmer)
    for week, (days, dosage) in sorer.items():
        days_before, dosage_before = calmer[week]
        assert days <= days_before
        for number in ("sets", "reps", "hold_seconds"):
            assert (dosage[number] or 0) <= (dosage_before[number] or 0)


@looked_at
@given(cases(), st.integers(1, HIGH_PAIN - 1))
def test_pain_below_the_threshold_only_holds_doses(case: Case, pain: int) -> None:
    _, calm = ask(case.asked, case.catalogue, pain_now=0)
    _, sore = ask(case.asked, case.catalogue, pain_now=pain)

    assert week_by_week(sore) == week_by_week(calm)


@looked_at
@given(cases(), st.integers(HIGH_PAIN, 10))
def test_from_the_threshold_on_nothing_heavy_is_planned(case: Case, pain: int) -> None:
    _, answer = ask(case.asked, case.catalogue, pain_now=pain)

    assert not {s for s in used(answer) if case.catalogue.exercises[s].load == "high"}


def test_some_exercises_do_wait_and_come() -> None:
    request, answer = ask(HEEL, seeded())

    assert {slug for slug, week in first_weeks(request).items() if week > 1} & used(answer)
