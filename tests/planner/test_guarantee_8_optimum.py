"""Guarantee 8: the best plan of the stated problem; and a bound that is true."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.planner.catalogue import Catalogue
from api.planner.rules.formulation import formulate
from api.planner.rules.preselection import FEW
from api.planner.rules.request import PlanRequest
from api.planner.rules.validation import normalise
from api.planner.solver.instance import instance_json
from api.planner.solver.objective import GRADES
from api.planner.solver.problem import Problem
from api.planner.solver.week import fill
from tests.planner.catalogues import catalogue_from
from tests.planner.highs import optimum
from tests.planner.requests import Case, asked_from, cases, looked_at, seeded


def problem_of(catalogue: Catalogue, asked: PlanRequest, few: int = FEW) -> Problem:
    return formulate(normalise(asked, catalogue), catalogue, few).problem


@looked_at
@given(cases(("seed", "ordinary", "extreme")))
def test_no_solver_finds_a_better_plan(case: Case) -> None:
    problem = problem_of(case.catalogue, case.asked)
    instance = json.loads(json.dumps(instance_json(problem)))

    found = fill(problem)
    best = optimum(instance)

    if found.objective == found.bound:
        assert found.objective == best
    else:
        assert found.objective <= best <= found.bound
        assert found.objective // GRADES == best // GRADES
        assert points(best - found.objective) <= points(best) // 100


def points(objective: int) -> int:
    """Return the part of an objective that the steps for help leave."""
    return objective % GRADES


@looked_at
@given(cases(("crowded",)), st.integers(1, 400))
def test_the_bound_is_above_what_a_longer_search_finds(case: Case, nodes: int) -> None:
    problem = problem_of(case.catalogue, case.asked)

    short, long = fill(problem, nodes), fill(problem)

    assert short.objective <= short.bound
    assert max(short.objective, long.objective) <= min(short.bound, long.bound)
    assert short.nodes <= 2 * nodes + 2


@pytest.mark.parametrize("size", [60, 150])
def test_the_bound_holds_for_catalogues_that_the_search_does_not_see_whole(size: int) -> None:
    random = Random(size)  # noqa: S311
    catalogue = catalogue_from(random, "ordinary", size=size)
    asked = [asked_from(random, catalogue) for _ in range(3)]

    for one in asked:
        found = fill(problem_of(catalogue, one, few=10))
        whole = problem_of(catalogue, one, few=size)
        assert found.objective <= optimum(instance_json(whole)) <= found.bound


def test_the_search_ends_after_its_nodes_and_still_has_a_plan() -> None:
    problem = problem_of(seeded(), PlanRequest(goals=("strength", "flexibility"), weeks=8))

    found = fill(problem, nodes=3)

    assert found.items
    assert found.objective < found.bound
