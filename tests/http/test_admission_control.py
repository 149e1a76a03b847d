"""More requests than a process can work on: refused soon, and never those that matter first."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace

import httpx
import pytest
from prometheus_client import REGISTRY
from sqlalchemy.engine import URL
from starlette.types import Message, Receive, Scope, Send

from api.config import Settings
from api.db import Database
from api.http.admission_control import MOST_PLANS, AdmissionControl, Places
from tests.conftest import client_of, served
from tests.http.test_overload import assert_overloaded, blocked

OTHERS = "/v1/exercises"
PLANS = "/v1/plan-recommendations"
FIRST_NEEDS = [
    "/v1/exercises/calf-stretch",
    "/v1/complaints/plantar-heel-pain",
    "/v1/complaints/plantar-heel-pain/exercises",
    "/v1/red-flags",
]


@asynccontextmanager
async def full(scratch: Database, url: URL) -> AsyncIterator[httpx.AsyncClient]:
    """A server with four places, one of them kept; the other three are taken until the end."""
    patient = {"pool_size": 6, "lock_timeout_ms": 30_000, "statement_timeout_ms": 30_000}
    async with served(url, max_requests=4, kept_requests=1, **patient) as app:
        async with client_of(app) as client, blocked(scratch):
            others = [asyncio.create_task(client.get(OTHERS)) for _ in range(3)]
            await until(lambda: app.state.places.taken == 3)
            yield client
        answers = await asyncio.gather(*others)
        assert [answer.status_code for answer in answers] == [200] * 3
        await until(lambda: app.state.places.taken == 0)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 - it is a state of the server
            await asyncio.sleep(0.005)


def refused(share: str) -> float:
    return REGISTRY.get_sample_value("instep_refused_requests_total", {"share": share}) or 0.0


async def test_one_too_many_is_refused_within_fifty_milliseconds(
    scratch: Database, scratch_url: URL
) -> None:
    before = refused("others")
    async with full(scratch, scratch_url) as client:
        took = []
        for _ in range(10):
            began = time.perf_counter()
            answer = await client.get(OTHERS)
            took.append(time.perf_counter() - began)
            assert_overloaded(answer)

    assert sorted(took)[5] < 0.05
    assert refused("others") == before + 10


@pytest.mark.parametrize("path", FIRST_NEEDS)
async def test_a_place_is_kept_for_first_needs(
    path: str, scratch: Database, scratch_url: URL
) -> None:
    async with full(scratch, scratch_url) as client:
        first = asyncio.create_task(client.get(path))
        await asyncio.sleep(0.1)
        assert not first.done()
        assert_overloaded(await client.get(path))
        health = await client.get("/healthz")

    assert (await first).status_code == 200
    assert health.status_code == 200


async def test_nothing_is_refused_at_usual_concurrency(catalogue_url: URL) -> None:
    before = refused("others")
    async with served(catalogue_url) as app, client_of(app) as client:
        answers = await asyncio.gather(*(client.get(OTHERS) for _ in range(64)))

    assert {answer.status_code for answer in answers} == {200}
    assert refused("others") == before


class TestPlaces:
    async def test_a_place_that_becomes_free_goes_to_who_waits_first_needs_first(self) -> None:
        places = Places(2, kept=1)
        assert await places.take(first_need=False)
        assert await places.take(first_need=True)
        other = asyncio.create_task(places.take(first_need=False))
        first = asyncio.create_task(places.take(first_need=True))
        await asyncio.sleep(0)

        places.give_back()

        assert (await first, await other) == (True, False)
        assert places.taken == 2

    @pytest.mark.parametrize("after_hand_over", [False, True])
    async def test_who_goes_away_while_waiting_leaves_no_place_taken(
        self, after_hand_over: bool
    ) -> None:
        places = Places(1, kept=0)
        assert await places.take(first_need=False)
        waiting = asyncio.create_task(places.take(first_need=False))
        await asyncio.sleep(0)
        if after_hand_over:
            places.give_back()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

        assert places.taken == (0 if after_hand_over else 1)
        assert not places.waiting[False]

    async def test_no_more_wait_than_there_are_places(self) -> None:
        places = Places(2, kept=0)
        taken = await asyncio.gather(*(places.take(first_need=False) for _ in range(10)))

        assert taken.count(True) == 2
        assert places.taken == 2


class TestPlans:
    @pytest.fixture
    def control(self) -> AdmissionControl:
        """A process that is busy until the test says so."""
        self.may_end = asyncio.Event()

        async def application(_scope: Scope, _receive: Receive, send: Send) -> None:
            await self.may_end.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        return AdmissionControl(application, places=Places(100, kept=20))

    async def status(self, control: AdmissionControl, path: str) -> int:
        found: list[int] = []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                found.append(message["status"])

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        app = SimpleNamespace(state=SimpleNamespace(settings=Settings()))
        request = {"type": "http", "method": "POST", "path": path, "query_string": b""}
        await control({**request, "headers": [], "app": app, "state": {}}, receive, send)
        return found[0]

    async def test_are_fewer_in_work_than_other_requests(self, control: AdmissionControl) -> None:
        plans = [asyncio.create_task(self.status(control, PLANS)) for _ in range(3 * MOST_PLANS)]
        await until(lambda: sum(plan.done() for plan in plans) == 2 * MOST_PLANS)
        others = [
            asyncio.create_task(self.status(control, "/v1/search")) for _ in range(MOST_PLANS)
        ]
        await asyncio.sleep(0)
        self.may_end.set()

        answered = await asyncio.gather(*plans)
        assert (answered.count(200), answered.count(503)) == (MOST_PLANS, 2 * MOST_PLANS)
        assert set(await asyncio.gather(*others)) == {200}
        assert (control.plans.taken, control.places.taken) == (0, 0)

    async def test_hold_no_place_if_there_is_none_for_them(self, control: AdmissionControl) -> None:
        others = [asyncio.create_task(self.status(control, "/v1/search")) for _ in range(80)]
        await asyncio.sleep(0)

        assert await self.status(control, PLANS) == 503

        assert (control.plans.taken, control.places.taken) == (0, 80)
        self.may_end.set()
        await asyncio.gather(*others)


class TestPlacesAreGivenBack:
    @pytest.mark.parametrize("ends", ["raises", "is cancelled", "streams"])
    async def test_however_a_request_ends(self, ends: str) -> None:
        is_sent, may_end = asyncio.Event(), asyncio.Event()

        async def application(_scope: Scope, _receive: Receive, send: Send) -> None:
            if ends == "raises":
                raise OSError
            if ends == "streams":
                await send({"type": "http.response.start", "status": 200})
            is_sent.set()
            await may_end.wait()

        async def send(message: Message) -> None:
            """Take it."""

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        control = AdmissionControl(application, places=Places(1, kept=0))
        scope = {"type": "http", "path": "/v1/bundle"}
        request = asyncio.create_task(control(scope, receive, send))
        if ends != "raises":
            await is_sent.wait()
        if ends == "is cancelled":
            assert control.places.taken == 1
            request.cancel()
        if ends != "streams":
            await asyncio.gather(request, return_exceptions=True)

        assert control.places.taken == 0
        may_end.set()
        await asyncio.gather(request, return_exceptions=True)
        assert control.places.taken == 0
