"""How often: the schedule of a routine, its exercises and its page say the same."""

import re
from collections.abc import Iterator, Set
from typing import Any

import httpx

from tests.embeds.test_pages import Seen
from tests.partners.written import definition, if_match

NUMBERS = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5}
NUMBER = rf"(\d+|{'|'.join(NUMBERS)})"
A_DAY = re.compile(rf"\b{NUMBER}(?: times?)? (?:a|each|every|per) (?:working )?day", re.IGNORECASE)
A_WEEK = re.compile(rf"\b{NUMBER} days? (?:a|each|every|per) week", re.IGNORECASE)
EVERY_DAY = re.compile(r"\b(?:every|each) (?:day|night|morning|evening)\b", re.IGNORECASE)

DAILY = {"sessions_per_day": 1, "days_per_week": 7, "when": None, "text": "Once a day."}
NAMES = ("sessions_per_day", "days_per_week", "when")
SAMPLES: dict[str, tuple[dict[str, Any], list[tuple[int, int | None, str | None]]]] = {
    "twice": ({}, [(2, 7, "before_first_steps"), (2, 7, "before_first_steps")]),
    "working-days": (
        {
            "items": [{"exercise": "toe-flutters"}, {"exercise": "seated-point-and-flex"}],
            "schedule": DAILY | {"days_per_week": 5, "text": "Once each working day."},
        },
        [(1, 5, None), (1, 5, None)],
    ),
    "fewer-days": (
        {
            "items": [
                {"exercise": "towel-grab-exercise", "dosage": {"days_per_week": 3}},
                {"exercise": "calf-stretch"},
            ],
            "schedule": DAILY,
        },
        [(1, 3, None), (1, 7, None)],
    ),
    "fewer-times": (
        {
            "items": [
                {"exercise": "foot-doming-stretch", "dosage": {"sessions_per_day": 1}},
                {"exercise": "calf-stretch"},
            ],
            "schedule": DAILY | {"sessions_per_day": 2, "text": "Twice a day."},
        },
        [(1, 7, None), (2, 7, None)],
    ),
    "evening": (
        {
            "items": [{"exercise": "toe-stretch"}, {"exercise": "plantar-heel-stretch"}],
            "schedule": DAILY | {"when": "before_bed", "text": "Once a day, before bed."},
        },
        [(1, 7, "before_bed"), (1, 7, "before_bed")],
    ),
    "morning": (
        {
            "items": [{"exercise": "toe-stretch"}, {"exercise": "plantar-heel-stretch"}],
            "schedule": DAILY | {"when": "before_first_steps", "text": "Once a day, on waking."},
        },
        [(1, 7, None), (1, 7, "before_first_steps")],
    ),
    "in-turn": (
        {
            "format": "one_a_day",
            "items": [{"exercise": "calf-stretch"}, {"exercise": "seated-point-and-flex"}] * 2,
            "schedule": DAILY,
        },
        [(1, None, None), (1, None, None), (1, None, None), (1, None, None)],
    ),
}
"""By name: what a routine says, and how often each of its exercises is then done."""


def number(text: str) -> int:
    return NUMBERS.get(text.lower()) or int(text)


def said(text: str) -> Iterator[tuple[str, int]]:
    """Yield each frequency that a text names: `("sessions_per_day", 2)`."""
    for found in A_DAY.finditer(text):
        yield "sessions_per_day", number(found[1])
    for found in A_WEEK.finditer(text):
        yield "days_per_week", number(found[1])
    if EVERY_DAY.search(text):
        yield "days_per_week", 7


async def page_of(client: httpx.AsyncClient, slug: str) -> str:
    return " ".join(Seen((await client.get(f"/embed/routines/{slug}")).text).text.split())


def check(routine: dict[str, Any], page: str, fewer: Set[tuple[str, int]] = frozenset()) -> None:
    """Fail if a text of the page names another frequency than the schedule or an item of fewer."""
    schedule = routine["schedule"]
    turns = len(routine["items"]) if routine["format"] == "one_a_day" else 1
    allowed = {(name, schedule[name]) for name in ("sessions_per_day", "days_per_week")} | fewer
    in_turn = schedule["days_per_week"] // turns
    assert set(said(page)) <= allowed | {("days_per_week", in_turn)}, routine["slug"]
    for item in routine["items"]:
        dosage = item["dosage"]
        assert dosage["text"] in page
        named = dict(said(dosage["text"]))
        assert named.get("sessions_per_day") == dosage["sessions_per_day"]
        assert named.get("days_per_week") == dosage["days_per_week"]
        assert dosage["when"] in (None, schedule["when"]) or schedule["when"] is None


class TestEditors:
    async def test_routines_name_one_frequency(self, client: httpx.AsyncClient) -> None:
        for thing in (await client.get("/v1/routines?limit=100")).json()["items"]:
            routine = (await client.get(f"/v1/routines/{thing['slug']}")).json()
            check(routine, await page_of(client, thing["slug"]))

    async def test_one_a_day_says_that_each_exercise_has_its_turn(
        self, client: httpx.AsyncClient
    ) -> None:
        routine = (await client.get("/v1/routines/one-a-day-with-your-workout")).json()
        assert {
            (item["dosage"]["sessions_per_day"], item["dosage"]["days_per_week"])
            for item in routine["items"]
        } == {(1, 1)}
        assert all(
            item["dosage"]["text"].endswith(
                "Once a day, 1 day a week, taking turns with the others."
            )
            for item in routine["items"]
        )


async def published_as(partner: httpx.AsyncClient, name: str, body: dict[str, Any]) -> None:
    address = f"/v1/partner/routines/{name}"
    draft = await partner.put(address, json=body, headers={"If-None-Match": "*"})
    assert draft.status_code == 201, draft.text
    await partner.post(f"{address}/publish", headers=if_match(draft))


class TestPartners:
    async def test_routines_name_one_frequency_and_doses_follow_from_it(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        for name, (sample, frequencies) in SAMPLES.items():
            body = definition(complaints=[]) | sample
            await published_as(acme, name, body)

            routine = (await anyone.get(f"/v1/routines/acme--{name}")).json()

            doses = [item["dosage"] for item in routine["items"]]
            assert [tuple(dose[name] for name in NAMES) for dose in doses] == frequencies
            own = [item.get("dosage") or {} for item in body["items"]]
            fewer = {pair for dosage in own for pair in dosage.items()}
            check(routine, await page_of(anyone, f"acme--{name}"), fewer)
