"""Each vignette gets the answer that a physiotherapist would give."""

from typing import Any

import httpx
import pytest

from tests.vignettes.checks import CHECKS
from tests.vignettes.people import Expectation, Request, expectations, vignettes
from tests.vignettes.views import Answer, seen

EXPECTATIONS = expectations()
MARKED = [
    pytest.param(
        expected,
        id=expected.label,
        marks=[pytest.mark.xfail(strict=True, reason=expected.failing)] if expected.failing else [],
    )
    for expected in EXPECTATIONS
]
ANSWERS: dict[str, Answer] = {}
"""By request: each is sent once."""


async def known_codes(client: httpx.AsyncClient) -> set[str]:
    page = (await client.get("/v1/conditions", params={"limit": 100})).json()
    return {item["code"] for item in page["items"]}


async def with_known_codes(client: httpx.AsyncClient, body: dict[str, Any]) -> dict[str, Any]:
    """Return a body in which the first known code stands for a choice of several."""
    if not any("|" in code for code in body.get("conditions", ())):
        return body
    known = await known_codes(client)
    chosen = [
        next((one for one in code.split("|") if one in known), code.split("|")[0])
        for code in body["conditions"]
    ]
    return {**body, "conditions": chosen}


async def answered(client: httpx.AsyncClient, request: Request) -> Answer:
    if (kept := ANSWERS.get(str(request))) is not None:
        return kept
    if request.body is None:
        response = await client.get(f"/v1/{request.address}")
    else:
        body = await with_known_codes(client, request.body)
        response = await client.post(f"/v1/{request.address}", json=body)
    assert response.status_code == 200, response.text
    answer: Answer = response.json()
    if request.condition:
        variants = {variant["condition"]: variant for variant in answer["variants"]}
        # Without a variant of its own the complaint's advice holds.
        answer = variants.get(request.condition, answer)
    return ANSWERS.setdefault(str(request), answer)


@pytest.mark.parametrize("expected", MARKED)
async def test_a_person_is_answered_as_expected(
    client: httpx.AsyncClient, expected: Expectation
) -> None:
    answer = await answered(client, expected.request)

    wrong = {
        name: wanted for name, wanted in expected.checks.items() if not CHECKS[name](answer, wanted)
    }
    assert wrong == {}, f"{expected.request}: {seen(answer)}"


def test_there_are_twenty_people_and_each_expects_something() -> None:
    assert len({person["name"] for person in vignettes()}) == 20
    assert all(asked["expected"] for person in vignettes() for asked in person["asked"])
    assert {name for expected in EXPECTATIONS for name in expected.checks} <= set(CHECKS)
