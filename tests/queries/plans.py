"""The statements that a request sends to PostgreSQL, and how much PostgreSQL reads for them."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.sent import Sent, noted

Plan = dict[str, Any]


MOST_READ = 5_500
"""Rows and index entries that one statement may look at, however large the catalogue is."""

MOST_SORTED = 2_000

LARGE = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > 1000"
"""Tables that grew with the catalogue; none of them may be read from end to end."""


class Budget(NamedTuple):
    """An address, and how many statements it may send."""

    address: str
    statements: int


# Each statement has the state of the catalogue beside its rows, where it is not asked for first.
ADDRESSES = [
    # listings
    Budget("/v1/exercises", 1),
    Budget("/v1/exercises?limit=100", 1),
    Budget("/v1/exercises?max_seconds=60", 1),
    Budget("/v1/exercises?max_seconds=20", 1),
    Budget("/v1/exercises?sort=-updated_at", 1),
    Budget("/v1/exercises?sort=-updated_at&max_seconds=20", 1),
    Budget("/v1/exercises?q=baba", 1),
    Budget("/v1/exercises?q=stretch&sort=name", 1),
    Budget("/v1/exercises?q=stretch&sort=-updated_at", 1),
    # how much each filter leaves, listings
    Budget("/v1/exercises?kind=stretch", 2),
    Budget("/v1/exercises?collection=extended", 2),
    Budget("/v1/exercises?kind=balance&kind=strength", 2),
    Budget("/v1/exercises?kind=balance&level=advanced&position=kneeling", 2),
    Budget("/v1/exercises?position=lying&sort=-updated_at", 2),
    Budget("/v1/exercises?level=advanced&laterality=both_together", 2),
    Budget("/v1/exercises?laterality=both_together", 2),
    Budget("/v1/exercises?equipment=none", 2),
    Budget("/v1/exercises?equipment=none&max_seconds=60&position=seated&kind=stretch", 2),
    Budget("/v1/exercises?q=stretch&kind=balance", 2),
    # meaning of the slugs, listings
    Budget("/v1/exercises?equipment=step", 2),
    Budget("/v1/exercises?equipment=step&equipment=none", 2),
    # meaning of the slugs and how much each filter leaves, listings
    Budget("/v1/exercises?region=leg", 2),
    Budget("/v1/exercises?region=heel", 2),
    Budget("/v1/exercises?region=heel&sort=-updated_at", 2),
    Budget("/v1/exercises?region=heel&region=calf", 2),
    Budget("/v1/exercises?region=lower-back", 2),
    Budget("/v1/exercises?region=heel-bone&sort=-updated_at", 2),
    Budget("/v1/exercises?region=foot&kind=stretch&position=seated&equipment=step", 2),
    Budget("/v1/exercises?region=big-toe&kind=balance&level=advanced&max_seconds=30", 2),
    # meaning of the slugs, documents of the complaints, listings
    Budget("/v1/exercises?complaint=plantar-heel-pain", 3),
    Budget("/v1/exercises?complaint=plantar-heel-pain&complaint=calf-tightness&sort=name", 3),
    Budget("/v1/exercises?complaint=plantar-heel-pain&q=stretch", 3),
    Budget("/v1/exercises?complaint=plantar-heel-pain&region=foot&kind=stretch", 3),
    # document
    Budget("/v1/exercises/toe-stretch", 1),
    # listings
    Budget("/v1/media-credits", 1),
    Budget("/v1/complaints", 1),
    Budget("/v1/complaints?q=ache", 1),
    Budget("/v1/complaints?q=planter+facitis", 1),
    # meaning of the slugs, listings
    Budget("/v1/complaints?region=calf", 2),
    Budget("/v1/complaints?region=lower-back", 2),
    Budget("/v1/complaints?region=leg&q=heel", 2),
    # document
    Budget("/v1/complaints/plantar-heel-pain", 1),
    # document, notices, documents of the exercises
    Budget("/v1/complaints/plantar-heel-pain/exercises", 3),
    # listings
    Budget("/v1/body-regions", 1),
    Budget("/v1/body-regions?kind=muscle", 1),
    Budget("/v1/body-regions/tree", 1),
    # meaning of the slugs, listings
    Budget("/v1/body-regions?parent=foot", 2),
    # document
    Budget("/v1/body-regions/heel", 1),
    # listings; document
    Budget("/v1/conditions", 1),
    Budget("/v1/conditions/pregnancy", 1),
    Budget("/v1/red-flags", 1),
    Budget("/v1/red-flags/achilles_rupture", 1),
    Budget("/v1/equipment", 1),
    Budget("/v1/equipment/step", 1),
    Budget("/v1/contributors", 1),
    Budget("/v1/contributors/ken-jung", 1),
    Budget("/v1/sources", 1),
    Budget("/v1/sources/radford-2006", 1),
    Budget("/v1/insights", 1),
    Budget("/v1/insights?topic=habits", 1),
    Budget("/v1/insights?contributor=ken-jung&region=foot&complaint=knee-pain", 2),
    Budget("/v1/insights/a-2006-study-backs-the-heel-stretch", 1),
    # listings
    Budget("/v1/routines", 1),
    Budget("/v1/routines?level=beginner&format=short_series&max_seconds=600", 1),
    # meaning of the slugs, listings
    Budget("/v1/routines?region=leg", 2),
    Budget("/v1/routines?complaint=plantar-heel-pain&region=calf", 2),
    # document
    Budget("/v1/routines/desk-feet", 1),
    # catalogue, version, retired slugs of its exercises
    Budget("/v1/routines/desk-feet/versions/2", 3),
    # document, and its timeline
    Budget("/v1/routines/desk-feet/timeline", 1),
    # catalogue, version, retired slugs of its exercises
    Budget("/v1/routines/desk-feet/versions/2/timeline", 3),
    # results
    Budget("/v1/search?q=heel", 1),
    Budget("/v1/search?q=baba", 1),
    Budget("/v1/search?q=ache", 1),
    Budget("/v1/search?q=planter+facitis", 1),
    Budget("/v1/search?q=stretch&type=insight&type=complaint", 1),
    Budget("/v1/search?q=xyzzy", 1),
    # names
    Budget("/v1/search/suggestions?q=b", 1),
    Budget("/v1/search/suggestions?q=bob", 1),
    # the history of the serial, and changes
    Budget("/v1/changes", 1),
    # current bundle, and attribution
    Budget("/v1/bundle", 1),
]


async def statements_of(app: FastAPI, client: httpx.AsyncClient, address: str) -> list[Sent]:
    """Return the statements that an address sends.

    It is asked before: a process remembers how many texts there are in this state to search.
    """
    await client.get(address)
    with noted(app) as sent:
        response = await client.get(address)
    assert response.status_code == 200, response.text
    return sent


async def explained(connection: AsyncConnection, sent: Sent) -> Plan:
    """Run a statement and return its plan, with the rows that each step of it read."""
    explain = "EXPLAIN (ANALYZE, FORMAT JSON)"
    if sent.plans == "force_custom_plan":
        told = await connection.exec_driver_sql(f"{explain} {sent.sql}", sent.values)
    else:
        await connection.exec_driver_sql(f"SET LOCAL plan_cache_mode = {sent.plans}")
        await connection.exec_driver_sql(f"PREPARE explained AS {sent.sql}")
        values = f"({', '.join(map(literal, sent.values))})" if sent.values else ""
        told = await connection.exec_driver_sql(f"{explain} EXECUTE explained{values}")
        await connection.exec_driver_sql("DEALLOCATE explained")
        await connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")
    plan = told.scalar_one()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    root: Plan = plan[0]["Plan"]
    return root


def literal(value: Any) -> str:
    """Return a value as SQL writes it; EXECUTE takes no parameters."""
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(value)
    if isinstance(value, list | tuple):
        return f"ARRAY[{', '.join(map(literal, value))}]"
    return "'" + str(value).replace("'", "''") + "'"


def steps(plan: Plan) -> Iterator[Plan]:
    yield plan
    for below in plan.get("Plans", []):
        yield from steps(below)


def rows_read(plan: Plan) -> int:
    """Return how many rows and index entries of tables were looked at, in vain or not."""
    return sum(
        round(step["Actual Loops"] * (step["Actual Rows"] + thrown_away(step)))
        for step in steps(plan)
        if "Relation Name" in step or "Index Name" in step
    )


def thrown_away(step: Plan) -> float:
    return sum(float(count) for name, count in step.items() if name.startswith("Rows Removed by"))


def rows_sorted(plan: Plan) -> int:
    """Return how many rows the largest sort of a plan took in."""
    return max(
        (
            round(sum(below["Actual Rows"] * below["Actual Loops"] for below in step["Plans"]))
            for step in steps(plan)
            if step["Node Type"].endswith("Sort")
        ),
        default=0,
    )


def read_whole(plan: Plan) -> set[str]:
    """Return the tables that were read from end to end."""
    return {
        step["Relation Name"]
        for step in steps(plan)
        if step["Node Type"] == "Seq Scan" and step["Actual Loops"]
    }


async def assert_bounded(asked: Budget, app: FastAPI, client: httpx.AsyncClient) -> None:
    """Run each statement of an address, and check what PostgreSQL read for it."""
    async with app.state.database.engine.connect() as connection:
        large = set((await connection.exec_driver_sql(LARGE)).scalars())
        assert {"listings", "documents", "search_names", "search_texts"} <= large
        for sent in await statements_of(app, client, asked.address):
            plan = await explained(connection, sent)
            assert rows_read(plan) <= MOST_READ, sent
            assert rows_sorted(plan) <= MOST_SORTED, sent
            assert not read_whole(plan) & large, sent
