"""What a person is told: the sign for what it is, its own advice, and nothing that collides."""

import re
from typing import Any

import httpx
import pytest

MATCHES = "/v1/complaint-matches"


async def matched(client: httpx.AsyncClient, text: str) -> dict[str, Any]:
    response = await client.post(MATCHES, json={"text": text})
    answer: dict[str, Any] = response.raise_for_status().json()
    return answer


async def read(client: httpx.AsyncClient, path: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await client.get(path)).raise_for_status().json()
    return answer


class TestAMatch:
    @pytest.mark.parametrize(
        ("text", "code", "says"),
        [
            ("all at once weak down one side, words slurred, I keep tripping", "stroke", "now"),
            ("one side of her mouth hangs and the foot on that side is numb", "stroke", "drive"),
            (
                "33 weeks pregnant, feet puffed up overnight, head throbbing",
                "pre_eclampsia",
                "midwife",
            ),
            (
                "expecting, hands and feet swollen since today, spots before my eyes",
                "pre_eclampsia",
                "maternity",
            ),
        ],
    )
    async def test_a_grave_sign_ends_in_care_with_its_own_advice(
        self, client: httpx.AsyncClient, text: str, code: str, says: str
    ) -> None:
        answer = await matched(client, text)

        assert (answer["outcome"], answer["decision"]) == ("seek_care", "seek_care")
        assert answer["red_flags"][0]["code"] == code
        assert says in answer["red_flags"][0]["advice"]
        assert "deformity_open" not in {flag["code"] for flag in answer["red_flags"]}

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("a brown mole under my foot has grown", "mole_or_lump"),
            ("the lump in my arch grows from month to month", "mole_or_lump"),
            ("yesterday I got a steroid jab in the heel, when may I stretch", "steroid_injection"),
            ("since they took the cast off my foot burns, sweats and changes colour", "crps"),
        ],
    )
    async def test_a_sign_for_a_clinician_is_told_within_two_weeks(
        self, client: httpx.AsyncClient, text: str, code: str
    ) -> None:
        answer = await matched(client, text)

        flags = {flag["code"]: flag for flag in answer["red_flags"]}
        assert flags[code]["tier"] == "see_clinician"

    async def test_an_old_stroke_or_that_of_another_is_none(
        self, client: httpx.AsyncClient
    ) -> None:
        for text in (
            "my mother had a stroke and my own heel is sore",
            "years after my stroke I would like a stronger foot",
            "what a stroke of luck, my heel is sore but better",
        ):
            answer = await matched(client, text)
            assert answer["decision"] != "seek_care", text


class TestTheAdvice:
    async def test_on_broken_bones_promises_nothing_to_who_presses_alone(
        self, client: httpx.AsyncClient
    ) -> None:
        flag = await read(client, "/v1/red-flags/ottawa_ankle_foot")
        complaint = await read(client, "/v1/complaints/foot-fracture")

        assert not re.search("very unlikely|100 %", flag["advice"] + complaint["evidence_note"])
        assert "is no proof" in flag["advice"]
        slugs = {source["slug"] for source in complaint["sources"]}
        assert {"ottawa-adults-2022", "bachmann-2003"} <= slugs

    async def test_on_slow_progress_stops_nothing_that_is_comfortable(
        self, client: httpx.AsyncClient
    ) -> None:
        flag = await read(client, "/v1/red-flags/no_improvement")

        assert flag["effect"]["offers"] == "unchanged"
        assert "keep going with what is comfortable" in flag["advice"]

    async def test_forbids_exercise_only_where_none_is_offered(
        self, client: httpx.AsyncClient
    ) -> None:
        flags = (await read(client, "/v1/red-flags?limit=100"))["items"]

        forbidding = [f for f in flags if re.search("[Dd]o not exercise", f["advice"])]
        assert forbidding
        assert {flag["effect"]["offers"] for flag in forbidding} == {"none"}

    async def test_on_pain_stands_with_what_helps_an_injury(
        self, client: httpx.AsyncClient
    ) -> None:
        sore = await read(client, "/v1/complaints/achilles-tendinitis/exercises")
        unsteady = await read(client, "/v1/complaints/poor-balance/exercises")

        assert "0 to 3" in sore["pain_rule"]
        assert "next morning" in sore["pain_rule"]
        assert unsteady["pain_rule"] is None
        assert not re.search(r"\d", sore["stop_rule"])
