"""The table of decisions: a text, a complaint and a plan with the same facts get one decision.

And exercises come with a decision that offers them, never with another. `SOAK=1` asks 10,000
people in place of a few dozen.
"""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from random import Random
from typing import Any

import httpx
import pytest
import pytest_asyncio

from api.triage import OFFERING
from tests.decisions.people import Person, person_from
from tests.decisions.table import Facts, Table
from tests.soak import rounds

PEOPLE = rounds(short=40, long=10_000)
Answer = dict[str, Any]
Fault = tuple[str, str]
"""The part of the promise that is broken, and how."""


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def table(client: httpx.AsyncClient) -> Table:
    complaints = await documents(client, "complaints", "slug")
    conditions = await documents(client, "conditions", "code")
    return Table(complaints, conditions, await documents(client, "red-flags", "code"))


async def documents(client: httpx.AsyncClient, address: str, key: str) -> dict[str, Answer]:
    page = (await client.get(f"/v1/{address}", params={"limit": 100})).json()
    assert page["next_cursor"] is None
    return {item[key]: item for item in page["items"]}


async def matched(client: httpx.AsyncClient, text: str) -> Answer:
    response = await client.post("/v1/complaint-matches", json={"text": text})
    assert response.status_code == 200, response.text
    answer: Answer = response.json()
    return answer


async def planned(client: httpx.AsyncClient, body: dict[str, Any]) -> Answer | None:
    """Return the answer to a request for a plan; None if the request contradicts itself."""
    response = await client.post("/v1/plan-recommendations", json=body)
    if response.status_code == 422:
        return None
    assert response.status_code == 200, response.text
    answer: Answer = response.json()
    return answer


def body_of(facts: Facts, wishes: dict[str, Any]) -> dict[str, Any]:
    stated = {name: list(value) for name, value in vars(facts).items() if value}
    return {**stated, **wishes}


def faults_of_plan(answer: Answer) -> Iterator[Fault]:
    """Yield how a plan breaks the rule that exercises come with decisions that offer them."""
    offering, given = answer["decision"] in OFFERING, bool(answer["phases"])
    if given != (answer["outcome"] == "plan") or given != bool(answer["exercises"]):
        yield "exercises", f"outcome {answer['outcome']}, phases {given}"
    if given and not offering:
        yield "exercises", f"phases with {answer['decision']}"
    if not offering and answer["outcome"] not in (answer["decision"], "needs_answer"):
        yield "exercises", f"outcome {answer['outcome']} with {answer['decision']}"


def facts_of(match: Answer) -> Facts:
    """Return what a match has understood: its first complaint, and its signs."""
    first = tuple(found["complaint"]["slug"] for found in match["matches"][:1])
    return Facts(complaints=first, red_flags=tuple(f["code"] for f in match["red_flags"]))


def faults_of_match(match: Answer, table: Table) -> Iterator[Fault]:
    facts = facts_of(match)
    if (match["outcome"] == "seek_care") != (match["decision"] == "seek_care"):
        yield "match", f"outcome {match['outcome']} with {match['decision']}"
    right = table.decisions(facts) if facts != Facts() else {None}
    if match["decision"] not in right:
        yield "match", f"{match['decision']} in place of {right}"


async def faults_of_text(
    client: httpx.AsyncClient, person: Person, table: Table
) -> AsyncIterator[Fault]:
    """Yield how match and plan disagree about a text, and with the table."""
    match = await matched(client, person.text)
    for fault in faults_of_match(match, table):
        yield fault
    facts = facts_of(match)
    if facts == Facts():
        return
    plan = await planned(client, {"complaint_text": person.text, **person.wishes})
    if plan is not None:
        for fault in faults_of_plan(plan):
            yield fault
        if plan["decision"] != match["decision"]:
            yield "plan by text", f"{plan['decision']} in place of the match's {match['decision']}"
        if {flag["code"] for flag in plan["red_flags"]} != set(facts.red_flags):
            yield "plan by text", f"it hears other signs than {facts.red_flags}"
    stated = await planned(client, body_of(facts, person.wishes)) if facts.complaints else None
    if stated is not None and stated["decision"] != match["decision"]:
        yield "plan by facts", f"{stated['decision']} in place of the match's {match['decision']}"


async def faults_of_facts(
    client: httpx.AsyncClient, person: Person, table: Table
) -> AsyncIterator[Fault]:
    plan = await planned(client, body_of(person.facts, person.wishes))
    if plan is None:
        return
    for fault in faults_of_plan(plan):
        yield fault
    right = table.decisions(person.facts)
    if plan["decision"] not in right:
        yield "plan", f"{plan['decision']} in place of {right}"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def broken(client: httpx.AsyncClient, table: Table) -> dict[str, list[str]]:
    """What all people found wrong, by part, each with the request that shows it."""
    random, found = Random(15), defaultdict(list)  # noqa: S311 - nothing secret
    for _ in range(PEOPLE):
        person = person_from(random, table)
        by_text = {"complaint_text": person.text, **person.wishes}
        async for part, fault in faults_of_text(client, person, table):
            found[part].append(f"{fault}: {json.dumps(by_text)}")
        by_facts = body_of(person.facts, person.wishes)
        async for part, fault in faults_of_facts(client, person, table):
            found[part].append(f"{fault}: {json.dumps(by_facts)}")
    return found


@pytest.mark.parametrize(
    "part",
    [
        "match",
        "plan by text",
        "plan by facts",
        "plan",
        "exercises",
    ],
)
async def test_the_same_facts_get_the_decision_of_the_table(
    broken: dict[str, list[str]], part: str
) -> None:
    assert broken.get(part, []) == []


async def test_a_complaint_and_its_exercises_get_the_decision_of_the_table(
    client: httpx.AsyncClient, table: Table
) -> None:
    for slug in table.complaints:
        answer = (await client.get(f"/v1/complaints/{slug}/exercises")).json()
        listed = (await client.get("/v1/exercises", params={"complaint": slug})).json()
        plan = await planned(client, {"complaints": [slug], "minutes_per_session": 5, "weeks": 1})

        assert plan is not None
        assert answer["decision"] in table.decisions(Facts(complaints=(slug,))), slug
        assert answer["decision"] == plan["decision"], slug
        offered = answer["decision"] in OFFERING
        assert (bool(answer["items"]), bool(listed["items"])) == (offered, offered), slug
        assert list(faults_of_plan(plan)) == [], slug


@pytest.mark.parametrize(
    "decision",
    [
        "seek_care",
        "see_clinician",
        "after_clearance",
    ],
)
async def test_refusing_decisions_all_occur(table: Table, decision: str) -> None:
    random = Random(15)  # noqa: S311 - nothing secret
    people = [person_from(random, table) for _ in range(400)]

    assert any(decision in table.decisions(person.facts) for person in people)
