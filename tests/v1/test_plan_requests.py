"""/v1/plan-recommendations: one request, written as clients of other languages write it."""

import httpx
import pytest

from tests.v1.test_plan_recommendations import ADDRESS, HEEL

PLAIN = {**HEEL, "minutes_per_session": 10, "pain_now": 2, "start_date": "2026-12-07"}


async def bytes_of(client: httpx.AsyncClient, body: str) -> bytes:
    headers = {"content-type": "application/json"}
    response = await client.post(ADDRESS, content=body, headers=headers)
    assert response.status_code == 200, response.text
    return response.content


@pytest.mark.parametrize(("written", "meant"), [("10.0", "10"), ("1e1", "10"), ("1.0E+1", "10")])
async def test_a_whole_number_may_be_written_with_a_point(
    client: httpx.AsyncClient, written: str, meant: str
) -> None:
    body = '{"goals": ["strength"], "minutes_per_session": %s}'

    assert await bytes_of(client, body % written) == await bytes_of(client, body % meant)


@pytest.mark.parametrize("written", ["10.5", "1e300", "1e400", "-0.0", "true", '"10"'])
async def test_what_is_no_whole_number_of_minutes_is_refused(
    client: httpx.AsyncClient, written: str
) -> None:
    response = await client.post(
        ADDRESS,
        content=f'{{"goals": ["strength"], "minutes_per_session": {written}}}',
        headers={"content-type": "application/json"},
    )

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/minutes_per_session"


async def test_null_means_the_same_as_leaving_a_field_out(client: httpx.AsyncClient) -> None:
    asked = {"goals": ["strength"]}
    unsaid = dict.fromkeys(
        (
            "complaints", "complaint_text", "regions", "level", "minutes_per_session", "days",
            "sessions_per_week", "weeks", "start_date", "style", "equipment", "positions",
            "exclude_exercises", "conditions", "cleared", "red_flags", "pain_now", "side",
            "weeks_done", "reached", "answers", "person",
        )
    )  # fmt: skip

    bare = await client.post(ADDRESS, json=asked)
    spelt_out = await client.post(ADDRESS, json={**unsaid, **asked})

    assert spelt_out.status_code == 200, spelt_out.text
    assert spelt_out.content == bare.content


async def test_nothing_done_and_nothing_reached_is_a_plan_from_the_beginning(
    client: httpx.AsyncClient,
) -> None:
    bare = await client.post(ADDRESS, json=PLAIN)
    empty = await client.post(
        ADDRESS, json={**PLAIN, "answers": [], "reached": [], "weeks_done": 0}
    )

    assert empty.content == bare.content


async def test_answers_that_are_null_or_empty_are_no_answers(client: httpx.AsyncClient) -> None:
    address, text = "/v1/complaint-matches", "my heel hurts"
    bare = await client.post(address, json={"text": text})
    null = await client.post(address, json={"text": text, "answers": None, "person": None})
    empty = await client.post(address, json={"text": text, "answers": [], "person": {}})

    assert null.content == empty.content == bare.content
