"""Guarantee 3: care comes first; only what is cleared is cleared; two kinds mean the stricter."""

from hypothesis import given

from api.planner.rules.request import PlanRequest
from api.triage import OFFERING
from tests.planner.requests import Case, ask, cases, is_refused, looked_at, seeded, used
from tests.planner.table import expected_decision


@looked_at
@given(cases())
def test_the_decision_is_that_of_the_table_and_nothing_is_planned_against_it(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    _, answer = ask(asked, catalogue)
    decision = expected_decision(asked, catalogue)

    assert answer["decision"] == decision
    assert is_refused(answer) == (decision not in OFFERING)
    if is_refused(answer):
        assert answer["outcome"] == decision
        assert (answer["exercises"], answer["phases"]) == ([], [])


@looked_at
@given(cases())
def test_what_needs_clearance_is_planned_only_once_it_is_cleared(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    for slug in used(answer):
        for item in catalogue.exercises[slug].contraindications:
            if item.action == "needs_clearance" and item.condition in request.conditions:
                assert {item.condition, slug} & set(request.cleared)


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
