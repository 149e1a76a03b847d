"""People in stories, answered by who saw only the stories and the screens, walk the check again.

`vignettes.jsonl` has what somebody typed, the story, the decision that is right by its signs and
conditions, and what was answered. The writer of the stories and the two who answered had seen
neither the rules nor each other's part; every tenth screen was answered in haste. A question that
was not asked then counts as answered no. In three stories (X-012, X-040, X-050) the text ended
the check then and is asked about now; there we took the answers from the story.
"""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import httpx
import pytest
import pytest_asyncio

from api.interview.screens import MOST_SCREENS

VIGNETTES = Path(__file__).with_name("vignettes.jsonl")
LEVELS = {
    "exercises": 0,
    "with_care": 0,
    "after_clearance": 1,
    "see_clinician": 1,
    "seek_care": 2,
}
"""How much care a decision asks for: exercises now, somebody to look first, help today."""

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


class Walked(NamedTuple):
    """A vignette, the decision that it came to, and how many screens it took."""

    vignette: dict[str, Any]
    decision: str | None
    screens: int

    @property
    def right(self) -> int:
        return LEVELS[self.vignette["decision"]]

    @property
    def reached(self) -> int:
        return LEVELS[self.decision or "exercises"]


async def walk(client: httpx.AsyncClient, vignette: dict[str, Any]) -> Walked:
    answers: list[dict[str, str]] = []
    for screens in range(MOST_SCREENS + 1):
        body = {"text": vignette["typed"], "answers": answers}
        step = (await client.post("/v1/safety-checks", json=body)).raise_for_status().json()
        if step["done"]:
            return Walked(vignette, step["decision"], screens)
        codes = [question["code"] for question in step["screen"]["questions"]]
        given = vignette["answers"]
        answers += [{"code": code, "answer": given.get(code, "no")} for code in codes]
    raise AssertionError(vignette["id"])


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def walks(client: httpx.AsyncClient) -> AsyncIterator[list[Walked]]:
    lines = VIGNETTES.read_text(encoding="utf-8").splitlines()
    yield [await walk(client, json.loads(line)) for line in lines]


async def test_who_needs_help_today_is_sent_for_it(walks: list[Walked]) -> None:
    grave = [one for one in walks if one.vignette["tier"] in ("emergency", "urgent")]
    missed = [one.vignette["id"] for one in grave if one.decision != "seek_care"]

    assert len(grave) >= 70
    assert missed == []


async def test_nearly_nobody_is_offered_more_than_is_safe(walks: list[Walked]) -> None:
    unsafe = [one.vignette["id"] for one in walks if one.reached < one.right]

    assert len(walks) >= 160
    assert len(unsafe) <= 0.02 * len(walks), unsafe


async def test_few_are_sent_for_more_care_than_they_need(walks: list[Walked]) -> None:
    over = [one.vignette["id"] for one in walks if one.reached > one.right]

    assert len(over) <= 0.15 * len(walks), over


async def test_is_short(walks: list[Walked]) -> None:
    assert median(one.screens for one in walks) <= 5
    assert max(one.screens for one in walks) <= MOST_SCREENS
