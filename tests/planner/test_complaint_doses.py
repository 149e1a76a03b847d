"""The dose of an exercise if several complaints state one: the stricter, number by number."""

from dataclasses import replace
from typing import Any

import pytest

from api.planner.catalogue import Dosage, DosageRange
from api.planner.rules.doses import Dose, strictest_of
from api.planner.rules.formulation import formulate
from api.planner.rules.request import PlanRequest
from api.planner.rules.validation import normalise
from tests.planner.requests import ask, items_of, seeded

HELD = Dosage(
    sets=2,
    reps=10,
    reps_start=None,
    hold_seconds=30,
    rep_seconds=None,
    rest_seconds=30,
    tempo=None,
    each_side=True,
    duration_seconds=None,
    sessions_per_day=2,
    days_per_week=5,
    when=None,
)
RANGE = DosageRange(sets=(1, 3), reps=(5, 15), hold_seconds=(10, 60))
DOSE = Dose(HELD, RANGE, 1)
LASTING: dict[str, Any] = {**dict.fromkeys(("sets", "reps", "hold_seconds")), "duration_seconds": 9}


def other(week: int = 1, spans: DosageRange = RANGE, **numbers: Any) -> Dose:
    return Dose(replace(HELD, **numbers), spans, week)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (other(sets=1, reps=20), other(sets=1, reps=10)),
        (other(hold_seconds=10, rest_seconds=60), other(hold_seconds=10, rest_seconds=60)),
        (other(sessions_per_day=1, days_per_week=None), other(sessions_per_day=1)),
        (other(3, sessions_per_day=3), other(3)),
        (other(when="before_bed"), other(when="before_bed")),
        (
            other(spans=DosageRange(sets=None, reps=(3, 20), hold_seconds=(20, 30))),
            other(spans=DosageRange(sets=(1, 3), reps=(3, 15), hold_seconds=(10, 30))),
        ),
        (other(2, **LASTING, days_per_week=3), other(2, **LASTING, days_per_week=3)),
    ],
    ids=["count", "seconds", "frequency", "week", "time-of-day", "range", "another-way"],
)
def test_the_stricter_of_two_doses_holds_in_either_order(second: Dose, expected: Dose) -> None:
    assert strictest_of([DOSE, second]) == expected
    assert strictest_of([second, DOSE]) == expected


def test_of_two_times_of_day_the_later_one_holds() -> None:
    times = ("before_first_steps", "before_bed", "end_of_day")

    found = strictest_of([other(when=when) for when in times])

    assert found.dosage.when == "before_bed"


def test_a_stretch_for_heel_and_cramps_is_done_as_for_cramps() -> None:
    asked = PlanRequest(complaints=("foot-cramps", "plantar-heel-pain"), sessions_per_week=7)

    _, answer = ask(asked, seeded())

    stretches = [i for i in items_of(answer) if i["exercise"] == "calf-stretch"]
    assert stretches
    for item in stretches:
        assert item["dosage"]["reps"] in (2, 3)
        assert item["dosage"]["hold_seconds"] == 10
        assert item["dosage"]["text"].endswith("Just before bed.")
        assert item["also"] is None


def test_points_for_the_usual_plan_count_only_where_it_is_the_plan() -> None:
    def score(*conditions: str) -> int:
        asked = PlanRequest(complaints=("achilles-tendinitis",), conditions=conditions)
        items = formulate(normalise(asked, seeded()), seeded()).problem.items
        return next(item.score for item in items if item.slug == "seated-point-and-flex")

    # The same evidence; the usual plan is that of the unstated, stricter kind.
    assert score() - score("achilles_insertional") == 30
