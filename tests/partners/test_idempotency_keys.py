"""`Idempotency-Key`: which keys are taken, and how long and how many answers are kept."""

import json
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text, update

from api.db import Database
from api.models import RepeatableAnswer
from tests.partners.issued import bearer, issue
from tests.partners.test_repeated_requests import DRAFT, KEY, count, lasting_parts
from tests.partners.written import CREATE, DESK, create, definition


async def age(database: Database, hours: int) -> None:
    """Make every kept answer so many hours older."""
    older = RepeatableAnswer.created_at - timedelta(hours=hours)
    async with database.writing() as session:
        await session.execute(update(RepeatableAnswer).values(created_at=older))


class TestAKey:
    @pytest.mark.parametrize(
        "key", ["", '""', '"', '"a', "a b", "a,b", '"a";b=1', "ü", '"a\tb"', "x" * 256, "a" * 600]
    )
    async def test_that_is_malformed_is_refused(self, key: str, acme: httpx.AsyncClient) -> None:
        headers = [(b"If-None-Match", b"*"), (b"Idempotency-Key", key.encode())]
        answer = await acme.put(DRAFT, json=definition(), headers=headers)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["parameter"].lower() == "idempotency-key"
        assert (await acme.get(DRAFT)).status_code == 404

    async def test_that_is_sent_twice_is_refused(self, acme: httpx.AsyncClient) -> None:
        headers = [*CREATE.items(), ("Idempotency-Key", "a"), ("Idempotency-Key", "b")]
        answer = await acme.put(DRAFT, json=definition(), headers=headers)
        assert answer.status_code == 422

    async def test_means_the_same_with_quotation_marks_and_without(
        self, acme: httpx.AsyncClient
    ) -> None:
        bare = {**CREATE, "Idempotency-Key": "8e03978e-40d5"}
        quoted = {**CREATE, "Idempotency-Key": '"8e03978e-40d5"'}
        first = await acme.put(DRAFT, json=definition(), headers=bare)
        again = await acme.put(DRAFT, json=definition(), headers=quoted)
        assert lasting_parts(again) == lasting_parts(first)

    async def test_lives_for_a_day(self, acme: httpx.AsyncClient, scratch: Database) -> None:
        body, headers = definition(), {"If-Match": "*", **KEY}
        await create(acme)
        answers = []
        for hours in (0, 23, 2):
            await age(scratch, hours)
            answers.append(await acme.put(DRAFT, json=body, headers=headers))

        assert [answer.json()["revision"] for answer in answers] == [2, 2, 3]


class TestWhatIsKept:
    async def test_is_bounded_in_number_and_in_bytes(
        self, acme: httpx.AsyncClient, scratch: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await create(acme)
        size = len(json.dumps(definition()))
        for name, value, most in (("MOST_ANSWERS", 3, 3), ("MOST_BYTES", 4 * size, 3)):
            with monkeypatch.context() as small:
                small.setattr(f"api.partners.repeated_requests.{name}", value)
                for number in range(6):
                    headers = {"If-Match": "*", "Idempotency-Key": f"{name}-{number}"}
                    answer = await acme.put(DRAFT, json=definition(), headers=headers)
                    again = await acme.put(DRAFT, json=definition(), headers=headers)
                    assert lasting_parts(again) == lasting_parts(answer)
            assert 1 <= await count(scratch) <= most

    async def test_is_forgotten_after_a_day_also_of_partners_who_write_no_more(
        self, acme: httpx.AsyncClient, other: httpx.AsyncClient, scratch: Database
    ) -> None:
        for number in range(3):
            headers = {**CREATE, "Idempotency-Key": f"{number}"}
            await other.put(f"{DESK}/feet-{number}", json=definition(), headers=headers)
        await age(scratch, 25)

        await acme.put(DRAFT, json=definition(), headers={**CREATE, **KEY})

        assert await count(scratch) == 1

    async def test_holds_no_host(self, acme: httpx.AsyncClient, scratch: Database) -> None:
        await acme.put(DRAFT, json=definition(), headers={**CREATE, **KEY})
        async with scratch.reading() as session:
            row = await session.scalar(text("SELECT t::text FROM repeatable_answers t"))
        assert "instep.example" not in row

    async def test_is_for_a_key_that_may_write_only(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient, scratch: Database
    ) -> None:
        first = await acme.put(DRAFT, json=definition(), headers={**CREATE, **KEY})
        reader = bearer(await issue(scratch, "acme", ["read"]))
        for headers, status in ((reader, 403), ({}, 401)):
            headers |= {**CREATE, **KEY}
            again = await anyone.put(DRAFT, json=definition(), headers=headers)
            assert again.status_code == status
        assert first.status_code == 201
