"""Guarantee 4: a direct helper of the best grade for each complaint, as far as all fit together.

The reference tries out every choice of helpers over every way to cut the days in two.
"""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.planner.catalogue import Catalogue
from api.planner.rules.formulation import formulate
from api.planner.rules.request import WEEKDAYS, PlanRequest
from api.planner.solver.problem import Item, Problem
from tests.planner.catalogues import catalogue_from
from tests.planner.requests import (
    Answer,
    Case,
    ask,
    asked_from,
    cases,
    items_of,
    looked_at,
    seeded,
    used,
    values_of,
)

DIRECT = {"article": 1, "expert": 2, "trial": 3, "pooled": 4, "guideline": 5}


def reasons_of(answer: Answer, slug: str) -> list[Answer]:
    found: list[Answer] = next(
        item["reasons"] for item in answer["exercises"] if item["slug"] == slug
    )
    return found


@looked_at
@given(cases())
def test_every_complaint_gets_a_direct_helper_each_week_or_says_why_not(case: Case) -> None:
    catalogue, asked = case.catalogue, case.asked
    request, answer = ask(asked, catalogue)
    if answer["outcome"] != "plan":
        return

    codes = {
        values_of(line, "complaint")[0]: line["code"]
        for line in answer["coverage"]
        if line["code"] in ("covered", "second_best", "no_room", "no_direct_helper")
    }
    assert set(codes) == set(request.complaints)
    grades = best_grades(answer, catalogue)
    for slug, code in codes.items():
        plan = catalogue.complaints[slug].plan
        helped = [grades[week].get(plan, 0) > 0 for week in sorted(grades)]
        # Once an exercise that helps has come in, it stays.
        assert helped == sorted(helped)
        assert helped[-1] == (code in ("covered", "second_best"))


def best_grades(answer: Answer, catalogue: Catalogue) -> dict[int, dict[str, int]]:
    """Return for each week the best grade of direct help by the plan that is followed."""
    found: dict[int, dict[str, int]] = {}
    for phase in answer["phases"]:
        best: dict[str, int] = {}
        for slug in {item["exercise"] for item in items_of({"phases": [phase]})}:
            for reason in reasons_of(answer, slug):
                manner, _, grade = reason["code"].partition("_")
                if manner in ("helps", "mixed") and grade in DIRECT:
                    plan = catalogue.complaints[values_of(reason, "complaint")[0]].plan
                    best[plan] = max(best.get(plan, 0), DIRECT[grade])
        for week in range(phase["from_week"], phase["to_week"] + 1):
            found[week] = best
    return found


def help_of(problem: Problem, items: tuple[Item, ...]) -> tuple[int, int]:
    """Return in how many weeks these items help complaints directly, and the sum of best grades."""
    best = [
        max([0, *(item.grades[at] for item in items if item.from_week <= week)])
        for week in range(1, problem.weeks + 1)
        for at in range(len(problem.plans))
    ]
    return sum(grade > 0 for grade in best), sum(best)


def neighbours(first: int, second: int) -> bool:
    return (first - second) % 7 in (1, 6)


def shared(first: Item, second: Item) -> bool:
    return bool(first.heavy_regions & second.heavy_subregions)


def possible(problem: Problem, chosen: dict[Item, int], days: list[list[int]]) -> bool:
    """Say whether these items, each at its lowest dose in one of the two sessions, are allowed."""
    for session in (0, 1):
        inside = [item for item, where in chosen.items() if where == session]
        seconds = sum(item.seconds[0] for item in inside)
        if seconds > problem.budget or len(inside) > problem.most_items:
            return False
        if any(item.cap < len(days[session]) for item in inside):
            return False
    heavy = [(item, where) for item, where in chosen.items() if item.heavy_regions]
    for first, where in heavy:
        for second, there in heavy:
            if not shared(first, second):
                continue
            if first is not second and where == there:
                return False
            if any(neighbours(a, b) for a in days[where] for b in days[there]):
                return False
    return True


def best_help(problem: Problem) -> tuple[int, int]:
    """Try out everything: at most two sessions, every set of items that help."""
    helping = [item for item in problem.items if any(item.grades)]
    best = (0, 0)
    for picked in product((False, True), repeat=len(helping)):
        items = tuple(item for item, taken in zip(helping, picked, strict=True) if taken)
        if help_of(problem, items) <= best:
            continue
        for owners in product((0, 1), repeat=len(problem.days)):
            pairs = list(zip(problem.days, owners, strict=True))
            days = [[day for day, owner in pairs if owner == k] for k in (0, 1)]
            where = [k for k in (0, 1) if days[k]]
            if any(
                possible(problem, dict(zip(items, places, strict=True)), days)
                for places in product(where, repeat=len(items))
            ):
                best = max(best, help_of(problem, items))
                break
    return best


@looked_at
@given(st.integers(0, 2**32))
def test_no_other_choice_helps_more_complaints_or_with_better_evidence(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    catalogue = catalogue_from(random, "ordinary", size=random.randint(2, 7))
    asked = asked_from(random, catalogue)
    days = tuple(random.sample(WEEKDAYS, random.randint(1, 4)))
    request, answer = ask(asked, catalogue, days=days, sessions_per_week=None)
    if answer["outcome"] not in ("plan", "nothing_fits"):
        return

    problem = formulate(request, catalogue).problem
    slugs = used(answer)
    found = help_of(problem, tuple(item for item in problem.items if item.slug in slugs))
    assert found >= best_help(problem)


@pytest.mark.parametrize("minutes", [3, 4, 5, 10, 20])
def test_heel_pain_gets_what_its_guideline_names_even_in_the_shortest_sitting(
    minutes: int,
) -> None:
    asked = PlanRequest(complaints=("plantar-heel-pain",), minutes_per_session=minutes)
    _, answer = ask(asked, seeded())

    codes = {reason["code"] for item in answer["exercises"] for reason in item["reasons"]}
    assert "helps_guideline" in codes
