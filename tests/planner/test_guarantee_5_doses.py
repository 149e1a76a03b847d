"""Guarantee 5: doses begin low, change one number a step, never fall, and stop at the target."""

from itertools import pairwise
from typing import Any

from hypothesis import given

from api.planner.catalogue import Catalogue
from tests.planner.requests import Answer, Case, ask, cases, items_of, looked_at, values_of

NUMBERS = ("sets", "reps", "hold_seconds")


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


def span_of(catalogue: Catalogue, slug: str, number: str) -> tuple[int, int] | None:
    span: tuple[int, int] | None = getattr(catalogue.exercises[slug].range, number)
    return span


@looked_at
@given(cases())
def test_doses_stay_inside_what_is_published_and_begin_at_its_low_end(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    _, answer = ask(asked, catalogue)

    for slug, doses in doses_of(answer).items():
        for number in NUMBERS:
            span, written = span_of(catalogue, slug, number), doses[0][number]
            if span is None or written is None:
                continue
            assert written == span[0]
            assert all(span[0] <= dose[number] <= span[1] for dose in doses)


@looked_at
@given(cases())
def test_a_step_raises_one_number_and_nothing_ever_falls(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    _, answer = ask(asked, catalogue)

    for slug, doses in doses_of(answer).items():
        assert len(doses) == len(answer["phases"])
        for before, after in pairwise(doses):
            changed = [name for name in before if before[name] != after[name]]
            assert ("text" in changed) == (len(changed) > 0)
            changed = [name for name in changed if name != "text"]
            assert len(changed) <= 1
            assert set(changed) <= set(NUMBERS)
            assert all(before[name] < after[name] for name in changed)
        target = catalogue.exercises[slug].dosage
        for number in NUMBERS:
            last, most = doses[-1][number], getattr(target, number)
            assert last is None or last <= max(most, doses[0][number])


@looked_at
@given(cases())
def test_once_a_dose_stands_still_it_stays(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    _, answer = ask(asked, catalogue)

    for doses in doses_of(answer).values():
        rises = [before != after for before, after in pairwise(doses)]
        assert rises == sorted(rises, reverse=True)


@looked_at
@given(cases())
def test_with_pain_of_four_and_more_no_dose_rises(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    _, answer = ask(asked, catalogue, pain_now=5)

    for doses in doses_of(answer).values():
        assert all(dose == doses[0] for dose in doses)


@looked_at
@given(cases())
def test_days_a_week_are_a_cap_and_fewer_are_reported(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    _, answer = ask(asked, catalogue)

    named = {
        slug
        for line in answer["coverage"]
        if line["code"] == "less_often_than_studied"
        for slug in values_of(line, "exercises")
    }
    for slug in doses_of(answer):
        sessions = answer["phases"][0]["sessions"]
        days = sum(len(s["days"]) for s in sessions if slug in {i["exercise"] for i in s["items"]})
        usual = catalogue.exercises[slug].dosage.days_per_week
        assert days <= (usual or 7)
        assert (slug in named) == (usual is not None and days < usual)
