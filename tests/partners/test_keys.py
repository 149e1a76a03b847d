"""Keys: valid ones are accepted, all others are refused alike, and none is ever revealed."""

import asyncio
import hashlib
import logging
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from api.config import Settings
from api.db import Database
from api.main import create_app
from api.partners.key_cache import TRUSTED_SECONDS, Grant, KeyCache, KeyFault
from api.partners.keys import new_key, prefix_of
from api.queries.api_keys import revoke_key
from tests.cases import in_one_test
from tests.conftest import client_of
from tests.logged import kept_lines
from tests.partners.issued import bearer, issue

READ = "/v1/exercises?limit=1"
STRANGER = new_key()
CHECKSUM = 8
WRONG = {
    "empty": "",
    "no scheme": STRANGER.text,
    "another scheme": f"Basic {STRANGER.text}",
    "nothing after the scheme": "Bearer ",
    "the prefix alone": f"Bearer {STRANGER.prefix}",
    "one digit short": f"Bearer {STRANGER.text[:-1]}",
    "one digit more": f"Bearer {STRANGER.text}0",
    "another checksum": f"Bearer {STRANGER.text[:-8]}{int(STRANGER.text[-8:], 16) ^ 1:08x}",
    "capitals": f"Bearer {STRANGER.text.upper()}",
    "two keys": f"Bearer {STRANGER.text} {STRANGER.text}",
    "SQL": "Bearer ik_' OR 1=1 --",
    "a nobody's": f"Bearer {STRANGER.text}",
}


@pytest.fixture
def logged(scratch_client: httpx.AsyncClient) -> Iterator[list[str]]:
    """All that any logger says from the debug level on, and what is written without one."""
    with kept_lines() as records, records_kept_in(records):
        yield records


@contextmanager
def records_kept_in(records: list[str]) -> Iterator[None]:
    keeper = logging.Handler()
    # The client of the tests would log addresses; it is not ours.
    keeper.addFilter(lambda record: not record.name.startswith("http"))
    keeper.emit = lambda record: records.append(f"{record.msg} {record.args}")  # type: ignore[method-assign]
    root, level = logging.getLogger(), logging.getLogger().level
    quiet, root.handlers = root.handlers, [keeper]
    root.setLevel("DEBUG")
    yield
    root.handlers = quiet
    root.setLevel(level)


