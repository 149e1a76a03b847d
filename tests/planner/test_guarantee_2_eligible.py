"""Guarantee 2: nothing that is not allowed; and what is left out says why, in a fixed order."""

from dataclasses import replace

import pytest
from hypothesis import given

from api.planner.catalogue import Catalogue, Exercise
from api.planner.rules.eligibility import CODES
from api.planner.rules.request import NormalPlanRequest, PlanRequest
from api.vocabulary import Level, words
from tests.planner.doses import expected_dose
from tests.planner.requests import Case, ask, cases, items_of, looked_at, seeded, used

SUPPORTED = {"seated", "lying"}


def hidden(request: NormalPlanRequest, catalogue: Catalogue) -> set[str]:
    """Conditions that an asked complaint hides while none of them is stated."""
    found: set[str] = set()
    for slug in request.complaints:
        named = {v.condition for v in catalogue.complaints[slug].variants if v.condition}
        found |= set() if named & set(request.conditions) else named
    return found


def restrictions(request: NormalPlanRequest, catalogue: Catalogue) -> set[str | None]:
    """How stated conditions restrict the positions."""
    return {catalogue.conditions[code].restriction for code in request.conditions}


def refusals(exercise: Exercise, request: NormalPlanRequest, catalogue: Catalogue) -> set[str]:
    """Every code of a thing about the person that speaks against an exercise."""
    stated = set(request.conditions) | hidden(request, catalogue)
    limits = restrictions(request, catalogue)
    holds = any(catalogue.equipment[need].supports for need in exercise.needs)
    offered = set(exercise.positions) & set(request.positions)
    barred = {(item.action, item.condition) for item in exercise.contraindications}
    seated_only = "seated_only" in limits
    supported_only = "seated_or_supported_only" in limits and not seated_only
    checks = {
        "excluded_by_you": exercise.slug in request.exclude_exercises,
        "contraindicated": any(("exclude", code) in barred for code in stated),
        "needs_clearance": any(
            ("needs_clearance", code) in barred for code in stated - set(request.cleared)
        )
        and exercise.slug not in request.cleared,
        "unsupported_position": supported_only
        and not holds
        and not SUPPORTED & set(exercise.positions),
        "not_seated": seated_only and exercise.positions[0] not in SUPPORTED,
        "pain_too_high": (request.pain_now or 0) >= 6
        and (
            exercise.load == "high"
            or (exercise.kind == "balance" and exercise.positions[0] not in SUPPORTED)
        ),
        "too_early": expected_dose(exercise.slug, request, catalogue).from_week
        > request.weeks_done + request.weeks,
        "above_level": words(Level).index(exercise.level) > words(Level).index(request.level),
        "equipment_missing": not set(exercise.needs) <= set(request.equipment),
        "position_not_offered": not offered
        or (supported_only and not holds and not SUPPORTED & offered)
        or (seated_only and not SUPPORTED & offered),
    }
    return {code for code, is_so in checks.items() if is_so}


@looked_at
@given(cases())
def test_nothing_forbidden_above_the_level_or_out_of_reach_is_planned(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    for item in items_of(answer):
        exercise = catalogue.exercises[item["exercise"]]
        assert refusals(exercise, request, catalogue) == set()
        assert item["position"] in set(exercise.positions) & set(request.positions)
        if "seated_only" in restrictions(request, catalogue):
            assert item["position"] in SUPPORTED


@looked_at
@given(cases())
def test_everything_left_out_is_named_with_its_first_code_or_counted(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)
    if answer["outcome"] not in ("plan", "nothing_fits"):
        assert (answer["left_out"], answer["left_out_counts"]) == ([], {})
        return

    named = {item["exercise"]["slug"]: item["code"] for item in answer["left_out"]}
    counted = sum(answer["left_out_counts"].values())
    assert len(named) == len(answer["left_out"]) <= 50
    assert not set(named) & used(answer)
    assert len(named) + counted + len(used(answer)) == len(catalogue.exercises)
    assert set(named.values()) | set(answer["left_out_counts"]) <= set(CODES)
    for slug, code in named.items():
        found = refusals(catalogue.exercises[slug], request, catalogue)
        earlier = set(CODES[: CODES.index(code)])
        assert not found & earlier
        assert code in found or code not in KNOWN_TO_US


KNOWN_TO_US = {
    "excluded_by_you",
    "contraindicated",
    "needs_clearance",
    "unsupported_position",
    "not_seated",
    "pain_too_high",
    "too_early",
    "above_level",
    "equipment_missing",
    "position_not_offered",
}
"""Codes that `refusals` finds out by itself."""


@looked_at
@given(cases())
def test_exercises_with_evidence_and_excluded_ones_are_named(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)
    if answer["outcome"] not in ("plan", "nothing_fits"):
        return

    spoken_of = set(request.exclude_exercises)
    for slug in request.complaints:
        complaint = catalogue.complaints[slug]
        chosen = [v for v in complaint.variants if v.condition in request.conditions]
        for variant in chosen[:1] if len(chosen) == 1 else complaint.variants[:1]:
            if len(chosen) < 2:
                spoken_of |= {helper.exercise for helper in variant.helpers}
                spoken_of |= {item.exercise for item in variant.avoid}
    named = {item["exercise"]["slug"] for item in answer["left_out"]}
    assert spoken_of - used(answer) <= named or len(named) == 50


@looked_at
@given(cases())
def test_no_swap_names_an_exercise_that_the_plan_does_not_have(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    _, answer = ask(asked, catalogue)

    for exercise in answer["exercises"]:
        for swap in exercise["swaps"]:
            assert swap["exercise"] is None or swap["exercise"]["slug"] in used(answer)


FALLS = PlanRequest(
    complaints=("calf-tightness",), conditions=("dizziness_or_falls",), minutes_per_session=30
)


@pytest.mark.parametrize("cleared", [(), ("dizziness_or_falls",)])
def test_whoever_may_fall_sits_also_if_a_clinician_cleared_exercise(
    cleared: tuple[str, ...],
) -> None:
    _, answer = ask(replace(FALLS, cleared=cleared), seeded())

    assert {item["position"] for item in items_of(answer)} <= SUPPORTED
    assert "calf-stretch" not in used(answer)


def test_an_exercise_that_a_clinician_cleared_is_done_standing() -> None:
    _, answer = ask(replace(FALLS, cleared=("calf-stretch",)), seeded())

    assert "calf-stretch" in used(answer)
    standing = {item["exercise"] for item in items_of(answer) if item["position"] == "standing"}
    assert standing == {"calf-stretch"}
