"""Ties: of plans that are equally good one and the same wins, whatever else may be chosen from."""

import json
from functools import partial
from itertools import groupby

import pytest
from hypothesis import given, settings

from api.planner.rules.formulation import formulate
from api.planner.rules.validation import normalise
from api.planner.solver.instance import instance_json
from api.planner.solver.week import fill
from tests.planner.highs import fewest
from tests.planner.requests import EXAMPLES, Answer, Case, ask, case_from, cases, looked_at, used


def test_an_even_week_does_not_turn_around_when_something_unused_is_excluded() -> None:
    case = case_from("seed", 6372790972337485806)
    _, answer = ask(case.asked, case.catalogue)

    for unused in sorted(set(case.catalogue.exercises) - used(answer)):
        _, again = ask(case.asked, case.catalogue, exclude_exercises=(unused,))
        assert again["phases"] == answer["phases"], unused


@settings(looked_at, max_examples=EXAMPLES // 4)
@given(cases(("seed", "ordinary")))
def test_of_equal_plans_one_with_the_fewest_exercises_and_positions_wins(case: Case) -> None:
    assert_has_the_fewest(case)


@pytest.mark.slow
@looked_at
@given(cases(("seed", "ordinary")))
def test_of_more_equal_plans_one_with_the_fewest_wins_too(one: Case) -> None:
    assert_has_the_fewest(one)


def assert_has_the_fewest(case: Case) -> None:
    """HiGHS finds out how few exercises the best objective takes, then how few positions."""
    problem = formulate(normalise(case.asked, case.catalogue), case.catalogue).problem
    found = fill(problem)
    if not found.items or found.objective != found.bound:
        return

    items, positions = fewest(json.loads(json.dumps(instance_json(problem))), found.objective)

    numbers = {item.slug: item.position for item in problem.items}
    stood = {
        (k, numbers[placed.slug])
        for placed in found.items
        for k in range(3)
        if placed.members >> k & 1
    }
    assert (len(found.items), len(stood)) == (items, positions)


@looked_at
@given(cases())
def test_exercises_of_one_kind_begin_in_the_position_in_which_those_before_end(case: Case) -> None:
    _, answer = ask(case.asked, case.catalogue)
    if not answer["phases"]:
        return

    for session in answer["phases"][-1]["sessions"]:
        before: str | None = None
        for _, group in groupby(session["items"], key=partial(time_and_kind, case)):
            positions = [position for position, _ in groupby(i["position"] for i in group)]
            assert len(positions) == len(set(positions))
            assert before in (None, positions[0]) or before not in positions
            before = positions[-1]


def time_and_kind(case: Case, item: Answer) -> tuple[int, str]:
    when = item["dosage"]["when"] or (item["also"] or {}).get("when")
    late = ("before_first_steps", None, "end_of_day", "before_bed").index(when)
    return min(late, 2), case.catalogue.exercises[item["exercise"]].kind
