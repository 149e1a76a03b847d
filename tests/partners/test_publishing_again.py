"""Publishing what is published already makes no version, and what a partner stores is limited."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.engine import URL

from api.db import Database
from api.publishing.partner_routines import without_pictures
from api.serialisation import serialise
from tests.conftest import client_of, served
from tests.partners.issued import bearer, issue
from tests.partners.written import CREATE, DESK, create, definition, if_match, published

DRAFT = f"{DESK}/morning-feet"
PUBLIC = "/v1/routines/acme--morning-feet"
OF_A_ROUTINE = 30_000
OF_A_PARTNER = 40_000


@pytest_asyncio.fixture(loop_scope="session")
async def poor(scratch_url: URL, scratch: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A partner's client on a server with little room: a version takes about 10,000 bytes."""
    room = {"quota_routine_bytes": OF_A_ROUTINE, "quota_partner_bytes": OF_A_PARTNER}
    async with served(scratch_url, **room) as app, client_of(app) as client:
        client.headers.update(bearer(await issue(scratch, "acme")))
        yield client


async def publish(client: httpx.AsyncClient, name: str = "morning-feet") -> httpx.Response:
    return await client.post(f"{DESK}/{name}/publish", headers={"If-Match": "*"})


async def change(client: httpx.AsyncClient, summary: str) -> httpx.Response:
    written = definition(summary=summary)
    return await client.put(DRAFT, json=written, headers={"If-Match": "*"})


async def stored_bytes(database: Database) -> tuple[int, int]:
    """Return the bytes of the versions of acme, as they are counted, and how many there are."""
    query = "SELECT body::text FROM routine_versions WHERE routine LIKE 'acme--%'"
    async with database.reading() as session:
        bodies = (await session.scalars(text(query))).all()
    counted = [serialise(without_pictures(json.loads(body))) for body in bodies]
    return sum(len(body.encode()) for body in counted), len(bodies)


