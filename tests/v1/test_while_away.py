"""While PostgreSQL is away: what is still answered, from the last known state, and says so."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.engine import URL

from tests.conftest import client_of, served
from tests.postgres.tunnel import Tunnel, tunnel_to

EMERGENCY = "I cannot feel my foot, it is cold and blue"
CALM = "my heel hurts when I get out of bed"
STATUS = re.compile(r"instep; hit; ttl=-\d+")


@pytest.fixture
def scratch_url(partners_url: URL) -> URL:
    """Here nothing is written at all."""
    return partners_url


@pytest_asyncio.fixture(loop_scope="session")
async def tunnel(scratch_url: URL) -> AsyncIterator[tuple[Tunnel, FastAPI]]:
    async with tunnel_to(scratch_url) as (tunnel, url), served(url) as app:
        await app.state.last_known_state.refresh()
        yield tunnel, app


def assert_last_known(response: httpx.Response, before: httpx.Response) -> None:
    assert (response.status_code, response.content) == (200, before.content)
    assert STATUS.fullmatch(response.headers["cache-status"])
    assert "cache-status" not in before.headers
    for name in ("etag", "catalogue-id", "catalogue-serial", "content-language"):
        assert response.headers.get(name) == before.headers.get(name)


LASTING = [
    "/v1/red-flags",
    "/v1/red-flags?limit=100",
    "/v1/red-flags/limb_ischaemia",
    "/v1/bundle",
]


class TestAway:
    @pytest.mark.parametrize("address", LASTING)
    async def test_the_last_known_state_answers_the_same_bytes_and_says_so(
        self, address: str, tunnel: tuple[Tunnel, FastAPI]
    ) -> None:
        network, app = tunnel
        async with client_of(app) as client:
            before = await client.get(address)
            network.cut()
            during = await client.get(address)
            unchanged = await client.get(address, headers={"If-None-Match": before.headers["etag"]})
            await network.connect()
            after = await client.get(address)

        assert_last_known(during, before)
        assert during.headers["cache-control"] == "no-cache"
        assert unchanged.status_code == 304
        assert (after.status_code, after.content) == (200, before.content)
        assert "cache-status" not in after.headers

    async def test_the_file_of_the_bundle_is_answered_whole_and_in_parts(
        self, tunnel: tuple[Tunnel, FastAPI]
    ) -> None:
        network, app = tunnel
        async with client_of(app) as client:
            path = (await client.get("/v1/bundle")).json()["path"]
            before = await client.get(path)
            network.cut()
            during = await client.get(path)
            part = await client.get(path, headers={"Range": "bytes=10-19"})
            another = await client.get(f"/v1/bundles/{'0' * 64}.ndjson.gz")

        assert_last_known(during, before)
        assert "immutable" in during.headers["cache-control"]
        assert (part.status_code, part.content) == (206, before.content[10:20])
        assert STATUS.fullmatch(part.headers["cache-status"])
        assert another.status_code == 503

    async def test_a_list_goes_on_page_by_page(self, tunnel: tuple[Tunnel, FastAPI]) -> None:
        network, app = tunnel
        async with client_of(app) as client:
            before = await pages_of(client)
            network.cut()
            during = await pages_of(client)
            refused = await client.get("/v1/red-flags?cursor=forged")
            unknown = await client.get("/v1/red-flags?region=heel")

        assert during == before
        assert (refused.status_code, unknown.status_code) == (422, 422)

    @pytest.mark.parametrize(
        "address",
        ["/v1/red-flags/nothing", "/v1/conditions", "/v1/exercises/calf-stretch", "/v1/changes"],
    )
    async def test_the_rest_is_a_503(self, address: str, tunnel: tuple[Tunnel, FastAPI]) -> None:
        network, app = tunnel
        network.cut()

        async with client_of(app) as client:
            response = await client.get(address)

        assert response.status_code == 503
        assert "cache-status" not in response.headers

    async def test_a_frozen_database_is_away_too(self, scratch_url: URL) -> None:
        settings = {"database_wait_seconds": 0.5, "pool_size": 1, "pool_timeout_seconds": 0.3}
        async with (
            tunnel_to(scratch_url) as (network, url),
            served(url, **settings) as app,
            client_of(app) as client,
        ):
            state = app.state.last_known_state
            await state.refresh()
            before = await client.get(LASTING[0])
            network.freeze()
            state.asked_at -= 60
            during = await asyncio.gather(*(client.get(LASTING[0]) for _ in range(4)))

        for response in during:
            assert_last_known(response, before)
            assert int(response.headers["cache-status"].partition("-")[2]) >= 60

    async def test_a_busy_database_is_not_away(self, scratch_url: URL) -> None:
        settings = {"pool_size": 1, "pool_timeout_seconds": 0.1}
        async with served(scratch_url, **settings) as app, client_of(app) as client:
            await app.state.last_known_state.refresh()
            async with app.state.database.engine.connect():
                response = await client.get(LASTING[0])

        assert response.status_code == 503

    async def test_a_process_that_never_read_it_answers_503(self, scratch_url: URL) -> None:
        async with (
            tunnel_to(scratch_url) as (network, url),
            served(url) as app,
            client_of(app) as client,
        ):
            network.cut()
            answers = [await client.get(address) for address in LASTING]
            match = await client.post("/v1/complaint-matches", json={"text": EMERGENCY})

        assert {answer.status_code for answer in (*answers, match)} == {503}
        assert "medical care at once" in match.json()["detail"]


class TestMatches:
    async def test_an_emergency_still_gets_its_advice(self, tunnel: tuple[Tunnel, FastAPI]) -> None:
        network, app = tunnel
        async with client_of(app) as client:
            before = await client.post("/v1/complaint-matches", json={"text": EMERGENCY})
            network.cut()
            during = await client.post("/v1/complaint-matches", json={"text": EMERGENCY})

        assert during.json()["outcome"] == "seek_care"
        assert_last_known(during, before)
        assert during.headers["cache-control"] == "no-store"

    async def test_a_calm_text_is_a_503_with_general_advice(
        self, tunnel: tuple[Tunnel, FastAPI]
    ) -> None:
        network, app = tunnel
        network.cut()
        async with client_of(app) as client:
            response = await client.post("/v1/complaint-matches", json={"text": CALM})
            invalid = await client.post("/v1/complaint-matches", json={"words": CALM})

        assert response.status_code == 503
        assert "medical care at once" in response.json()["detail"]
        assert invalid.status_code == 422


class TestKeeping:
    async def test_it_is_read_at_the_start_and_again_when_the_serial_moves(
        self, tunnel: tuple[Tunnel, FastAPI], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.last_known_state.ASK_SECONDS", 0.01)
        _, app = tunnel
        state = app.state.last_known_state
        state.known, state.version = {}, None
        keeping = asyncio.create_task(state.keep())
        await until(lambda: state.find("en") is not None)
        first, state.version = state.find("en"), ("another", 0)
        await until(lambda: state.find("en") is not first)
        keeping.cancel()

        assert len(state.find("en").red_flags) == len(first.red_flags) > 10

    async def test_it_survives_an_absence(
        self, tunnel: tuple[Tunnel, FastAPI], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.last_known_state.ASK_SECONDS", 0.01)
        network, app = tunnel
        state = app.state.last_known_state
        network.cut()
        keeping = asyncio.create_task(state.keep())
        await asyncio.sleep(0.1)
        silent = state.asked_at
        await network.connect()
        await until(lambda: state.asked_at > silent)
        keeping.cancel()


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not happened():  # noqa: ASYNC110 - a task of ours
            await asyncio.sleep(0.01)


async def pages_of(client: httpx.AsyncClient) -> list[dict[str, object]]:
    pages, cursor = [], ""
    while True:
        page = (await client.get(f"/v1/red-flags?limit=7{cursor}")).json()
        pages.append(page)
        if page["next_cursor"] is None:
            return pages
        cursor = f"&cursor={page['next_cursor']}"


class TestSafetyChecks:
    @pytest.mark.parametrize(
        "body", [{"text": CALM}, {"text": EMERGENCY}, {"complaints": ["calf-tightness"]}]
    )
    async def test_a_check_goes_on_by_the_last_known_rules(
        self, tunnel: tuple[Tunnel, FastAPI], body: dict[str, object]
    ) -> None:
        network, app = tunnel
        async with client_of(app) as client:
            before = await client.post("/v1/safety-checks", json=body)
            network.cut()
            during = await client.post("/v1/safety-checks", json=body)

        assert_last_known(during, before)
        assert during.headers["cache-control"] == "no-store"

    async def test_a_name_that_it_does_not_know_may_be_new(
        self, tunnel: tuple[Tunnel, FastAPI]
    ) -> None:
        network, app = tunnel
        network.cut()
        async with client_of(app) as client:
            unknown = await client.post("/v1/safety-checks", json={"complaints": ["new-pain"]})

        assert unknown.status_code == 503
