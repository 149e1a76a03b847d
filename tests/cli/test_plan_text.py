"""A plan as text to print: everything that matters of the answer, in lines that fit on paper."""

from typing import Any

import httpx
import pytest

from api.cli.plan_text import WIDTH, plan_text
from api.messages.files import get_messages

REQUESTS = {
    "plan": {"complaints": ["plantar-heel-pain"], "days": ["mon", "wed"], "minutes_per_session": 8},
    "dated": {"complaints": ["flat-feet"], "days": ["tue"], "start_date": "2026-11-30"},
    "after_clearance": {"complaints": ["foot-fracture"], "days": ["mon"]},
    "nothing_fits": {"regions": ["heel"], "days": ["mon"], "exclude_exercises": ["calf-stretch"],
                     "minutes_per_session": 3, "positions": ["lying"]},
}  # fmt: skip


async def answer(client: httpx.AsyncClient, name: str) -> dict[str, Any]:
    response = await client.post("/v1/plan-recommendations", json=REQUESTS[name])
    body: dict[str, Any] = response.raise_for_status().json()
    return body


def in_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", REQUESTS)
async def test_every_line_fits_the_width(name: str, client: httpx.AsyncClient) -> None:
    lines = plan_text(await answer(client, name), [], get_messages("en"))
    assert max(map(len, lines)) <= WIDTH
    assert lines[-1].startswith("Key ")


async def test_every_session_and_dose_is_there(client: httpx.AsyncClient) -> None:
    plan = await answer(client, "plan")
    lines = plan_text(plan, ["Plantar heel pain"], get_messages("en"))
    text = in_one_line(" ".join(lines))
    assert lines[0] == "YOUR PLAN: Plantar heel pain"
    assert "WEEK 1 to 2" in lines
    names = {exercise["slug"]: exercise["name"] for exercise in plan["exercises"]}
    for exercise in plan["exercises"]:
        for step in exercise["steps"]:
            assert f"{step['number']}. {step['text']}" in text
    for phase in plan["phases"]:
        for session in phase["sessions"]:
            for item in session["items"]:
                assert f"{names[item['exercise']]}, {item['position']}" in text
                assert item["dosage"]["text"] in text
                assert item["also"] is None or item["also"]["text"] in text
    for statement in (*plan["coverage"], *plan["progression"], plan["pain_rule"]):
        assert in_one_line(statement["text"]) in text


async def test_dates_are_named_if_the_plan_has_them(client: httpx.AsyncClient) -> None:
    lines = plan_text(await answer(client, "dated"), [], get_messages("en"))
    assert "WEEK 1 to 2 (2026-11-30 to 2026-12-13)" in lines


async def test_care_comes_before_everything(client: httpx.AsyncClient) -> None:
    lines = plan_text(await answer(client, "after_clearance"), ["Broken foot"], get_messages("en"))
    assert lines[0] == "A CLINICIAN FIRST, THEN EXERCISES: Broken foot"
    assert not any(line.startswith("WEEK") for line in lines)
