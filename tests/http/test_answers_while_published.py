"""Answers from memory while the catalogue changes, and while many ask for the same."""

import asyncio
import random
from datetime import timedelta
from itertools import chain

import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY
from sqlalchemy.engine import URL

from api.db import Database
from api.queries.routines import withdraw_editors_version
from seed.content import Content
from seed.importer import import_content
from tests.conftest import served
from tests.databases import PUBLISHED
from tests.http.asked import Answered, answer_to, get, request
from tests.http.strict import strict_app
from tests.http.test_overload import blocked
from tests.postgres.tunnel import tunnel_to
from tests.publishing.test_isolation import feeling
from tests.seed.factories import edited
from tests.sent import noted

EXERCISE = "/v1/exercises/calf-stretch"
LIST = "/v1/exercises?limit=100"
HELPS = "/v1/complaints/plantar-heel-pain/exercises"


@pytest.fixture
def scratch_url(copied_url: URL) -> URL:
    """Here editors publish."""
    return copied_url


async def publish(database: Database, content: Content, number: int) -> int:
    """Publish that every exercise feels like this number; return the serial."""
    changed = feeling(content, f"State {number}.")
    moment = PUBLISHED + timedelta(hours=number)
    return (await import_content(database, changed, now=moment)).publication.serial


def serial_of(answer: Answered) -> int:
    assert answer.status == 200
    return int(answer.header("catalogue-serial") or "")


def counted(result: str) -> float:
    return REGISTRY.get_sample_value("instep_kept_answers_total", {"result": result}) or 0.0


class TestAPublication:
    async def test_is_in_the_next_answer(
        self, scratch: Database, scratch_app: FastAPI, content: Content
    ) -> None:
        for number in (1, 2):
            before = [await get(scratch_app, path) for path in (EXERCISE, LIST, HELPS)]
            serial = await publish(scratch, content, number)
            after = [await get(scratch_app, path) for path in (EXERCISE, LIST, HELPS)]
            assert {serial_of(answer) for answer in after} == {serial}
            assert {serial_of(answer) for answer in before} != {serial}
            assert all(answer.body != old.body for answer, old in zip(after, before, strict=True))

    async def test_may_be_the_withdrawal_of_an_old_version_alone(
        self, scratch: Database, scratch_app: FastAPI, content: Content
    ) -> None:
        newer = edited(content, "routines", "desk-feet", version=3)
        await import_content(scratch, newer, now=PUBLISHED + timedelta(hours=1))
        address = "/v1/routines/desk-feet/versions/2"
        before = await get(scratch_app, address)
        async with scratch.writing() as session:
            await withdraw_editors_version(session, "desk-feet", 2, "It harms.", PUBLISHED)
        after = await get(scratch_app, address)
        other = await get(scratch_app, EXERCISE)

        assert (after.status, b"It harms." in after.body) == (410, True)
        assert serial_of(other) == serial_of(before) + 1

    async def test_of_something_else_makes_an_answer_anew(
        self, scratch: Database, scratch_app: FastAPI, content: Content
    ) -> None:
        before = await get(scratch_app, EXERCISE)
        changed = edited(content, "exercises", "toe-stretch", feel="Other.")
        await import_content(scratch, changed, now=PUBLISHED + timedelta(hours=1))
        after = await get(scratch_app, EXERCISE)

        assert (after.body, after.header("etag")) == (before.body, before.header("etag"))
        assert serial_of(after) > serial_of(before)

    async def test_drops_what_was_kept_before(
        self, scratch: Database, scratch_app: FastAPI, content: Content
    ) -> None:
        for path in (EXERCISE, LIST, HELPS):
            await get(scratch_app, path)
        await publish(scratch, content, 1)
        assert (await get(scratch_app, EXERCISE)).status == 200
        assert (await get(scratch_app, EXERCISE)).status == 200

        kept = scratch_app.state.answers
        assert [key[0].decode() for key in kept.answers] == [EXERCISE]

    async def test_that_ends_while_its_state_is_asked_for_is_in_the_answer(
        self, scratch: Database, scratch_app: FastAPI
    ) -> None:
        before = serial_of(await get(scratch_app, EXERCISE))
        async with scratch.writing() as session:
            connection = await session.connection()
            await connection.exec_driver_sql("LOCK TABLE catalogue IN ACCESS EXCLUSIVE MODE")
            waiting = [asyncio.create_task(get(scratch_app, EXERCISE)) for _ in range(20)]
            await asyncio.sleep(0.2)
            assert not any(task.done() for task in waiting)
            await connection.exec_driver_sql(
                "UPDATE catalogue SET serial = serial + 1, history = md5('next')"
            )
        answers = await asyncio.gather(*waiting)
        assert {serial_of(answer) for answer in answers} == {before + 1}

    async def test_is_never_later_than_an_answer_that_was_asked_for_after_its_commit(
        self, scratch: Database, scratch_app: FastAPI, content: Content
    ) -> None:
        committed = serial_of(await get(scratch_app, EXERCISE))
        texts: dict[int, str] = {}
        chance = random.Random(7)  # noqa: S311 - not for a secret

        async def read() -> list[tuple[int, Answered]]:
            answers = []
            while not publishing.done():
                known = committed
                path = chance.choice((EXERCISE, LIST, HELPS, "/v1/exercises?kind=stretch"))
                answers.append((known, await get(scratch_app, path)))
                await asyncio.sleep(chance.random() / 500)
            return answers

        async def publish_often() -> None:
            nonlocal committed
            for number in range(1, 6):
                serial = await publish(scratch, content, number)
                texts[serial], committed = f"State {number}.", serial

        publishing = asyncio.create_task(publish_often())
        hits = counted("hit")
        answered = [*chain(*await asyncio.gather(*(read() for _ in range(8))))]
        assert counted("hit") > hits
        for known, answer in answered:
            serial = serial_of(answer)
            assert serial >= known
            if serial in texts and b"feel" in answer.body:
                assert texts[serial].encode() in answer.body
        assert len({serial_of(answer) for _, answer in answered}) > 3


