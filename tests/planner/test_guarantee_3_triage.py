"""Guarantee 3: care comes first; only what is cleared is cleared; two kinds mean the stricter."""

from hypothesis import given

from api.planner.rules.request import PlanRequest
from api.triage import OFFERING
from tests.planner.requests import Case, ask, cases, is_refused, looked_at, seeded, used


@looked_at
@given(cases())
def test_no_exercise_is_planned_if_care_comes_first(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    tiers = {catalogue.red_flags[code].tier for code in request.red_flags}
    uncleared = [
        catalogue.complaints[slug].self_care
        for slug in request.complaints
        if slug not in request.cleared
    ]
    refused = any(catalogue.complaints[slug].self_care == "no" for slug in request.complaints)
    blocked = any(
        catalogue.conditions[code].effect == "no_exercises_until_cleared"
        for code in request.conditions
        if code not in request.cleared
    )
    care_first = (
        bool(tiers & {"emergency", "urgent"})
        or refused
        or blocked
        or "after_clearance" in uncleared
    )
    assert is_refused(answer) == care_first
    assert (answer["decision"] in OFFERING) != care_first
    if care_first:
        assert answer["outcome"] == answer["decision"]
        assert (answer["exercises"], answer["phases"]) == ([], [])


@looked_at
@given(cases())
def test_what_needs_clearance_is_planned_only_once_it_is_cleared(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    for slug in used(answer):
        for item in catalogue.exercises[slug].contraindications:
            if item.action == "needs_clearance" and item.condition in request.conditions:
                assert item.condition in request.cleared


@looked_at
@given(cases())
def test_the_stricter_variant_holds_until_one_is_stated(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    for slug in request.complaints:
        unstated, *variants = catalogue.complaints[slug].variants
        if any(reading.condition in request.conditions for reading in variants):
            continue
        assert not used(answer) & {item.exercise for item in unstated.avoid}
        for variant in variants:
            barred = {
                exercise.slug
                for exercise in catalogue.exercises.values()
                for item in exercise.contraindications
                if item.condition == variant.condition and item.action == "exclude"
            }
            assert not used(answer) & barred


def test_an_achilles_tendon_of_two_kinds_at_once_gets_only_what_suits_both() -> None:
    catalogue = seeded()
    complaint = catalogue.complaints["achilles-tendinitis"]
    both = tuple(variant.condition for variant in complaint.variants if variant.condition)

    _, answer = ask(
        PlanRequest(complaints=(complaint.slug,), minutes_per_session=60, conditions=both),
        catalogue,
    )

    assert "standing-heel-lifts" in used(answer)
    assert not {"calf-stretch", "achilles-tendon-stretch"} & used(answer)
