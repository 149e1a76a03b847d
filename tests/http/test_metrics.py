"""/metrics: for callers with the token, wherever they are; for nobody if there is no token."""

import pytest
from fastapi import FastAPI
from sqlalchemy.engine import URL

from tests.cases import in_one_test
from tests.conftest import served
from tests.http.strict import client_from

TOKEN = "s3cret-tökén"  # noqa: S105 - of no server


def shown(text: str) -> dict[bytes, bytes]:
    return {b"Authorization": text.encode()}


class TestWithoutAToken:
    @in_one_test("address", ["127.0.0.1", "::1", "10.0.0.1", "203.0.113.1"])
    @in_one_test(
        "headers",
        [
            {},
            {b"X-Forwarded-For": b"127.0.0.1"},
            {b"Host": b"localhost"},
            {b"Authorization": b"Bearer "},
            {b"Authorization": b"Bearer None"},
        ],
        ids=["none", "X-Forwarded-For", "Host", "an empty token", "None"],
    )
    async def test_there_are_no_metrics_for_anybody(
        self, address: str, headers: dict[bytes, bytes], app: FastAPI
    ) -> None:
        async with client_from(app, address) as client:
            answer = await client.get("/metrics", headers=headers)
        assert answer.status_code == 404
        assert answer.json()["code"] == "not-found"


class TestWithAToken:
    @pytest.mark.parametrize("address", ["127.0.0.1", "203.0.113.1"])
    async def test_who_shows_it_reads_them(self, address: str, catalogue_url: URL) -> None:
        async with (
            served(catalogue_url, metrics_token=TOKEN) as app,
            client_from(app, address) as client,
        ):
            await client.get("/healthz")
            for written in (f"Bearer {TOKEN}", f"bearer  {TOKEN}"):
                answer = await client.get("/metrics", headers=shown(written))
                assert answer.status_code == 200
                assert answer.headers["cache-control"] == "no-store"
                assert 'instep_requests_total{method="GET",status="200"}' in answer.text

    @pytest.mark.parametrize(
        "written",
        ["", "Bearer", "Bearer ", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer S3cret"],
    )
    async def test_nobody_else_does(self, written: str, catalogue_url: URL) -> None:
        async with (
            served(catalogue_url, metrics_token=TOKEN) as app,
            client_from(app, "127.0.0.1") as client,
        ):
            answer = await client.get("/metrics", headers=shown(written))
        assert answer.status_code == 404
