"""The content of a draft: a wrong field is named by its place, with a remedy."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from tests.conftest import client_of
from tests.partners.issued import EXAMPLE_KEY, bearer
from tests.partners.written import DESK, changed, create, definition


@pytest_asyncio.fixture(loop_scope="session")
async def gym(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """The partner of the shared catalogue: nothing of what they try here is ever saved."""
    async with client_of(app) as client:
        client.headers.update(bearer(EXAMPLE_KEY))
        yield client


def first_item(**changes: Any) -> dict[str, Any]:
    return changed(lambda made: made["items"][0].update(changes))


def scheduled(**changes: Any) -> dict[str, Any]:
    return changed(lambda made: made["schedule"].update(changes))


MISTAKES = {
    "an unknown exercise": (
        first_item(exercise="plantar-heal-stretch"),
        "/items/0/exercise",
        "unknown_slug",
    ),
    "an unknown complaint": (
        definition(complaints=["plantar-heal-pain"]),
        "/complaints/0",
        "unknown_slug",
    ),
    "more repetitions than published": (
        first_item(dosage={"reps": 50}),
        "/items/0/dosage/reps",
        "outside_dosage_range",
    ),
    "a shorter hold than published": (
        first_item(dosage={"hold_seconds": 5}),
        "/items/0/dosage/hold_seconds",
        "outside_dosage_range",
    ),
    "a number that the exercise has not": (
        first_item(exercise="toe-stretch", dosage={"reps": 5}),
        "/items/0/dosage/reps",
        "outside_dosage_range",
    ),
    "a shorter rest": (
        changed(lambda made: made["items"][1].update(dosage={"rest_seconds": 5})),
        "/items/1/dosage/rest_seconds",
        "outside_dosage_range",
    ),
    "more days than strength takes": (
        first_item(exercise="towel-grab-exercise", dosage=None),
        "/schedule/sessions_per_day",
        "too_often",
    ),
    "more often than meant": (
        scheduled(sessions_per_day=3),
        "/schedule/sessions_per_day",
        "too_often",
    ),
    "a complaint for a clinician": (
        definition(complaints=["foot-fracture"]),
        "/complaints/0",
        "clinician_first",
    ),
    "an unknown field": (definition(html="<b>"), "/html", "unknown_field"),
    "a number as text": (scheduled(days_per_week="7"), "/schedule/days_per_week", "not_an_integer"),
    "a word that is none": (definition(goal="heal"), "/goal", "unknown_word"),
    "no exercise": (definition(items=[]), "/items", "too_few"),
    "too many exercises": (
        definition(items=[{"exercise": "toe-stretch"}] * 21),
        "/items",
        "too_many",
    ),
    "more than an hour": (
        definition(
            items=[{"exercise": "foot-doming-stretch"}] * 10,
            complaints=[],
            schedule={"sessions_per_day": 1, "days_per_week": 7, "text": "Daily."},
        ),
        "/items",
        "too_long",
    ),
    "an empty name": (definition(name="  "), "/name", "too_short"),
    "a long name": (definition(name="x" * 121), "/name", "too_long"),
    "two lines": (definition(summary="one\ntwo"), "/summary", "unseen_character"),
    "NUL": (definition(summary="one\x00two"), "/summary", "unseen_character"),
    "text turned around": (definition(name="a\u202eb"), "/name", "unseen_character"),
    "half a character": (definition(name="a\ud800"), "/name", "not_text"),
}


class TestMistakes:
    @pytest.mark.parametrize(("written", "pointer", "code"), MISTAKES.values(), ids=MISTAKES)
    async def test_are_named_by_their_place(
        self, written: dict[str, Any], pointer: str, code: str, gym: httpx.AsyncClient
    ) -> None:
        response = await create(gym, "nothing", **written)

        assert response.status_code == 422, response.text
        assert (pointer, code) in [(e["pointer"], e["code"]) for e in response.json()["errors"]]
        assert (await gym.get(f"{DESK}/nothing")).status_code == 404

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            (first_item(exercise="plantar-heal-stretch"), "plantar-heel-stretch"),
            (definition(complaints=["plantar-heal-pain"]), "plantar-heel-pain"),
            (definition(goal="flexibilty"), "flexibility"),
            (first_item(exersise="calf-stretch"), "exercise"),
        ],
        ids=["exercise", "complaint", "word", "field"],
    )
    async def test_come_with_what_was_meant(
        self, written: dict[str, Any], meant: str, gym: httpx.AsyncClient
    ) -> None:
        errors = (await create(gym, "nothing", **written)).json()["errors"]
        assert meant in [error["suggestion"] for error in errors]
