"""No text contradicts the dose beside it: in details, in answers for complaints, in routines."""

from collections.abc import Iterator
from typing import Any

import httpx

from seed.doses_in_prose import contradictions
from tests.messages.test_dosage import EMPTY
from tests.v1.lists import everything

Json = dict[str, Any]
HOW = ("steps", "feel", "cues", "mistakes", "contraindications", "easier", "harder")


def texts_in(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text inside a part of an answer, with its place."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from texts_in(part, f"{place}.{name}")
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from texts_in(part, f"{place}.{at}")
    elif isinstance(value, str):
        yield place, value


def against(dosage: Json, parts: Json) -> list[str]:
    """Return the contradictions of all texts of these parts, with place and words."""
    return [
        f"{place}: {claim.words}"
        for place, text in texts_in(parts)
        for claim in contradictions(text, dosage)
    ]


def parts_of(thing: Json, *names: str) -> Json:
    return {name: thing[name] for name in names if name in thing}


async def read(client: httpx.AsyncClient, address: str) -> Json:
    answer: Json = (await client.get(address)).json()
    return answer


async def test_details_agree_with_the_usual_dose(client: httpx.AsyncClient) -> None:
    found = []
    for line in await everything(client, "/v1/exercises"):
        exercise = await read(client, line["url"])
        parts = parts_of(exercise, "summary", *HOW, "interpretation_note", "dosage")
        found += [line["slug"] + wrong for wrong in against(exercise["dosage"], parts)]

    assert found == []


async def test_answers_for_complaints_agree_with_their_doses(client: httpx.AsyncClient) -> None:
    found = []
    for line in await everything(client, "/v1/complaints"):
        answer = await read(client, f"{line['url']}/exercises")
        for item in answer["items"]:
            parts = parts_of(item, "rationale", *HOW, "dosage")
            parts["summary"] = item["exercise"]["summary"]
            found += [line["slug"] + wrong for wrong in against(item["dosage"], parts)]

    assert found == []


async def test_routines_agree_with_their_doses_and_their_schedule(
    client: httpx.AsyncClient,
) -> None:
    found = []
    for line in await everything(client, "/v1/routines"):
        routine = await read(client, line["url"])
        for item in routine["items"]:
            parts = {**parts_of(item["exercise"], "summary", *HOW), "note": item["note"]}
            parts["dosage"] = item["dosage"]
            found += [line["slug"] + wrong for wrong in against(item["dosage"], parts)]
        schedule = {**EMPTY, **routine["schedule"], "duration_seconds": routine["total_seconds"]}
        parts = {"schedule": routine["schedule"]["text"], "summary": routine["summary"]}
        found += [line["slug"] + wrong for wrong in against(schedule, parts)]

    assert found == []


async def test_items_of_a_routine_are_done_as_often_as_its_schedule_says(
    client: httpx.AsyncClient,
) -> None:
    for line in await everything(client, "/v1/routines"):
        routine = await read(client, line["url"])
        schedule, turns = routine["schedule"], len(routine["items"])
        days = schedule["days_per_week"]
        for item in routine["items"]:
            dosage = item["dosage"]
            assert dosage["sessions_per_day"] == schedule["sessions_per_day"]
            assert (
                dosage["days_per_week"] * (turns if routine["format"] == "one_a_day" else 1) == days
            ), line["slug"]
            assert dosage["when"] in (None, schedule["when"])


def test_the_finder_finds_what_was_served_before() -> None:
    """A routine for cramps held the stretch for 15 seconds and told to hold it for 30."""
    step = {"steps": [{"number": 6, "phase": "hold", "text": "Press and hold for 30 seconds."}]}
    twice = {"steps": [{"text": "Come back and change legs. Do it twice on each side."}]}
    dosage = {**EMPTY, "sets": 1, "reps": 3, "hold_seconds": 15}

    assert against(dosage, step) == [".steps.0.text: 30 seconds"]
    assert against(dosage, twice) == [".steps.0.text: twice"]
