"""The marker of a segment: the part of the exercise's picture that belongs to it."""

from typing import Any

import httpx

from tests.v1.lists import everything
from tests.v1.test_routines import ROUTINES, slugs
from tests.v1.test_session_timelines import ADDRESS, HELD, session


def parts_of(exercise: dict[str, Any]) -> set[str]:
    """Return the names of the parts of an exercise's main loop."""
    loops = [one for one in exercise["media"] if one["kind"] == "animation"]
    return {marker["name"] for loop in loops[:1] for marker in loop["markers"]}


class TestMarkers:
    async def test_name_the_part_of_the_animation_that_belongs_to_a_segment(
        self, client: httpx.AsyncClient
    ) -> None:
        for slug in await slugs(client):
            routine = (await client.get(f"{ROUTINES}/{slug}")).json()
            parts = {
                item["exercise"]["slug"]: parts_of(item["exercise"]) for item in routine["items"]
            }
            segments = (await client.get(f"{ROUTINES}/{slug}/timeline")).json()["segments"]

            for segment in segments:
                word = {"prepare": "setup"}.get(segment["kind"], segment["kind"])
                there = word in parts[segment["exercise"]]
                assert segment["marker"] == (word if there else None)

    async def test_are_those_of_the_routine_in_a_session_of_a_plan(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.post(ADDRESS, json=session(sets=2, rest_seconds=30))

        found = {one["kind"]: one["marker"] for one in answer.json()["segments"]}
        assert found == {
            "prepare": "setup",
            "move": "move",
            "hold": "hold",
            "return": "return",
            "rest": None,
            "switch": None,
        }

    async def test_are_null_for_an_exercise_without_pictures(
        self, client: httpx.AsyncClient
    ) -> None:
        lines = await everything(client, "/v1/exercises")
        undrawn = next(line["slug"] for line in lines if line["animation"] is None)
        item = {"exercise": undrawn, "dosage": HELD}

        answer = await client.post(ADDRESS, json={"items": [item]})

        assert {one["marker"] for one in answer.json()["segments"]} == {None}
