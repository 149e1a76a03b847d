"""/v1/plan-recommendations: mistakes in a request, with a change that helps."""

from typing import Any

import httpx
import pytest

from tests.cases import in_one_test
from tests.planner.requests import values_of
from tests.v1.test_plan_recommendations import ADDRESS, HEEL, planned


async def refused(client: httpx.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    response = await client.post(ADDRESS, json=asked)
    assert response.status_code == 422, response.text
    errors: list[dict[str, Any]] = response.json()["errors"]
    return errors


class TestWhatIsWrong:
    async def test_nothing_asked_for_is_refused(self, client: httpx.AsyncClient) -> None:
        errors = await refused(client, minutes_per_session=10)

        assert [error["code"] for error in errors] == ["nothing_asked"]

    async def test_an_unknown_name_is_refused_with_a_suggestion(
        self, client: httpx.AsyncClient
    ) -> None:
        errors = await refused(
            client, complaints=["flat-feet", "plantar-heal-pain"], conditions=["diabets"]
        )

        assert [(e["pointer"], e["suggestion"]) for e in errors] == [
            ("/complaints/1", "plantar-heel-pain"),
            ("/conditions/0", "diabetes"),
        ]

    async def test_a_name_in_other_words_is_refused_with_what_is_called_so(
        self, client: httpx.AsyncClient
    ) -> None:
        errors = await refused(
            client, regions=["peroneals"], complaints=["heel pain"], exclude_exercises=["PFSS"]
        )

        assert {e["pointer"]: e["suggestion"] for e in errors} == {
            "/regions/0": "fibularis",
            "/complaints/0": "plantar-heel-pain",
            "/exclude_exercises/0": "plantar-heel-stretch",
        }

    async def test_what_was_reached_is_an_exercise_with_one_dose(
        self, client: httpx.AsyncClient
    ) -> None:
        reached = [
            {"exercise": "calf-stretch", "dosage": {"sets": 1}},
            {"exercise": "calf-strech", "dosage": {"sets": 1}},
            {"exercise": "calf-stretch", "dosage": {"sets": 1, "reps": None}},
            {"exercise": "calf-stretch", "dosage": {"sets": 2}},
            {"exercise": "heel raises", "dosage": {}},
        ]
        errors = await refused(client, **HEEL, reached=reached)

        assert [(e["pointer"], e["code"], e["suggestion"]) for e in errors] == [
            ("/reached/1/exercise", "unknown", "calf-stretch"),
            ("/reached/4/exercise", "unknown", "standing-heel-lifts"),
            ("/reached/3", "contradicts_itself", None),
        ]

    async def test_days_that_contradict_a_number_are_refused(
        self, client: httpx.AsyncClient
    ) -> None:
        errors = await refused(client, **HEEL, sessions_per_week=5)

        assert errors[0]["code"] == "contradicts_days"
        assert errors[0]["suggestion"] == "3"

    @in_one_test(
        ("field", "value"),
        [
            ("minutes_per_session", 2),
            ("minutes_per_session", 61),
            ("minutes_per_session", "10"),
            ("minutes_per_session", True),
            ("weeks", 0),
            ("weeks", 13),
            ("sessions_per_week", 8),
            ("pain_now", 11),
            ("days", []),
            ("days", ["monday"]),
            ("positions", []),
            ("level", "expert"),
            ("style", "circuit"),
            ("side", "middle"),
            ("start_date", "tomorrow"),
            ("start_date", "9999-12-31"),
            ("start_date", "0001-01-01"),
            ("start_date", 1764288000),
            ("start_date", 1764288000000),
            ("start_date", "1764288000"),
            ("start_date", "0"),
            ("start_date", "2026-11-28T00:00:00Z"),
            ("start_date", "20261128"),
            ("minutes_per_session", 10.5),
            ("weeks_done", 53),
            ("weeks_done", -1),
            ("reached", {"calf-stretch": 2}),
            ("reached", [{"exercise": "calf-stretch"}]),
            ("reached", [{"exercise": "calf-stretch", "dosage": {"sets": 0}}]),
            ("reached", [{"exercise": "calf-stretch", "dosage": {"rounds": 2}}]),
            ("reached", [{"exercise": "calf-stretch", "dosage": {}, "done": True}]),
            ("reached", [{"exercise": "calf-stretch", "dosage": {}}] * 51),
            ("complaints", ["flat-feet"] * 11),
            ("complaints", ["\u0000"]),
            ("complaint_text", ""),
            ("minutes", 10),
        ],
    )
    async def test_a_wrong_field_is_named(
        self, client: httpx.AsyncClient, field: str, value: object
    ) -> None:
        errors = await refused(client, **{"goals": ["strength"], field: value})

        assert {error["pointer"].split("/")[1] for error in errors} == {field}

    async def test_what_is_no_json_is_malformed(self, client: httpx.AsyncClient) -> None:
        response = await client.post(
            ADDRESS, content=b'{"goals": [', headers={"content-type": "application/json"}
        )

        assert response.status_code == 400

    @pytest.mark.parametrize("body", [rb'{"regions":["\ud800"]}', rb'{"red_flags":["\u0000"]}'])
    async def test_half_a_character_is_no_name(
        self, client: httpx.AsyncClient, body: bytes
    ) -> None:
        response = await client.post(
            ADDRESS, content=body, headers={"content-type": "application/json"}
        )

        assert response.status_code == 422

    async def test_half_a_character_in_words_is_not_understood(
        self, client: httpx.AsyncClient
    ) -> None:
        response = await client.post(
            ADDRESS,
            content=rb'{"complaint_text":"\ud800 heel hurts"}',
            headers={"content-type": "application/json"},
        )

        assert response.status_code in (200, 422)

    async def test_another_media_type_is_refused(self, client: httpx.AsyncClient) -> None:
        response = await client.post(ADDRESS, content=b"goals=strength")

        assert response.status_code == 415

    async def test_the_smallest_change_is_named_if_nothing_fits(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await planned(
            client, complaints=["plantar-heel-pain"], positions=["kneeling"], minutes_per_session=3
        )
        changed = await planned(
            client,
            complaints=["plantar-heel-pain"],
            positions=["kneeling", *values_of(answer["change"], "value")],
            minutes_per_session=3,
        )

        assert (answer["outcome"], answer["change"]["code"]) == ("nothing_fits", "try_position")
        assert changed["outcome"] == "plan"