class TestManyWhoAskForTheSame:
    async def test_are_answered_by_one_read(self, scratch_app: FastAPI) -> None:
        with noted(scratch_app) as sent:
            answers = await asyncio.gather(*(get(scratch_app, EXERCISE) for _ in range(50)))
        assert len({answer.body for answer in answers}) == 1
        assert {answer.status for answer in answers} == {200}
        assert len({answer.header("x-request-id") for answer in answers}) == 50
        assert len(sent) == 1

    async def test_are_answered_by_one_read_after_a_publication_too(
        self, scratch: Database, scratch_app: FastAPI, content: Content
    ) -> None:
        await get(scratch_app, EXERCISE)
        serial = await publish(scratch, content, 1)
        misses = counted("miss")
        answers = await asyncio.gather(*(get(scratch_app, EXERCISE) for _ in range(50)))
        assert {serial_of(answer) for answer in answers} == {serial}
        # One that cannot know yet whether its answer is of now is not kept.
        assert counted("miss") - misses <= 3

    async def test_do_not_wait_for_one_that_cannot_be_kept(self, scratch_app: FastAPI) -> None:
        with noted(scratch_app) as sent:
            answers = await asyncio.gather(
                *(get(scratch_app, "/v1/exercises/nobody-knows-it") for _ in range(5))
            )
        assert {answer.status for answer in answers} == {404}
        assert len(sent) == 10

    async def test_go_on_if_the_first_one_gives_up(
        self, scratch: Database, scratch_app: FastAPI
    ) -> None:
        async with blocked(scratch):
            first = asyncio.create_task(get(scratch_app, EXERCISE))
            await asyncio.sleep(0.05)
            others = [asyncio.create_task(get(scratch_app, EXERCISE)) for _ in range(5)]
            await asyncio.sleep(0.05)
            first.cancel()
            await asyncio.wait((first,))
        assert first.cancelled()
        assert {answer.status for answer in await asyncio.gather(*others)} == {200}

    async def test_do_not_wait_long_for_one_that_is_stuck(
        self, scratch_url: URL, scratch: Database
    ) -> None:
        async with served(scratch_url, max_requests=2, kept_requests=0) as app:
            async with blocked(scratch):
                waiting = [asyncio.create_task(get(app, LIST)) for _ in range(10)]
                await asyncio.sleep(0.6)
                refused = [task.result().status for task in waiting if task.done()]
                assert refused == [503] * 8
            assert sorted([task.status for task in await asyncio.gather(*waiting)])[:2] == [200] * 2


