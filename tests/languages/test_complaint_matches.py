"""A text is understood in any language, and the answer is in the language that was asked for."""

from typing import Any

import httpx
import pytest

from api.folding import fold
from tests.pseudo import PSEUDO


async def matched(client: httpx.AsyncClient, text: str, language: str = PSEUDO) -> dict[str, Any]:
    response = await client.post(
        "/v1/complaint-matches", json={"text": text}, headers={"Accept-Language": language}
    )
    assert response.headers["Content-Language"] == language
    answer: dict[str, Any] = response.raise_for_status().json()
    return answer


def is_pseudo(text: str) -> bool:
    return text.startswith("⟦") and text.endswith("⟧")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("my heel kills me when I get out of bed", set()),
        ("tight calfs and sore achilles", {"tight calf", "sore achilles"}),
        ("my calf is swollen, hot and red", set()),
        ("I twisted my ankle yesterday", {"twisted ankle"}),
        ("hello", set()),
        ("dolor de talón", {"dolor de talón"}),
    ],
)
async def test_the_same_is_understood_and_said_in_the_language(
    client: httpx.AsyncClient, text: str, names: set[str]
) -> None:
    """All but what is quoted of the text: words, and the names that were said for a complaint."""
    english, answer = await matched(client, text, "en"), await matched(client, text)

    def facts(answer: dict[str, Any]) -> list[Any]:
        found = [(match["complaint"]["slug"], match["score"]) for match in answer["matches"]]
        return [answer["outcome"], found, [flag["code"] for flag in answer["red_flags"]]]

    assert facts(answer) == facts(english)
    shown = [match["complaint"]["name"] for match in answer["matches"]]
    shown += [reason for match in answer["matches"] for reason in match["because"]]
    shown += [flag[field] for flag in answer["red_flags"] for field in ("sign", "advice")]
    shown += [said for said in (answer["question"], answer["advice"]) if said]
    quoted = {said for said in shown if not is_pseudo(said)}
    assert quoted - set(fold(text).split()) == names


async def test_a_plan_asks_back_in_the_language(client: httpx.AsyncClient) -> None:
    body = {"complaint_text": "hello", "days": ["mon"]}

    answer = (await client.post("/v1/plan-recommendations", json=body)).json()

    assert is_pseudo(answer["question"])