class TestAWrongKey:
    @in_one_test("header", WRONG.values(), ids=WRONG)
    async def test_is_refused_also_where_none_is_needed(
        self, header: str, client: httpx.AsyncClient
    ) -> None:
        response = await client.get(READ, headers={"Authorization": header})

        assert response.status_code == 401
        assert response.json()["code"] == "unauthorized"
        assert response.headers["www-authenticate"].startswith("Bearer ")
        assert response.headers["cache-control"] == "no-store"
        assert STRANGER.prefix not in response.text

    async def test_is_refused_when_another_one_stands_beside_it(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        key = await issue(scratch)
        headers = [("Authorization", f"Bearer {key.text}")] * 2

        response = await scratch_client.get(READ, headers=headers)

        assert response.status_code == 401

    @pytest.mark.parametrize("place", ["key", "api_key", "access_token"])
    async def test_never_counts_in_an_address(
        self, place: str, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        key = await issue(scratch)

        response = await scratch_client.get(f"{READ}&{place}={key.text}")

        assert response.status_code == 422
        assert key.text not in response.text

    async def test_is_refused_alike_whether_its_beginning_is_known_or_not(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        past = datetime.now(UTC) - timedelta(days=2)
        expired = await issue(scratch, now=past, life=timedelta(days=1))
        revoked = await issue(scratch)
        living = await issue(scratch)
        async with scratch.writing() as session:
            await revoke_key(session, revoked.prefix, datetime.now(UTC))
        guessed = [f"{key.prefix}_{'0' * 64}" for key in (living, expired, revoked)]

        answers = [
            await scratch_client.get(READ, headers={"Authorization": f"Bearer {shown}"})
            for shown in (STRANGER.text, *guessed)
        ]

        told = [{**answer.json(), "request_id": ""} for answer in answers]
        assert [answer.status_code for answer in answers] == [401] * 4
        assert told == told[:1] * 4
        assert len({answer.headers["www-authenticate"] for answer in answers}) == 1

    async def test_that_was_right_once_is_told_what_ended_it(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        """Only the developer who has the whole key learns it, and need not look for a typo."""
        past = datetime.now(UTC) - timedelta(days=2)
        expired = await issue(scratch, now=past, life=timedelta(days=1))
        revoked = await issue(scratch)
        async with scratch.writing() as session:
            await revoke_key(session, revoked.prefix, datetime.now(UTC))

        for key, said in ((expired, "has expired"), (revoked, "was revoked")):
            answer = await scratch_client.get(READ, headers=bearer(key))
            detail = answer.json()["detail"]
            assert answer.status_code == 401
            assert said in detail
            assert answer.headers["www-authenticate"] == (
                f'Bearer realm="instep", error="invalid_token", error_description="{detail}"'
            )

    async def test_of_an_absent_database_is_answered_as_overload(self) -> None:
        nowhere = SecretStr("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
        app = create_app(Settings(database_url=nowhere, log_level="error"))

        async with client_of(app) as client:
            response = await client.get(READ, headers=bearer(STRANGER))
        await app.state.database.close()

        assert response.status_code == 503
        assert response.headers["retry-after"]
        assert response.json()["code"] == "overloaded"


class TestAValidKey:
    async def test_is_let_in_and_its_answers_are_private(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        key = await issue(scratch, scopes=["read"])

        keyed = await scratch_client.get(READ, headers=bearer(key))
        anonymous = await scratch_client.get(READ)

        assert keyed.status_code == 200
        assert keyed.json() == anonymous.json()
        assert keyed.headers["cache-control"].startswith("private,")
        assert anonymous.headers["cache-control"].startswith("public,")

    async def test_may_name_its_scheme_in_any_case(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        key = await issue(scratch)
        headers = {"Authorization": f"bEARER {key.text}"}
        assert (await scratch_client.get(READ, headers=headers)).status_code == 200

    async def test_is_not_asked_for_outside_of_v1(self, client: httpx.AsyncClient) -> None:
        response = await client.get("/docs", headers={"Authorization": "Bearer whatever"})
        assert response.status_code == 200

    async def test_is_looked_up_twice_a_second_at_most(self, scratch: Database) -> None:
        key = await issue(scratch)
        cache = KeyCache(scratch)
        first = await cache.lookup(key.prefix)

        again = [await cache.lookup(key.prefix) for _ in range(20)]

        assert first is not None
        assert all(known is first for known in again)

    async def test_ends_within_a_second_of_its_revocation(self, scratch: Database) -> None:
        key = await issue(scratch)
        cache = KeyCache(scratch)
        assert isinstance(await cache.find_grant(key.text), Grant)
        async with scratch.writing() as session:
            await revoke_key(session, key.prefix, datetime.now(UTC))
        revoked = time.monotonic()

        while await cache.find_grant(key.text) != KeyFault.REVOKED:
            assert time.monotonic() - revoked < 1

        assert TRUSTED_SECONDS < 1
        assert not cache.remembers(key.text)

    async def test_ends_at_its_expiry_also_while_it_is_remembered(self, scratch: Database) -> None:
        key = await issue(scratch, life=timedelta(seconds=0.2))
        cache = KeyCache(scratch)
        assert isinstance(await cache.find_grant(key.text), Grant)

        await asyncio.sleep(0.25)

        assert await cache.find_grant(key.text) == KeyFault.EXPIRED


class TestSecrets:
    def test_are_256_random_bits_and_never_the_same(self) -> None:
        keys = {new_key().text for _ in range(1_000)}
        assert len(keys) == 1_000
        assert {len(key[len("ik_0123456789ab_") : -CHECKSUM]) * 4 for key in keys} == {256}
        assert all(prefix_of(key) for key in keys)

    async def test_are_kept_as_sha_256_only(self, scratch: Database) -> None:
        key = await issue(scratch)
        async with scratch.reading() as session:
            query = text("SELECT api_keys::text FROM api_keys WHERE prefix = :prefix")
            row = await session.scalar(query, {"prefix": key.prefix})
        assert row is not None
        assert key.text.rpartition("_")[2] not in row
        assert hashlib.sha256(key.text.encode()).hexdigest() in row

    async def test_stay_out_of_logs(
        self, scratch: Database, scratch_client: httpx.AsyncClient, logged: list[str]
    ) -> None:
        key = await issue(scratch)
        secret = key.text.rpartition("_")[2]

        for shown in (key.text, STRANGER.text, f"{key.text}x"):
            await scratch_client.get(READ, headers={"Authorization": f"Bearer {shown}"})
            await scratch_client.get(f"{READ}&key={shown}")

        told = "\n".join(logged)
        assert told.count('"path": "/v1/exercises"') == 6
        assert secret not in told
        assert STRANGER.text.rpartition("_")[2] not in told
        assert secret not in repr(key)

    async def test_leave_no_trace_when_guessed(self, scratch: Database) -> None:
        key = await issue(scratch)
        cache = KeyCache(scratch)

        for number in range(50):
            assert await cache.find_grant(f"{key.prefix}_{number:064x}") == KeyFault.UNKNOWN
            assert await cache.find_grant(new_key().text) == KeyFault.UNKNOWN

        assert list(cache.cached) == [key.prefix]

    async def test_take_as_long_to_refuse_when_nearly_right(self, scratch: Database) -> None:
        """Of a digest nobody can get the beginning right on purpose; and it is compared whole."""
        key = await issue(scratch)
        cache = KeyCache(scratch)
        body = key.text[:-CHECKSUM]
        last = "0" if body[-1] != "0" else "1"
        guesses = {"near": body[:-1] + last, "far": f"{key.prefix}_{'f' * 64}"}
        times: dict[str, list[int]] = {"near": [], "far": []}

        await cache.lookup(key.prefix)
        cache.cached[key.prefix] = replace(cache.cached[key.prefix], asked_at=time.monotonic() + 60)
        for _ in range(2_000):
            for name, guess in guesses.items():
                started = time.perf_counter_ns()
                assert await cache.find_grant(guess) == KeyFault.UNKNOWN
                times[name].append(time.perf_counter_ns() - started)

        near, far = (statistics.median(times[name]) for name in ("near", "far"))
        assert 0.8 < near / far < 1.25
