"""No text contradicts the dose beside it. `SOAK=1` reads 10,000 random plans."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.doses.numbers import contradictions, stated, unsaid
from tests.planner.requests import ask, asked_from, items_of, seeded
from tests.soak import rounds

PLANS = rounds(short=40, long=10_000)
Answer = dict[str, Any]


async def listed(client: httpx.AsyncClient, address: str) -> list[Answer]:
    page = (await client.get(f"/v1/{address}", params={"limit": 100})).json()
    return [(await client.get(f"/v1/{address}/{item['slug']}")).json() for item in page["items"]]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def complaints(client: httpx.AsyncClient) -> list[Answer]:
    return await listed(client, "complaints")


def faults_beside(dosage: Answer, *texts: str | None) -> Iterator[str]:
    """Yield what contradicts a dose in the texts beside it, and in its own."""
    for text in (dosage["text"], *texts):
        yield from contradictions(text or "", dosage)
    yield from unsaid(dosage)


async def test_a_routine_says_its_own_doses(client: httpx.AsyncClient) -> None:
    wrong = [
        (routine["slug"], item["number"], fault)
        for routine in await listed(client, "routines")
        for item in routine["items"]
        for fault in faults_beside(
            item["dosage"], item["note"], *(step["text"] for step in item["exercise"]["steps"])
        )
    ]

    assert wrong == []


async def test_an_exercise_says_its_usual_dose(client: httpx.AsyncClient) -> None:
    wrong = [
        (exercise["slug"], fault)
        for exercise in await listed(client, "exercises")
        for fault in faults_beside(
            exercise["dosage"], *(step["text"] for step in exercise["steps"])
        )
    ]

    assert wrong == []


async def test_the_answer_for_a_complaint_says_its_doses(
    client: httpx.AsyncClient, complaints: list[Answer]
) -> None:
    wrong = []
    for complaint in complaints:
        address = f"/v1/complaints/{complaint['slug']}/exercises"
        for item in (await client.get(address)).json()["items"]:
            steps = [step["text"] for step in item["steps"]]
            faults = faults_beside(item["dosage"], item["rationale"], *steps)
            wrong += [(complaint["slug"], item["exercise"]["slug"], fault) for fault in faults]

    assert wrong == []


def faults_of_plan(answer: Answer) -> Iterator[str]:
    """Yield what contradicts a dose in a plan; its steps hold in all phases, so they have none."""
    for exercise in answer["exercises"]:
        for step in exercise["steps"]:
            yield from (f"a step has {number}: {text}" for _, number, text in stated(step["text"]))
    for phase in answer["phases"]:
        for session in phase["sessions"]:
            for item in session["items"]:
                cautions = (caution["text"] for caution in item["cautions"])
                yield from faults_beside(item["dosage"], *cautions)


def faults_of_repeats(answer: Answer) -> Iterator[str]:
    """Yield what is wrong with the repeats through the day, beside the sittings."""
    for item in items_of(answer):
        if item["also"] is None:
            continue
        said, daily = item["also"]["text"], item["dosage"]["sessions_per_day"] or 1
        if item["also"]["times_per_day"] + 1 > daily:
            yield f"more than {daily} a day: {said}"
        if item["also"]["when"] and item["also"]["when"] == item["dosage"]["when"]:
            yield f"at the time of the sitting itself: {said}"


@pytest.fixture(scope="module")
def wrong() -> dict[str, list[str]]:
    """What random plans of the seed say wrongly of their doses, each with its request."""
    random = Random(15)  # noqa: S311 - nothing secret
    found: dict[str, list[str]] = defaultdict(list)
    for _ in range(PLANS):
        asked = asked_from(random, seeded())
        _, answer = ask(asked, seeded())
        found["doses"] += [f"{fault}: {asked}" for fault in {*faults_of_plan(answer)}]
        found["repeats"] += [f"{fault}: {asked}" for fault in {*faults_of_repeats(answer)}]
    return found


def test_a_plan_says_its_own_doses(wrong: dict[str, list[str]]) -> None:
    assert wrong["doses"] == []


def test_repeats_through_the_day_are_beside_the_sitting(wrong: dict[str, list[str]]) -> None:
    assert wrong["repeats"] == []
