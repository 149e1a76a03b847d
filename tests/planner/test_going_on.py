"""A plan goes on: its weeks are counted on, and a longer plan continues a shorter one."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.messages.files import get_messages
from api.planner.plan import make_plan
from api.planner.rules.request import PlanRequest, ReachedDose
from api.planner.rules.validation import normalise
from api.v1.answers.plan_recommendations import plan_recommendation
from tests.cases import in_one_test
from tests.planner.doses import NUMBERS
from tests.planner.requests import (
    Answer,
    Case,
    ask,
    cases,
    items_of,
    looked_at,
    seeded,
    used,
    values_of,
)

HEEL = PlanRequest(complaints=("plantar-heel-pain",), minutes_per_session=30, weeks=8)
ROOMY = PlanRequest(level="advanced", minutes_per_session=60, weeks=8)

Doses = dict[str, tuple[int | None, ...]]


def doses_in(answer: Answer) -> dict[int, Doses]:
    """Return for each week the numbers of each exercise that is there."""
    found: dict[int, Doses] = {}
    for phase in answer["phases"]:
        doses = {
            item["exercise"]: tuple(item["dosage"][name] for name in NUMBERS)
            for item in items_of({"phases": [phase]})
        }
        for week in range(phase["from_week"], phase["to_week"] + 1):
            found[week] = doses
    return found


def reached(doses: Doses) -> tuple[ReachedDose, ...]:
    return tuple(ReachedDose(slug, *numbers) for slug, numbers in doses.items())


def after(asked: PlanRequest, week: int, last: int, doses: Doses) -> PlanRequest:
    """Return the request for the weeks after `week`, up to `last`, from these doses on."""
    return replace(asked, weeks_done=week, weeks=last - week, reached=reached(doses))


@looked_at
@given(cases(), st.integers(0, 11))
def test_what_is_left_of_a_plan_can_be_asked_for_at_any_time(case: Case, at: int) -> None:
    """With the doses of its next week the rest has the same doses, week by week.

    The rest may have other exercises, and so other seconds that are left. So it holds for each
    exercise that both have, and for which both have the same target.
    """
    request, whole = ask(case.asked, case.catalogue)
    weeks = doses_in(whole)
    week = request.weeks_done + at % request.weeks
    if week not in weeks or week == request.weeks_done or week + 1 not in weeks or week > 52:
        return
    there = {slug: dose for slug, dose in weeks[week + 1].items() if slug in weeks[week]}

    _, rest = ask(after(case.asked, week, request.last_week, there), case.catalogue)

    left = doses_in(rest)
    assert sorted(left) == list(range(week + 1, request.last_week + 1))
    for slug in used(rest) & set(there):
        if left[request.last_week][slug] == weeks[request.last_week][slug]:
            assert all(left[one][slug] == weeks[one][slug] for one in left)


@looked_at
@given(cases(), st.integers(1, 11))
def test_a_plan_that_follows_a_shorter_one_never_overtakes_the_longer_one(
    case: Case, at: int
) -> None:
    """Two plans in a row, the second from where the first one left off, beside one long plan."""
    request, whole = ask(case.asked, case.catalogue)
    weeks, week = doses_in(whole), request.weeks_done + at
    if week not in weeks or week + 1 not in weeks or week > 52:
        return

    _, rest = ask(after(case.asked, week, request.last_week, weeks[week]), case.catalogue)

    left = doses_in(rest)
    for slug in used(rest) & set(weeks[week]):
        assert left[week + 1][slug] == weeks[week][slug]
        if left[request.last_week][slug] == weeks[request.last_week][slug]:
            assert all(
                left[one][slug] in {weeks[max(week, before)][slug] for before in (one - 2, one)}
                for one in left
            )


@in_one_test("complaint", sorted(seeded().complaints))
def test_the_rest_of_a_plan_with_time_for_everything_is_that_plan(complaint: str) -> None:
    asked = replace(ROOMY, complaints=(complaint,), cleared=(complaint,))
    _, whole = ask(asked, seeded())
    weeks = doses_in(whole)

    for week in range(1, len(weeks)):
        there = {slug: dose for slug, dose in weeks[week + 1].items() if slug in weeks[week]}
        _, rest = ask(after(asked, week, 8, there), seeded())
        assert doses_in(rest) == {one: weeks[one] for one in range(week + 1, 9)}


def test_week_three_can_be_asked_for_without_week_one() -> None:
    _, answer = ask(HEEL, seeded(), weeks=4, weeks_done=2)

    assert "standing-heel-lifts" in doses_in(answer)[3]
    assert [phase["from_week"] for phase in answer["phases"]] == [3, 5]
    assert answer["review_after_weeks"] == [6]


def test_dates_begin_with_the_first_week_that_is_left() -> None:
    asked: dict[str, Any] = {"weeks": 5, "weeks_done": 4, "start_date": date(2026, 12, 7)}
    _, answer = ask(HEEL, seeded(), **asked)

    assert answer["phases"][0]["from_date"] == "2026-12-07"
    assert answer["phases"][-1]["to_date"] == "2027-01-10"
    assert answer["review_after_weeks"] == [6, 9]
    assert answer["review_dates"] == ["2026-12-21", "2027-01-11"]


@looked_at
@given(cases())
def test_the_key_covers_weeks_done_and_what_was_reached(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)
    slug = min(case.catalogue.exercises)
    others = tuple(dose for dose in request.reached if dose.exercise != slug)
    keys = {answer["plan_key"]}
    for sets in (91, 92):
        _, other = ask(case.asked, case.catalogue, reached=(*others, ReachedDose(slug, sets)))
        keys.add(other["plan_key"])
    _, later = ask(case.asked, case.catalogue, weeks_done=(request.weeks_done + 1) % 53)

    assert len({*keys, later["plan_key"]}) == 4


def test_what_was_reached_counts_as_progress() -> None:
    """An exercise at the dose that it is meant to reach is worth more than one that begins low."""
    _, whole = ask(HEEL, seeded(), minutes_per_session=10, weeks=12)
    top = doses_in(whole)[12]

    _, begun = ask(HEEL, seeded(), minutes_per_session=10, weeks_done=12, reached=reached(top))

    assert used(begun) == used(whole)
    assert all(dose == top for dose in doses_in(begun).values())


def test_removed_exercises_are_told() -> None:
    asked = replace(HEEL, reached=(ReachedDose("toe-yoga", 2), ReachedDose("calf-stretch", 9)))
    request = normalise(asked, seeded(), removed={"toe-yoga"})
    answer = plan_recommendation(make_plan(request, seeded()), get_messages("en"))

    told = {line["code"]: line for line in answer["coverage"]}
    assert told["reached_gone"]["parameters"] == [{"name": "exercises", "values": ["toe-yoga"]}]
    assert told["reached_clamped"]["parameters"][0]["values"] == ["calf-stretch"]


def harder_ways(**asked: Any) -> list[tuple[int, str, str]]:
    """Return week, exercise and text of each harder way of a plan for somebody strong."""
    strong = PlanRequest(weeks=12, level="advanced", minutes_per_session=20)
    _, answer = ask(strong, seeded(), **asked)
    lines = [line for line in answer["progression"] if line["code"] == "harder"]
    return [(int(values_of(x, "week")[0]), values_of(x, "exercise")[0], x["text"]) for x in lines]


def test_twelve_weeks_of_somebody_strong_lead_to_one_leg_and_to_added_load() -> None:
    lifts = (ReachedDose("standing-heel-lifts", sets=3, reps=15),)
    found = harder_ways(complaints=("plantar-heel-pain",), reached=lifts, weeks_done=4)

    assert [week for week, _, _ in found] == [5, 7, 9, 11, 13, 15]
    assert {exercise for _, exercise, _ in found} == {"standing-heel-lifts"}
    texts = [text for _, _, text in found]
    assert "on one leg" in texts[2]
    assert "loaded backpack" in texts[5]
    assert all("Try this" in text and "3 out of 10" in text for text in texts)


@in_one_test(
    ("named", "changes"),
    [
        ("begins low", {"reached": (), "weeks": 6}),
        ("level of one leg", {"level": "beginner"}),
        ("pain", {"pain_now": 4}),
        ("falls", {"conditions": ("dizziness_or_falls",)}),
        ("sitting only", {"positions": ("seated",)}),
        ("a caution", {"complaints": ("achilles-tendinitis",)}),
    ],
)
def test_harder_ways_need_time_and_nothing_against_them(
    named: str, changes: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {
        "complaints": ("plantar-heel-pain",),
        "reached": (ReachedDose("standing-heel-lifts", sets=3, reps=15),),
    }
    found = harder_ways(**{**asked, **changes})

    assert not any("one leg." in text or "backpack" in text for _, _, text in found), named
    assert named == "level of one leg" or not found
