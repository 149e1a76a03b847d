"""/v1/complaint-matches: from a person's words to a complaint, or to care."""

from typing import Any

import httpx
import pytest

from tests.sent import Sent

ADDRESS = "/v1/complaint-matches"


async def matched(client: httpx.AsyncClient, text: str) -> dict[str, Any]:
    response = await client.post(ADDRESS, json={"text": text})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


class TestMatchComplaints:
    async def test_a_plain_sentence_names_the_complaint_and_its_reasons(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await matched(client, "my heel kills me when I get out of bed")

        assert answer["outcome"] == "matched"
        first = answer["matches"][0]
        assert first["complaint"] == {"slug": "plantar-heel-pain", "name": "Plantar heel pain"}
        assert {"heel", "first steps"} <= set(first["because"])
        assert (answer["red_flags"], answer["advice"]) == ([], None)

    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("planter facitis", "plantar-fasciitis"),
            ("dolor de talón", "plantar-heel-pain"),
            ("ich bin umgeknickt", "ankle-sprain"),
            ("crampes aux pieds la nuit", "foot-cramps"),
        ],
    )
    async def test_typos_and_other_languages_are_understood(
        self, client: httpx.AsyncClient, text: str, slug: str
    ) -> None:
        answer = await matched(client, text)

        assert answer["matches"][0]["complaint"]["slug"] == slug

    async def test_an_urgent_sign_comes_first_and_says_what_to_do(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await matched(client, "I felt a pop and can't stand on my toes")

        assert answer["outcome"] == "seek_care"
        flag = answer["red_flags"][0]
        assert (flag["code"], flag["tier"]) == ("achilles_rupture", "urgent")
        assert answer["advice"] == flag["advice"]
        assert answer["question"] is None

    @pytest.mark.parametrize(
        "text",
        [
            "the bone is&nbsp;sticking out of&nbsp;my foot",
            "the bone<br>is sticking out of my foot",
            "the%20bone%20is%20sticking%20out%20of%20my%20foot",
            "the bone is stick\u00ading out of my foot",
        ],
    )
    async def test_an_emergency_is_found_as_the_world_sends_it(
        self, client: httpx.AsyncClient, text: str
    ) -> None:
        answer = await matched(client, text)

        assert answer["outcome"] == "seek_care"
        assert [flag["code"] for flag in answer["red_flags"]] == ["deformity_open"]

    async def test_a_sign_for_a_clinician_leaves_the_match(self, client: httpx.AsyncClient) -> None:
        answer = await matched(client, "my heel hurts, it is worst at night even at rest")

        assert answer["outcome"] == "matched"
        assert {flag["tier"] for flag in answer["red_flags"]} == {"see_clinician"}

    @pytest.mark.parametrize(
        ("text", "decision"),
        [
            ("my heel hurts in the morning", "exercises"),
            ("my 9 year old's heel hurts", "after_clearance"),
            ("my foot is broken", "after_clearance"),
            ("my calf is swollen, hot and red", "seek_care"),
        ],
    )
    async def test_the_decision_is_that_of_a_plan_for_the_same_words(
        self, client: httpx.AsyncClient, text: str, decision: str
    ) -> None:
        answer = await matched(client, text)
        plan = await client.post("/v1/plan-recommendations", json={"complaint_text": text})

        assert answer["decision"] == plan.json()["decision"] == decision

    async def test_what_fits_two_is_asked_back(self, client: httpx.AsyncClient) -> None:
        answer = await matched(client, "ankle")

        assert answer["outcome"] in {"matched", "ambiguous"}
        assert answer["matches"][0]["complaint"]["slug"].startswith("ankle")

    @pytest.mark.parametrize(
        "text", ["check my balance", "hello", "  ", "🦄🦄🦄", "\u0000", "12 34"]
    )
    async def test_nothing_is_guessed(self, client: httpx.AsyncClient, text: str) -> None:
        answer = await matched(client, text)

        assert answer["outcome"] == "unrecognised"
        assert answer["matches"] == []
        assert "where it hurts" in answer["advice"]

    async def test_it_is_never_kept_and_any_page_may_ask(self, client: httpx.AsyncClient) -> None:
        response = await client.post(
            ADDRESS,
            json={"text": "heel pain"},
            headers={"Origin": "https://app.example", "Accept-Language": "de, en;q=0.5"},
        )

        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Content-Language"] == "en"
        assert "Accept-Language" in response.headers["Vary"]

    async def test_it_takes_the_same_few_statements_for_any_text(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await matched(client, "heel pain")
        statements.clear()

        await matched(client, "sharp heel pain, fever, and my calf is swollen, hot and red")

        # digest of the lexicon, complaints' documents, red flags' documents
        assert len(statements) == 3


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "pointer", "code"),
        [
            ({}, "/text", "missing"),
            ({"text": ""}, "/text", "too_short"),
            ({"text": "x" * 2_001}, "/text", "too_long"),
            ({"text": None}, "/text", "not_text"),
            ({"text": ["heel"]}, "/text", "not_text"),
            ({"text": "heel", "lang": "en"}, "/lang", "unknown_field"),
            (["heel"], "", "not_an_object"),
        ],
    )
    async def test_a_wrong_body_is_told_by_its_place(
        self, client: httpx.AsyncClient, body: Any, pointer: str, code: str
    ) -> None:
        response = await client.post(ADDRESS, json=body)

        assert response.status_code == 422
        error = response.json()["errors"][0]
        assert (error["pointer"], error["code"]) == (pointer, code)

    async def test_an_unknown_field_gets_the_nearest(self, client: httpx.AsyncClient) -> None:
        response = await client.post(ADDRESS, json={"text": "heel", "txet": "heel"})

        assert response.json()["errors"][0]["suggestion"] == "text"

    async def test_the_longest_text_is_taken(self, client: httpx.AsyncClient) -> None:
        answer = await matched(client, "heel pain " * 200)

        assert answer["matches"][0]["complaint"]["slug"] == "plantar-heel-pain"

    @pytest.mark.parametrize("body", [b"", b"{", b'{"text": "\xff"}', b"[" * 60_000, b"\x00"])
    async def test_what_is_not_json_in_utf8_is_malformed(
        self, client: httpx.AsyncClient, body: bytes
    ) -> None:
        response = await client.post(
            ADDRESS, content=body, headers={"Content-Type": "application/json"}
        )

        assert response.status_code == 400

    async def test_half_a_surrogate_pair_is_refused(self, client: httpx.AsyncClient) -> None:
        response = await client.post(
            ADDRESS,
            content=b'{"text": "heel \\ud800 pain"}',
            headers={"Content-Type": "application/json"},
        )

        assert response.status_code == 422

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
    async def test_another_media_type_is_refused(
        self, client: httpx.AsyncClient, kind: str
    ) -> None:
        response = await client.post(
            ADDRESS, content=b'{"text": "heel"}', headers={"Content-Type": kind}
        )

        assert (response.status_code, response.json()["code"]) == (415, "unsupported-media-type")

    async def test_only_post_is_answered(self, client: httpx.AsyncClient) -> None:
        response = await client.get(ADDRESS)

        assert response.status_code == 405
        assert response.headers["Allow"] == "POST, OPTIONS"

    async def test_a_text_in_the_address_is_refused_without_repeating_it(
        self, client: httpx.AsyncClient
    ) -> None:
        response = await client.post(f"{ADDRESS}?text=bleeding", json={"text": "heel"})

        assert response.status_code == 422
        assert "bleeding" not in response.text


class TestTheLog:
    async def test_holds_nothing_of_the_text(
        self, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level("DEBUG"):
            await matched(client, "Zanzibarquux my heel hurts")
            await client.post(ADDRESS, json={"text": "Zanzibarquux" * 200})

        assert "zanzibarquux" not in caplog.text.lower()
