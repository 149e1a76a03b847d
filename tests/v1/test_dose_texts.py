"""A text that names a dose names the one beside it: in details, answers, routines and plans."""

import json
import re
from typing import Any

import httpx

from api.messages.files import get_messages
from api.reviews import NOT_REVIEWED
from api.v1.answers.complaints import FROM_EXERCISE, Parts, parts_of, steps_for

FORMS = [{"text": "Hold for {hold_seconds}.", "plain": "Hold."}]
DOCUMENT = {
    "steps": [{"number": 1, "phase": "hold", "text": "Hold for 30 seconds."}],
    "dosage": {"hold_seconds": 30},
    "review": NOT_REVIEWED,
    **dict.fromkeys(FROM_EXERCISE),
}


def texts(steps: list[dict[str, Any]]) -> str:
    return " ".join(step["text"] for step in steps)


async def steps_of(client: httpx.AsyncClient, slug: str) -> str:
    return texts((await client.get(f"/v1/exercises/{slug}")).json()["steps"])


def stored(forms: list[dict[str, Any]] | None) -> Parts:
    return parts_of(json.dumps(DOCUMENT), None if forms is None else json.dumps(forms))


async def test_a_detail_names_the_usual_dose(client: httpx.AsyncClient) -> None:
    assert "hold for 30 seconds" in await steps_of(client, "calf-stretch")
    assert "Do it twice on each side." in await steps_of(client, "achilles-tendon-stretch")
    assert "Hold it up for 1 second." in await steps_of(client, "toe-flutters")


def test_an_answer_for_a_complaint_names_the_dose_for_it() -> None:
    own = {"hold_seconds": 10}

    for_complaint = steps_for({"dosage": own}, stored(FORMS), get_messages("en"))
    usual = steps_for({"dosage": None}, stored(FORMS), get_messages("en"))

    assert texts(for_complaint) == "Hold for 10 seconds."
    assert texts(usual) == "Hold for 30 seconds."


def test_a_document_of_an_earlier_release_keeps_its_steps() -> None:
    answered = steps_for({"dosage": {"hold_seconds": 10}}, stored(None), get_messages("en"))

    assert answered == DOCUMENT["steps"]


async def test_a_routine_names_the_dose_of_its_item(client: httpx.AsyncClient) -> None:
    routine = (await client.get("/v1/routines/before-bed-cramps")).json()
    calf = routine["items"][0]

    assert calf["dosage"]["hold_seconds"] == 10
    assert "hold for 10 seconds" in texts(calf["exercise"]["steps"])


async def test_a_plan_names_no_number_in_its_steps(client: httpx.AsyncClient) -> None:
    asked = {"complaints": ["plantar-heel-pain", "toe-weakness"], "weeks": 8}
    plan = (await client.post("/v1/plan-recommendations", json=asked)).json()

    assert plan["exercises"]
    for exercise in plan["exercises"]:
        said = texts(exercise["steps"])
        assert not re.search(r"\d+ (?:seconds?|minutes?|times)|\btwice\b|[{}]", said), said


async def test_what_is_served_has_no_placeholder(client: httpx.AsyncClient) -> None:
    exercises = (await client.get("/v1/exercises?limit=100")).json()["items"]
    addresses = [item["url"] for item in exercises]
    routines = (await client.get("/v1/routines?limit=100")).json()["items"]
    addresses += [item["url"] for item in routines]

    for address in addresses:
        answer = (await client.get(address)).json()
        assert "{" not in json.dumps([texts_in(answer)]), address


def texts_in(value: Any) -> list[str]:
    """Return every text of an answer."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_in(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts_in(part)]
    return [value] if isinstance(value, str) else []
