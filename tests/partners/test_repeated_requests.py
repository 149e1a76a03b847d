"""`Idempotency-Key`: a write that is sent again is done once, and answered as the first time."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from api.db import Database
from api.main import create_app
from api.models import RepeatableAnswer
from api.queries.repeatable_answers import claim
from tests import databases
from tests.conftest import client_of, served
from tests.partners.written import CREATE, DESK, create, definition, if_match, published

DRAFT = f"{DESK}/morning-feet"
KEY = {"Idempotency-Key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}
REPLAYED = "idempotency-replayed"


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere(scratch_url: URL, acme: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """The same partner at another process of the server."""
    async with served(scratch_url) as app, client_of(app) as client:
        client.headers["Authorization"] = acme.headers["Authorization"]
        yield client


def lasting_parts(answer: httpx.Response) -> tuple[Any, ...]:
    """Return what a repeated answer has in common with the first."""
    names = ("content-type", "content-language", "cache-control", "etag", "location")
    return (answer.status_code, answer.content, *(answer.headers.get(name) for name in names))


async def count(database: Database, of: Any = RepeatableAnswer) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(of)) or 0


class TestTheSameRequest:
    async def test_to_publish_gets_its_own_success_again(
        self, acme: httpx.AsyncClient, elsewhere: httpx.AsyncClient
    ) -> None:
        """Without the key the caller gets 412, and cannot tell their success from another's."""
        conditions = if_match(await create(acme))
        first = await acme.post(f"{DRAFT}/publish", headers={**conditions, **KEY})

        again = await elsewhere.post(f"{DRAFT}/publish", headers={**conditions, **KEY})
        without = await acme.post(f"{DRAFT}/publish", headers=conditions)

        assert first.status_code == 200
        assert REPLAYED not in first.headers
        assert lasting_parts(again) == lasting_parts(first)
        assert again.headers[REPLAYED] == "true"
        assert without.status_code == 412
        assert (await acme.get(DRAFT)).json()["revision"] == 2

    async def test_to_create_is_answered_with_its_address_again(
        self, acme: httpx.AsyncClient, elsewhere: httpx.AsyncClient
    ) -> None:
        headers = {**CREATE, **KEY}
        first = await acme.put(DRAFT, json=definition(), headers=headers)
        again = await elsewhere.put(DRAFT, json=definition(), headers=headers)

        assert (first.status_code, again.headers[REPLAYED]) == (201, "true")
        assert first.headers["location"].startswith("https://api.instep.example/")
        assert lasting_parts(again) == lasting_parts(first)

    async def test_to_delete_and_to_archive_too(self, acme: httpx.AsyncClient) -> None:
        live = await published(acme)
        headers = {**if_match(live), **KEY}
        archived = [await acme.post(f"{DRAFT}/archive", headers=headers) for _ in range(2)]
        headers = {**if_match(archived[0]), "Idempotency-Key": "another"}
        deleted = [await acme.delete(DRAFT, headers=headers) for _ in range(2)]

        assert lasting_parts(archived[0]) == lasting_parts(archived[1])
        assert [answer.status_code for answer in deleted] == [204, 204]
        assert deleted[1].headers[REPLAYED] == "true"

    async def test_is_answered_in_the_same_way_whatever_has_changed_since(
        self, acme: httpx.AsyncClient
    ) -> None:
        first = await acme.put(DRAFT, json=definition(), headers={**CREATE, **KEY})
        await acme.delete(DRAFT, headers={"If-Match": "*"})

        again = await acme.put(DRAFT, json=definition(), headers={**CREATE, **KEY})

        assert lasting_parts(again) == lasting_parts(first)
        assert (await acme.get(DRAFT)).status_code == 404

    @pytest.mark.parametrize("condition", ["*", '"read-again"'])
    async def test_may_carry_another_condition(
        self, condition: str, acme: httpx.AsyncClient
    ) -> None:
        """A careful caller reads the draft again before repeating."""
        await create(acme)
        first = await acme.post(f"{DRAFT}/publish", headers={"If-Match": "*", **KEY})
        again = await acme.post(f"{DRAFT}/publish", headers={"If-Match": condition, **KEY})
        assert lasting_parts(again) == lasting_parts(first)

    async def test_fifty_times_at_once_has_one_effect_and_one_answer(
        self, acme: httpx.AsyncClient, scratch: Database, scratch_url: URL
    ) -> None:
        """At two processes, which wait for the first answer however busy this machine is."""
        headers = {**if_match(await create(acme)), **KEY}
        headers["Authorization"] = acme.headers["Authorization"]
        patient = {"lock_timeout_ms": 60_000, "pool_timeout_seconds": 60}
        async with (
            served(scratch_url, **patient) as one,
            served(scratch_url, **patient) as two,
            client_of(one) as here,
            client_of(two) as there,
        ):
            callers = [here, there] * 25
            answers = await asyncio.gather(
                *(caller.post(f"{DRAFT}/publish", headers=headers) for caller in callers)
            )

        assert {lasting_parts(answer) for answer in answers} == {lasting_parts(answers[0])}
        assert answers[0].status_code == 200
        assert len([answer for answer in answers if REPLAYED not in answer.headers]) == 1
        draft = (await acme.get(DRAFT)).json()
        assert (draft["version"], draft["revision"]) == (1, 2)
        assert await count(scratch) == 1

    async def test_whose_answer_never_left_the_process_is_answered(
        self, scratch_url: URL, acme: httpx.AsyncClient
    ) -> None:
        """As after a process is killed between the commit and the answer."""
        headers = {**if_match(await create(acme)), **KEY}
        dying = create_app(databases.settings_for(scratch_url))

        async def lost(message: Any) -> None:
            """Send nothing."""

        async def never_answers(scope: Any, receive: Any, send: Any) -> None:
            await dying(scope, receive, lost)
            raise ConnectionResetError

        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=never_answers), base_url=databases.PUBLIC_URL
        ) as client:
            client.headers["Authorization"] = acme.headers["Authorization"]
            with pytest.raises(ConnectionResetError):
                await client.post(f"{DRAFT}/publish", headers=headers)
        await dying.state.database.close()

        again = await acme.post(f"{DRAFT}/publish", headers=headers)

        assert (again.status_code, again.headers[REPLAYED]) == (200, "true")
        assert again.json()["version"] == 1


