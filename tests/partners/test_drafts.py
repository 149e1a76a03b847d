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


def items(*given: tuple[str, dict[str, Any]], **schedule: Any) -> dict[str, Any]:
    """Return a definition with these exercises and doses, done every day unless said otherwise."""
    return definition(
        complaints=[],
        items=[{"exercise": exercise, "dosage": dosage} for exercise, dosage in given],
        schedule={"sessions_per_day": 1, "days_per_week": 7, "text": "Daily."} | schedule,
        format="short_series",
    )


def in_turn(*given: tuple[str, dict[str, Any]], **schedule: Any) -> dict[str, Any]:
    return items(*given, **schedule) | {"format": "one_a_day"}


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
    "an exercise more often a day than meant": (
        items(("calf-stretch", {"sessions_per_day": 3}), sessions_per_day=4),
        "/items/0/dosage/sessions_per_day",
        "too_often",
    ),
    "an exercise more often a day than the routine": (
        items(("calf-stretch", {}), ("calf-stretch", {"sessions_per_day": 2})),
        "/items/1/dosage/sessions_per_day",
        "too_often",
    ),
    "an exercise on more days than meant": (
        items(("towel-grab-exercise", {"days_per_week": 4})),
        "/items/0/dosage/days_per_week",
        "too_often",
    ),
    "an exercise on more days than the routine": (
        items(("calf-stretch", {"days_per_week": 4}), days_per_week=3),
        "/items/0/dosage/days_per_week",
        "too_often",
    ),
    "an exercise on more days than it has its turn": (
        in_turn(*[("calf-stretch", {})] * 2, ("calf-stretch", {"days_per_week": 3})),
        "/items/2/dosage/days_per_week",
        "too_often",
    ),
    "turns on more days than meant": (
        in_turn(("towel-grab-exercise", {}), ("calf-stretch", {})),
        "/schedule/days_per_week",
        "too_often",
    ),
    "a frequency of none": (
        items(("calf-stretch", {"sessions_per_day": 0})),
        "/items/0/dosage/sessions_per_day",
        "too_small",
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

    async def test_are_all_named_at_once(self, gym: httpx.AsyncClient) -> None:
        calf, heel = "calf-stretch", "plantar-heel-stretch"
        wrong = items(
            ("calf-strech", {}),
            (calf, {"reps": 99}),
            (heel, {"sessions_per_day": 3}),
            ("towel-grab-exercise", {}),
            *[("foot-doming-stretch", {})] * 10,
        ) | {"goal": "heal", "html": "<b>", "complaints": ["foot-fracture"], "name": " "}
        wrong["items"][1]["note"] = "x" * 401

        response = await create(gym, "nothing", **wrong)

        errors = response.json()["errors"]
        assert response.status_code == 422
        assert {(error["pointer"], error["code"]) for error in errors} == {
            ("/name", "too_short"),
            ("/goal", "unknown_word"),
            ("/html", "unknown_field"),
            ("/items/1/note", "too_long"),
            ("/items/0/exercise", "unknown_slug"),
            ("/items/1/dosage/reps", "outside_dosage_range"),
            ("/items/2/dosage/sessions_per_day", "too_often"),
            ("/schedule/days_per_week", "too_often"),
            ("/complaints/0", "clinician_first"),
            ("/items", "too_long"),
        }
        assert len(errors) == 10
        assert "calf-stretch" in [error["suggestion"] for error in errors]

    @pytest.mark.parametrize(
        "part",
        [
            {"items": [None, 7, {}, {"exercise": ["a"]}, {"exercise": "calf-strech"}]},
            {"items": {"exercise": "calf-strech"}, "complaints": ["heel-pian"]},
            {"items": None, "complaints": [None, {"a": [1]}, "heel-pian"], "schedule": []},
            {"format": 1, "complaints": ["heel-pian"], "schedule": {"days_per_week": {}}},
            {"items": [{"exercise": "calf-strech", "dosage": "little"}], "schedule": None},
        ],
    )
    async def test_of_what_is_no_definition_are_named_too(
        self, part: dict[str, Any], gym: httpx.AsyncClient
    ) -> None:
        response = await create(gym, "nothing", **part)

        codes = {error["code"] for error in response.json()["errors"]}
        assert response.status_code == 422
        assert "unknown_slug" in codes
        assert len(codes) > 1


class TestFrequency:
    """Of an exercise: as its item says, else as the schedule."""

    @pytest.mark.parametrize(
        "written",
        [
            items(("towel-grab-exercise", {"days_per_week": 3}), ("calf-stretch", {})),
            items(
                ("towel-grab-exercise", {"sessions_per_day": 1, "days_per_week": 2}),
                ("calf-stretch", {}),
                sessions_per_day=2,
            ),
            in_turn(("towel-grab-exercise", {}), ("calf-stretch", {}), ("toe-stretch", {})),
        ],
        ids=["fewer days", "fewer times", "in turn"],
    )
    async def test_can_be_lower_than_the_routines(
        self, written: dict[str, Any], acme: httpx.AsyncClient
    ) -> None:
        response = await create(acme, "allowed", **written)
        assert response.status_code == 201, response.text
        given = written["items"][0]["dosage"]
        dosage = response.json()["definition"]["items"][0]["dosage"]
        assert {name: dosage[name] for name in given} == given
        assert {"sessions_per_day", "days_per_week"} <= dosage.keys()