class TestAnUnchangedDraft:
    async def test_is_published_once_however_often_it_is_sent(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient, scratch: Database
    ) -> None:
        first = await published(acme)
        public = await anyone.get(PUBLIC)

        answers = [await acme.post(f"{DRAFT}/publish", headers=if_match(first)) for _ in range(20)]

        assert {answer.status_code for answer in answers} == {200}
        assert {answer.content for answer in answers} == {first.content}
        assert {answer.headers["etag"] for answer in answers} == {first.headers["etag"]}
        assert (await stored_bytes(scratch))[1] == 1
        assert (await anyone.get(PUBLIC)).content == public.content
        assert (await anyone.get(f"{PUBLIC}/versions/2")).status_code == 404

    async def test_that_was_changed_back_is_the_published_one(
        self, acme: httpx.AsyncClient, scratch: Database
    ) -> None:
        await published(acme)
        await change(acme, "Other words.")
        back = await acme.put(DRAFT, json=definition(), headers={"If-Match": "*"})

        again = await publish(acme)

        assert again.json()["version"] == 1
        assert again.headers["etag"] == back.headers["etag"]
        assert (await stored_bytes(scratch))[1] == 1

    async def test_comes_back_from_the_archive_in_the_same_version(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient, scratch: Database
    ) -> None:
        first = await published(acme)
        for _ in range(5):
            await acme.post(f"{DRAFT}/archive", headers={"If-Match": "*"})
            assert (await anyone.get(PUBLIC)).status_code == 410
            back = await publish(acme)
            assert back.json()["state"] == "published"

        assert back.json()["version"] == 1
        assert back.json()["published_at"] == first.json()["published_at"]
        assert (await stored_bytes(scratch))[1] == 1
        listed = (await anyone.get("/v1/routines?owner=partner&limit=100")).json()["items"]
        assert "acme--morning-feet" in [item["slug"] for item in listed]

    async def test_whose_owner_has_a_new_name_is_another_version(
        self, acme: httpx.AsyncClient, scratch: Database
    ) -> None:
        await published(acme)
        async with scratch.writing() as session:
            await session.execute(text("UPDATE partners SET name = 'Acme' WHERE slug = 'acme'"))
        assert (await publish(acme)).json()["version"] == 2

    async def test_that_is_changed_makes_a_version_and_leaves_the_older_one(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        await published(acme)
        before = await anyone.get(f"{PUBLIC}/versions/1")
        await change(acme, "Other words.")

        assert (await publish(acme)).json()["version"] == 2
        assert (await anyone.get(f"{PUBLIC}/versions/1")).content == before.content


class TestBytes:
    async def test_of_a_routine_are_limited(
        self, poor: httpx.AsyncClient, anyone: httpx.AsyncClient, scratch: Database
    ) -> None:
        await create(poor)
        answers = []
        for number in range(4):
            await change(poor, f"Try {number}.")
            answers.append(await publish(poor))

        statuses = [answer.status_code for answer in answers]
        assert statuses == sorted(statuses)
        assert set(statuses) == {200, 422}
        [error] = answers[-1].json()["errors"]
        assert (error["parameter"], error["code"]) == ("name", "routine_too_large")
        assert f"{OF_A_ROUTINE:,} bytes" in error["detail"]
        assert "another name" in error["detail"]
        used, versions = await stored_bytes(scratch)
        assert used <= OF_A_ROUTINE
        assert versions == statuses.count(200)
        assert (await poor.get(DRAFT)).json()["version"] == versions
        assert (await anyone.get(f"{PUBLIC}/versions/{versions}")).status_code == 200

    async def test_of_a_partner_are_limited_and_a_deletion_frees_some(
        self, poor: httpx.AsyncClient
    ) -> None:
        answers = [await fill(poor, f"feet-{number}") for number in range(6)]

        assert {answer.status_code for answer in answers[:2]} == {200}
        assert answers[-1].status_code == 422
        [error] = answers[-1].json()["errors"]
        assert error["code"] == "too_much_stored"
        assert f"{OF_A_PARTNER:,} bytes" in error["detail"]
        assert "Delete a routine" in error["detail"]
        freed = await poor.delete(f"{DESK}/feet-0", headers={"If-Match": "*"})
        assert freed.status_code == 204
        assert (await fill(poor, "after-it")).status_code == 200

    async def test_of_drafts_count_too(self, poor: httpx.AsyncClient) -> None:
        long = [{"exercise": "calf-stretch", "note": "x" * 400}] * 5
        answers = [await create(poor, f"feet-{n}", items=long) for n in range(20)]
        refused = [answer for answer in answers if answer.status_code == 422]
        assert answers[0].status_code == 201
        assert refused
        assert refused[0].json()["errors"][0]["code"] == "too_much_stored"
        shorter = await poor.put(f"{DESK}/feet-0", json=definition(), headers={"If-Match": "*"})
        assert shorter.status_code == 200

    async def test_are_never_exceeded_by_publishing_at_once(
        self, poor: httpx.AsyncClient, scratch: Database
    ) -> None:
        for number in range(8):
            await create(poor, f"feet-{number}")

        answers = await asyncio.gather(*(publish(poor, f"feet-{n}") for n in range(8)))

        statuses = sorted(answer.status_code for answer in answers)
        used, versions = await stored_bytes(scratch)
        assert set(statuses) == {200, 422}
        assert versions == statuses.count(200)
        assert used <= OF_A_PARTNER


async def fill(client: httpx.AsyncClient, name: str) -> httpx.Response:
    """Create a routine and publish it; return the answer that refuses, or the last one."""
    headers = {**CREATE, "Content-Type": "application/json"}
    body = json.dumps(definition())
    draft = await client.put(f"{DESK}/{name}", content=body, headers=headers)
    return draft if draft.status_code == 422 else await publish(client, name)
