"""Ties: of plans that are equally good one and the same wins, whatever else may be chosen from."""

from tests.planner.requests import ask, case_from, used


def test_an_even_week_does_not_turn_around_when_something_unused_is_excluded() -> None:
    case = case_from("seed", 6372790972337485806)
    _, answer = ask(case.asked, case.catalogue)

    for unused in sorted(set(case.catalogue.exercises) - used(answer)):
        _, again = ask(case.asked, case.catalogue, exclude_exercises=(unused,))
        assert again["phases"] == answer["phases"], unused
