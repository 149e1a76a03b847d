"""The timelines of sessions: of any exercises, of every routine, of random plans."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.dosage import seconds_needed
from api.planner.rules.request import PlanRequest
from api.timeline import Item, timed_item, timeline
from api.v1.schemas.session_timelines import SessionItems
from seed.content import Content
from seed.doses import item_dosage
from tests.planner.requests import ask, asked_from, seeded
from tests.timeline.dosed import ENGLISH, Dose, check_order, doses, looked_at, seconds, segments_of


class TestASession:
    @looked_at
    @given(st.lists(doses, min_size=1, max_size=6))
    def test_takes_the_seconds_of_its_exercises_one_after_the_other(
        self, dosed: list[Dose]
    ) -> None:
        segments = segments_of(*dosed)

        check_order(segments)
        for number, dose in enumerate(dosed):
            own = [one for one in segments if one.exercise == f"exercise-{number}"]
            assert seconds(own) == seconds_needed(dose)

    def test_of_every_routine_takes_the_seconds_of_its_doses(self, content: Content) -> None:
        exercises = {entry.value.slug: entry.value for entry in content.exercises}
        for entry in content.routines:
            items = [
                Item(
                    item.exercise,
                    exercises[item.exercise].name,
                    item_dosage(item, exercises[item.exercise]),
                )
                for item in entry.value.items
            ]

            segments = timeline(items, ENGLISH)

            check_order(segments)
            assert seconds(segments) == sum(seconds_needed(item.dose) for item in items)


def asked(number: int) -> PlanRequest:
    return asked_from(Random(number), seeded())  # noqa: S311 - nothing secret


def check_plans(numbers: range) -> int:
    """Check every session of as many random plans; return how many sessions there were."""
    checked = 0
    for number in numbers:
        _, plan = ask(asked(number), seeded())
        names = {exercise["slug"]: exercise["name"] for exercise in plan["exercises"]}
        sessions = [session for phase in plan["phases"] for session in phase["sessions"]]
        for session in sessions:
            sent = SessionItems.model_validate({"items": session["items"]})
            segments = timeline(
                [
                    timed_item(item.exercise, names[item.exercise], item.dosage.model_dump())
                    for item in sent.items
                ],
                ENGLISH,
            )
            check_order(segments)
            assert seconds(segments) == session["total_seconds"]
        checked += len(sessions)
    return checked


def test_of_each_session_of_random_plans_takes_the_plan_s_seconds() -> None:
    assert check_plans(range(25)) > 25


@pytest.mark.slow
def test_of_each_session_of_a_thousand_random_plans_takes_the_plan_s_seconds() -> None:
    assert check_plans(range(1_000)) > 1_000
