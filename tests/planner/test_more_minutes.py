"""A week that is too short says what a few minutes more would bring, and it comes true."""

from typing import Any

from hypothesis import given

from api.planner.rules.request import PlanRequest
from tests.planner.requests import Answer, Case, ask, cases, looked_at, seeded, values_of

GAINS = ("helped_with_minutes", "better_with_minutes")
GRADES = ("article", "expert", "trial", "pooled", "guideline")
BALANCE = PlanRequest(complaints=("poor-balance", "bunion"), minutes_per_session=3, days=("mon",))


def lines(answer: Answer, *codes: str) -> list[dict[str, Any]]:
    return [line for line in answer["coverage"] if line["code"] in codes]


def grades(answer: Answer) -> dict[str, int]:
    """Return the grade of the direct help for each complaint, 0 for none."""
    return {
        values_of(line, "complaint")[0]: GRADES.index(values_of(line, "grade")[0]) + 1
        for line in lines(answer, "covered", "second_best")
    }


@looked_at
@given(cases(("seed", "ordinary", "extreme")))
def test_with_the_minutes_that_are_named_there_is_the_help_that_is_named(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)
    found = lines(answer, *GAINS)
    if answer["outcome"] != "plan" or answer["change"] is None:
        assert not found
        return

    assert answer["change"]["code"] == "more_minutes"
    minutes = int(values_of(answer["change"], "value")[0])
    assert minutes == request.minutes_per_session + int(values_of(answer["change"], "more")[0])
    assert found
    _, longer = ask(case.asked, case.catalogue, minutes_per_session=minutes)
    for line in found:
        complaint = values_of(line, "complaint")[0]
        assert int(values_of(line, "minutes")[0]) == minutes
        before, after = grades(answer).get(complaint, 0), grades(longer).get(complaint, 0)
        assert (before > 0) == (line["code"] == "better_with_minutes")
        assert before < after


def test_four_minutes_in_place_of_three_bring_better_help_for_balance() -> None:
    _, answer = ask(BALANCE, seeded())
    _, longer = ask(BALANCE, seeded(), minutes_per_session=4)

    [line] = lines(answer, *GAINS)
    assert values_of(line, "exercises") == ["single-leg-balance"]
    assert (values_of(line, "more"), values_of(line, "minutes")) == (["1"], ["4"])
    assert "(1 more than now)" in line["text"]
    assert longer["change"] is None
    assert not lines(longer, *GAINS)