class TestACaller:
    async def test_is_counted_once_for_each_request(self, scratch_url: URL) -> None:
        app = strict_app(scratch_url)
        try:
            statuses = [(await get(app, EXERCISE)).status for _ in range(7)]
            over = await get(app, EXERCISE)
        finally:
            await app.state.database.close()
        assert statuses == [200] * 5 + [429] * 2
        assert over.header("ratelimit-policy") == '"reads";q=5;w=60'
        assert over.header("retry-after") is not None

    async def test_is_counted_once_if_the_kept_answer_is_outdated(
        self, scratch_url: URL, scratch: Database, content: Content
    ) -> None:
        app = strict_app(scratch_url)
        try:
            statuses = [(await get(app, EXERCISE)).status for _ in range(3)]
            await publish(scratch, content, 1)
            statuses += [(await get(app, EXERCISE)).status for _ in range(3)]
        finally:
            await app.state.database.close()
        assert statuses == [200] * 5 + [429]

    async def test_who_leaves_takes_the_answer_from_nobody(
        self, scratch: Database, scratch_app: FastAPI
    ) -> None:
        await get(scratch_app, EXERCISE)
        async with blocked(scratch):
            asking = [asyncio.create_task(get(scratch_app, EXERCISE)) for _ in range(10)]
            await asyncio.sleep(0.1)
            for task in asking[::2]:
                task.cancel()
        assert {answer.status for answer in await asyncio.gather(*asking[1::2])} == {200}

    async def test_gets_a_503_at_once_while_postgresql_is_away(self, scratch_url: URL) -> None:
        async with tunnel_to(scratch_url) as (network, url), served(url) as app:
            before = await get(app, EXERCISE)
            network.cut()
            for _ in range(2):
                away = await get(app, EXERCISE)
                assert (away.status, away.header("cache-control")) == (503, "no-store")
            await network.connect()
            assert (await get(app, EXERCISE)).for_everybody == before.for_everybody

    async def test_waits_for_a_frozen_postgresql_no_longer_than_agreed(
        self, scratch_url: URL
    ) -> None:
        async with (
            tunnel_to(scratch_url) as (network, url),
            served(url, database_wait_seconds=0.6) as app,
        ):
            await get(app, EXERCISE)
            network.freeze()
            loop = asyncio.get_running_loop()
            began = loop.time()
            frozen = await asyncio.gather(*(get(app, EXERCISE) for _ in range(5)))
            took = loop.time() - began
            network.thaw()
        assert {answer.status for answer in frozen} == {503}
        assert took < 1.0

    async def test_who_sends_hostile_headers_is_answered_as_ever(
        self, scratch_app: FastAPI
    ) -> None:
        await get(scratch_app, EXERCISE)
        for number in range(2_000):
            noise = f"x{number}" * 20
            headers = [("Accept-Encoding", noise), ("Accept-Language", noise), ("Accept", "*/*")]
            assert (await answer_to(scratch_app, request(EXERCISE, headers))).status == 200
        assert len(scratch_app.state.answers.answers) == 1