class TestWhatFailed:
    async def test_changed_nothing_and_is_tried_anew(self, acme: httpx.AsyncClient) -> None:
        draft = await create(acme)
        lost = await acme.post(f"{DRAFT}/publish", headers={"If-Match": '"old"', **KEY})
        won = await acme.post(f"{DRAFT}/publish", headers={**if_match(draft), **KEY})

        assert (lost.status_code, won.status_code) == (412, 200)
        assert REPLAYED not in won.headers

    async def test_on_our_side_is_tried_anew(
        self, acme: httpx.AsyncClient, scratch: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        headers = {**if_match(await create(acme)), **KEY}
        with monkeypatch.context() as broken:
            broken.setattr("api.partners.routines.list_publication", None)
            failed = await acme.post(f"{DRAFT}/publish", headers=headers)
        assert (failed.status_code, await count(scratch)) == (500, 0)

        again = await acme.post(f"{DRAFT}/publish", headers=headers)

        assert (again.status_code, again.json()["version"]) == (200, 1)


class TestAnotherRequest:
    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("PUT", DRAFT, definition(name="Better feet")),
            ("PUT", f"{DESK}/evening-feet", definition()),
            ("DELETE", DRAFT, None),
            ("POST", f"{DRAFT}/publish", None),
        ],
    )
    async def test_with_a_key_that_is_taken_is_refused(
        self, method: str, path: str, body: Any, acme: httpx.AsyncClient
    ) -> None:
        await acme.put(DRAFT, json=definition(), headers={**CREATE, **KEY})

        answer = await acme.request(method, path, json=body, headers={"If-Match": "*", **KEY})

        assert answer.status_code == 422
        [error] = answer.json()["errors"]
        assert (error["parameter"], error["code"]) == (
            "Idempotency-Key",
            "key_of_another_request",
        )
        assert (await acme.get(DRAFT)).json()["revision"] == 1

    async def test_of_another_partner_may_have_the_same_key(
        self, acme: httpx.AsyncClient, other: httpx.AsyncClient
    ) -> None:
        mine = await acme.put(DRAFT, json=definition(), headers={**CREATE, **KEY})
        theirs = await other.put(DRAFT, json=definition(), headers={**CREATE, **KEY})
        assert (mine.json()["slug"], theirs.json()["slug"]) == (
            "acme--morning-feet",
            "other--morning-feet",
        )

    async def test_gets_409_while_the_first_is_in_progress(
        self, acme: httpx.AsyncClient, scratch: Database, scratch_url: URL
    ) -> None:
        headers = {**if_match(await create(acme)), "Idempotency-Key": "one"}
        async with (
            served(scratch_url, lock_timeout_ms=100) as app,
            client_of(app) as impatient,
            scratch.writing() as session,
        ):
            assert await claim(session, "acme", "one")
            headers["Authorization"] = acme.headers["Authorization"]
            busy = await impatient.post(f"{DRAFT}/publish", headers=headers)
        after = await acme.post(f"{DRAFT}/publish", headers=headers)

        assert (busy.status_code, after.status_code) == (409, 200)
        assert busy.json()["code"] == "request-in-progress"
        assert busy.headers["retry-after"] == "1"

    async def test_that_reads_pays_no_heed_to_a_key(self, acme: httpx.AsyncClient) -> None:
        await create(acme)
        headers = {"Idempotency-Key": ""}
        assert (await acme.get(DRAFT, headers=headers)).status_code == 200

    async def test_that_computes_only_pays_no_heed_to_a_key(
        self, client: httpx.AsyncClient
    ) -> None:
        sent = ("my heel hurts", "my toes cramp")
        answers = [
            await client.post("/v1/complaint-matches", json={"text": text}, headers=KEY)
            for text in sent
        ]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].content != answers[1].content
