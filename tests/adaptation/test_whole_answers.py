"""The promises of a plan that goes on, on the whole answer of the address.

`SOAK=1 pytest tests/adaptation/test_whole_answers.py` sends 10,000 pairs of histories, which differ
in that one has more pain or less done.
"""

import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from random import Random
from typing import Any, NamedTuple

import httpx

from api.adaptation.check_ins import CheckedItem, CheckIn, Numbers
from api.adaptation.progression import Progression, progression_for
from api.planner.catalogue import Catalogue
from api.vocabulary import Weekday, words
from tests.adaptation.histories import TODAY, random_history, shuffled, worse
from tests.planner.requests import seeded
from tests.soak import rounds

ADDRESS = "/v1/plan-adaptations"
PAIRS = rounds(short=12, long=10_000)
PAIRS_EACH = 4
"""Pairs for one request; the first of them is also sent in another order."""

SHOWN_EVERY = 500
ENDS = {"seek_care", "see_clinician", "after_clearance"}
Answer = dict[str, Any]


class Pair(NamedTuple):
    """A history with its answer, the answer to a worse one, and what was sent."""

    sent: Answer
    first: Answer
    second: Answer


def request_from(source: Random, catalogue: Catalogue) -> Answer:
    complaints = source.sample(sorted(catalogue.complaints), source.choice((1, 1, 2)))
    days = source.sample(words(Weekday), source.randint(1, 6))
    found: Answer = {
        "complaints": complaints,
        "days": days,
        "minutes_per_session": source.choice((5, 10, 15, 30)),
        "weeks": source.choice((4, 6, 12)),
        "level": source.choice(("beginner", "intermediate")),
        "cleared": complaints if source.random() < 0.5 else [],
    }
    if source.random() < 0.8:
        found["start_date"] = "2026-10-26"
    return found


def json_of(check_in: CheckIn) -> Answer:
    fields = {**vars(check_in), "date": check_in.date.isoformat()}
    return {**fields, "red_flags": None, "items": [*map(item_json, check_in.items)]}


def item_json(item: CheckedItem) -> Answer:
    return {**vars(item), "dosage": item.dosage._asdict()}


def progressions(answer: Answer, catalogue: Catalogue) -> dict[str, Progression]:
    """Return the doses of the exercises of a plan, as the catalogue has them."""
    slugs = [item["exercise"] for item in answer["items"]]
    exercises = [catalogue.exercises[slug] for slug in slugs]
    return {one.slug: progression_for(one.dosage, one.range) for one in exercises}


async def answered(client: httpx.AsyncClient, body: Answer) -> bytes:
    response = await client.post(ADDRESS, json=body)
    assert response.status_code == 200, response.text
    return response.content


async def pairs_from(
    source: Random, client: httpx.AsyncClient, broken: Counter[str]
) -> AsyncIterator[Pair]:
    """Send some pairs for a random request; none if it gets no plan."""
    body = {"request": request_from(source, seeded()), "today": TODAY.isoformat(), "check_ins": []}
    start = (await client.post(ADDRESS, json=body)).json()
    doses = progressions(start, seeded())
    for number in range(PAIRS_EACH if doses else 0):
        history = random_history(source, doses)
        pair = await pair_of(source, client, body, history)
        yield pair
        if number % PAIRS_EACH == 0:
            mixed = {**body, "check_ins": [*map(json_of, shuffled(source, history))]}
            first = await answered(client, pair.sent)
            broken["a replay in another order gives other bytes"] += (
                await answered(client, mixed) != first
            )


async def pair_of(
    source: Random, client: httpx.AsyncClient, body: Answer, history: list[CheckIn]
) -> Pair:
    sent = [
        {**body, "check_ins": [*map(json_of, one)]} for one in (history, worse(source, history))
    ]
    first, second = [json.loads(await answered(client, one)) for one in sent]
    return Pair(sent[0], first, second)


def by_exercise(answer: Answer) -> dict[str, Answer]:
    return {item["exercise"]: item for item in answer["items"]}


def planned(answer: Answer) -> dict[tuple[str, str], Numbers]:
    """Return the dose of each exercise in each week and on each day of a plan."""
    return {
        (item["exercise"], f"{week} {day}"): Numbers(
            *(item["dosage"][name] for name in Numbers._fields)
        )
        for phase in answer["plan"]["phases"]
        for week in range(phase["from_week"], phase["to_week"] + 1)
        for session in phase["sessions"]
        for item in session["items"]
        for day in session["days"]
    }


def highest(doses: dict[tuple[str, str], Numbers]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for (slug, _), dose in doses.items():
        numbers = [number or 0 for number in dose]
        found[slug] = [*map(max, found.get(slug, numbers), numbers)]
    return found


def faults(pair: Pair) -> Iterator[str]:
    """Yield each promise that an answer breaks."""
    first, second = highest(planned(pair.first)), highest(planned(pair.second))
    shared = first.keys() & second.keys()
    if any(
        high < other
        for slug in shared
        for high, other in zip(first[slug], second[slug], strict=True)
    ):
        yield "more pain or less done gives a higher dose"
    days = [Counter(slug for slug, _ in planned(one)) for one in (pair.first, pair.second)]
    if any(days[0][slug] < days[1][slug] for slug in shared):
        weeks = [one["request"]["weeks"] for one in (pair.first, pair.second)]
        if weeks[0] == weeks[1]:
            yield "more pain or less done gives more days of an exercise"
    for answer in (pair.first, pair.second):
        yield from faults_of(answer, pair.sent["request"]["minutes_per_session"])


def faults_of(answer: Answer, minutes: int) -> Iterator[str]:
    exercises = seeded().exercises
    for slug, item in by_exercise(answer).items():
        if item["change"] == "new" and exercises[slug].load == "high":
            yield "a replacement is heavy"
        if item["after"] and not within(slug, item["after"]):
            yield "a dose is outside its range"
        if item["change"] == "out" and slug in highest(planned(answer)):
            yield "an exercise that is out is planned"
    sessions = [one for phase in answer["plan"]["phases"] for one in phase["sessions"]]
    if any(one["total_seconds"] > minutes * 60 for one in sessions):
        yield "a session takes too long"
    if answer["decision"] in ENDS and (sessions or answer["today"] or answer["items"]):
        yield "something is offered in spite of the decision"
    if answer["decision"] == "pause" and answer["today"]:
        yield "a session in a pause"


def within(slug: str, dose: Answer) -> bool:
    """Say whether a dose is between the lowest and the highest that anything publishes for it."""
    catalogue = seeded()
    ranges = [catalogue.exercises[slug].range]
    ranges += [
        helper.range
        for complaint in catalogue.complaints.values()
        for variant in complaint.variants
        for helper in variant.helpers
        if helper.exercise == slug and helper.range
    ]
    spans = {
        name: [span for one in ranges if (span := getattr(one, name))] for name in Numbers._fields
    }
    return all(
        dose[name] is None
        or not found
        or min(map(min, found)) <= dose[name] <= max(map(max, found))
        for name, found in spans.items()
    )


async def test_every_promise_holds_on_whole_answers(client: httpx.AsyncClient) -> None:
    source, broken, found = Random(21), Counter[str](), Counter[str]()  # noqa: S311
    count = 0
    while count < PAIRS:
        async for pair in pairs_from(source, client, broken):
            count += 1
            found[pair.second["decision"]] += 1
            broken.update(faults(pair))
            if count % SHOWN_EVERY == 0:
                sys.stdout.write(f"{count} pairs, {broken.total()} broken\n")

    sys.stdout.write(f"\n{count} pairs, {+broken}, {dict(found)}\n")
    assert +broken == Counter()
