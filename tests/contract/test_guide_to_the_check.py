"""The guide to the safety check is true: its walks are walked, and its loop is run."""

import asyncio
import json
import re
from typing import Any, NamedTuple

import httpx
import pytest

from api.triage import STRICTNESS
from tests.contract.test_documents import ROOT, fences, read, shows

GUIDE = ROOT / "docs" / "guides" / "before-the-first-exercise.md"
CHECKS = "/v1/safety-checks"
WALK = re.compile(r"^### (.+?)\n\n`(\{.+?\})`\n\n(.+?)\n\n```json\n(.+?)^```$", re.M | re.S)
ROW = re.compile(r"^\| \d \| (.+?) \| (.+?) \| (.+?) \|$", re.M)
CODE = re.compile(r"`([a-z0-9_]+)`")


class Row(NamedTuple):
    title: str
    codes: list[str]
    fits: list[str]


def walks() -> list[Any]:
    """Each walk of the guide: what is known first, its screens, and its end."""
    return [
        pytest.param(
            json.loads(known),
            [Row(row[0], CODE.findall(row[1]), CODE.findall(row[2])) for row in ROW.findall(table)],
            json.loads(end),
            id=title,
        )
        for title, known, table, end in WALK.findall(read(GUIDE))
    ]


def loop() -> dict[str, Any]:
    """Run the guide's Python, and return what it defines."""
    found: dict[str, Any] = {}
    for block in fences(GUIDE, "python"):
        exec(block, found)  # noqa: S102 - our own guide
    return found


def test_there_are_three_walks() -> None:
    assert len(walks()) == 3


@pytest.mark.parametrize(("known", "screens", "end"), walks())
async def test_each_walk_goes_as_shown(
    known: dict[str, Any], screens: list[Row], end: Any, client: httpx.AsyncClient
) -> None:
    """By the guide's own loop, which waits in a thread for the application of the test."""
    running, code, seen = asyncio.get_running_loop(), loop(), list[Row]()

    def post(path: str, body: Any) -> Any:
        sent = asyncio.run_coroutine_threadsafe(client.post(path, json=body), running)
        return sent.result(60).raise_for_status().json()

    def ask(screen: dict[str, Any]) -> dict[str, str]:
        fits = screens[len(seen)].fits
        codes = [question["code"] for question in screen["questions"]]
        seen.append(Row(screen["title"], codes, fits))
        return dict.fromkeys(fits, "yes")

    code["post"] = post
    found = await asyncio.to_thread(lambda: code["check"](ask, **known))
    plan = await asyncio.to_thread(code["plan_for"], found)

    assert seen == screens
    assert shows(end, found), json.dumps(found, indent=1)
    assert (plan["decision"] if plan else None) == (
        "exercises" if end["decision"] == "exercises" else None
    )


def test_the_loop_begins_again_if_the_questions_change() -> None:
    code, sent = loop(), list[Any]()
    versions = ["a", "b", "b", "b"]

    def post(_path: str, body: Any) -> Any:
        sent.append([*body["answers"]])
        version = versions[len(sent) - 1]
        screen = {"questions": [{"code": f"asked_by_{version}"}]}
        return {"rules_version": version, "screen": screen, "done": len(sent) == len(versions)}

    code["post"] = post
    code["check"](lambda _screen: {})

    assert [[one["code"] for one in answers] for answers in sent] == [
        [],
        ["asked_by_a"],
        [],
        ["asked_by_b"],
    ]


def test_every_decision_is_explained_and_so_is_none() -> None:
    table = read(GUIDE).partition("## What your app shows")[2].partition("\n## ")[0]
    explained = re.findall(r"^\| `?(\w+)`? \|", table, re.M)
    assert explained == ["decision", *STRICTNESS, "null"]
