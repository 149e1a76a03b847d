"""Guarantee 6: heavy work has a day between; daily caps hold; and each session has its order."""

from hypothesis import given

from api.planner.catalogue import Catalogue
from api.planner.rules.request import WEEKDAYS
from tests.planner.doses import expected_dose
from tests.planner.requests import Case, ask, cases, items_of, looked_at

MOST = {"beginner": 4, "intermediate": 5, "advanced": 6}
ORDER = ("mobility", "motor_control", "balance", "strength", "stretch")


def loaded(catalogue: Catalogue, slug: str) -> set[str]:
    """Return the regions that an exercise loads heavily."""
    exercise = catalogue.exercises[slug]
    if exercise.load != "high":
        return set()
    return {item.region for item in exercise.regions if item.effect == "strengthens"}


def meet(catalogue: Catalogue, first: set[str], second: set[str]) -> bool:
    """Say whether a region of one is one of the other's, lies inside it, or around it."""
    regions = catalogue.regions
    return any(
        a in regions[b].path or b in regions[a].path
        for a in first & set(regions)
        for b in second & set(regions)
    )


@looked_at
@given(cases())
def test_the_same_region_is_never_loaded_heavily_on_neighbouring_days(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    _, answer = ask(asked, catalogue)

    for phase in answer["phases"]:
        heavy: dict[int, list[set[str]]] = {}
        for session in phase["sessions"]:
            slugs = [item["exercise"] for item in session["items"]]
            for day in session["days"]:
                heavy[WEEKDAYS.index(day)] = [loaded(catalogue, slug) for slug in slugs]
        for day, loads in heavy.items():
            for at, one in enumerate(loads):
                tomorrow = heavy.get((day + 1) % 7, [])
                assert not any(meet(catalogue, one, other) for other in tomorrow)
                assert not any(meet(catalogue, one, other) for other in loads[at + 1 :])


@looked_at
@given(cases())
def test_a_session_has_its_order_unless_the_time_of_day_says_otherwise(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    for phase in answer["phases"]:
        for session in phase["sessions"]:
            keys = [
                (
                    {"before_first_steps": 0, None: 1}.get(
                        expected_dose(item["exercise"], request, catalogue).when, 2
                    ),
                    ORDER.index(catalogue.exercises[item["exercise"]].kind),
                )
                for item in session["items"]
            ]
            assert keys == sorted(keys)
            assert [i["number"] for i in session["items"]] == list(range(1, len(keys) + 1))


@looked_at
@given(cases())
def test_daily_caps_hold(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    for phase in answer["phases"]:
        for session in phase["sessions"]:
            slugs = [item["exercise"] for item in session["items"]]
            assert len(slugs) == len(set(slugs))
            assert len(slugs) <= (1 if request.style == "one_a_day" else MOST[request.level])
    for item in items_of(answer):
        exercise = catalogue.exercises[item["exercise"]]
        if item["also"] is not None:
            rounds = 1 + item["also"]["times_per_day"]
            most = expected_dose(item["exercise"], request, catalogue).sessions_per_day
            assert rounds <= min(3, most or 1)
            assert exercise.load == "low"
            assert exercise.kind in ("stretch", "mobility")


@looked_at
@given(cases())
def test_a_week_has_at_most_two_different_sessions_three_if_a_complaint_needs_it(
    case: Case,
) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)

    for phase in answer["phases"]:
        rosters = {
            tuple(item["exercise"] for item in session["items"]) for session in phase["sessions"]
        }
        assert len(rosters) <= (3 if request.complaints else 2)
