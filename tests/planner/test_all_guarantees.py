"""All nine guarantees on the same random requests, half of which go on from an earlier plan.

`SOAK=1` looks at ten thousand requests to the seed's catalogue and to others, of which two hundred
to the seed's are also solved by HiGHS.
"""

import inspect
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from random import Random
from typing import Any

import pytest

from tests.planner.catalogues import SHAPES
from tests.planner.requests import Case, case_from
from tests.planner.test_guarantee_9_waiting import HIGH_PAIN
from tests.soak import rounds

MODULES = [
    *(f"test_guarantee_{name}" for name in ("1_time", "2_eligible", "3_triage", "4_help")),
    *(f"test_guarantee_{name}" for name in ("5_doses", "6_order", "7_stability", "8_optimum")),
    "test_guarantee_9_waiting",
    "test_going_on",
    "test_ties",
]
OF_THE_SEED_ONLY = {
    "test_nothing_is_planned_before_the_week_that_its_complaint_names",
    "test_whoever_may_fall_sits_or_lies_in_every_phase",
}
SOLVED = {
    "test_no_solver_finds_a_better_plan",
    "test_of_equal_plans_one_with_the_fewest_exercises_and_positions_wins",
}
"""Tests that ask another solver, which takes a hundred times as long."""

SPANS = {
    "seed": (0, 2**32),
    "at": (1, 11),
    "less": (0, 9),
    "more": (1, 10),
    "minutes": (1, 30),
    "nodes": (1, 400),
}
"""The numbers that tests take beside a case."""

REQUESTS = rounds(short=40, long=10_000)
BOTH_SOLVED = rounds(short=5, long=200)


def properties() -> dict[str, Callable[..., Any]]:
    """Return the property tests of one case each, by name, without what draws the cases."""
    found: dict[str, Callable[..., Any]] = {}
    for module in MODULES:
        for name, test in vars(import_module(f"tests.planner.{module}")).items():
            inner = getattr(getattr(test, "hypothesis", None), "inner_test", None)
            if inner is not None and "case" in inspect.signature(inner).parameters:
                found[name] = inner
    return found


def further(test: Callable[..., Any], random: Random) -> dict[str, int]:
    """Return the numbers that a test takes beside its case."""
    named = [name for name in inspect.signature(test).parameters if name != "case"]
    above = test.__name__ == "test_from_the_threshold_on_nothing_heavy_is_planned"
    spans = {**SPANS, "pain": (HIGH_PAIN, 10) if above else (1, HIGH_PAIN - 1)}
    return {name: random.randint(*spans[name]) for name in named}


@pytest.mark.slow
def test_all_guarantees_hold_for_the_same_requests() -> None:
    tests, looked_at = properties(), Counter[str]()

    for number in range(REQUESTS):
        shape = "seed" if number % 2 else SHAPES[number // 2 % len(SHAPES)]
        case = case_from(shape, number)
        for name, test in tests.items():
            if is_meant(name, case, number):
                hold(test, case, Random(number))  # noqa: S311 - nothing secret
                looked_at[name] += 1

    assert set(looked_at) == set(tests)
    assert min(looked_at[name] for name in SOLVED) >= BOTH_SOLVED


def is_meant(name: str, case: Case, number: int) -> bool:
    if name in SOLVED:
        return case.shape == "seed" and number < 2 * BOTH_SOLVED + 1
    return case.shape == "seed" or name not in OF_THE_SEED_ONLY


def hold(test: Callable[..., Any], case: Case, random: Random) -> None:
    try:
        test(case=case, **further(test, random))
    except Exception as error:
        error.add_note(f"{case!r}")
        raise
