"""A request's body is JSON in UTF-8, says so, and can be read in one way only."""

import gzip
from importlib import import_module
from pkgutil import iter_modules

import httpx
import pytest
from fastapi.routing import APIRoute

from api.v1 import routes
from api.v1.body import JsonBodyRoute
from tests.cases import in_one_test

ADDRESS = "/v1/complaint-matches"
JSON = {"Content-Type": "application/json"}
PACKAGE = f"{routes.__name__}."


async def test_a_byte_order_mark_in_front_is_passed_over(client: httpx.AsyncClient) -> None:
    body = b'{"text": "my heel hurts"}'

    marked = await client.post(ADDRESS, content=b"\xef\xbb\xbf" + body, headers=JSON)

    assert marked.status_code == 200
    assert marked.content == (await client.post(ADDRESS, content=body, headers=JSON)).content


class TestNotJson:
    @in_one_test(
        "body",
        [
            b"",
            b" ",
            b"{",
            b'{"text": "heel"',
            b"text=heel",
            b'{"text": "\xff"}',
            b'{"text": "\xed\xa0\x80"}',
            b"\x1f\x8b\x08\x00",
            b'{"text": "heel"}'.decode().encode("utf-16"),
            b"[" * 60_000,
        ],
        ids=[
            "empty",
            "blank",
            "cut",
            "cut later",
            "form",
            "broken",
            "half a pair",
            "gzip",
            "UTF-16",
            "deep",
        ],
    )
    async def test_is_malformed(self, client: httpx.AsyncClient, body: bytes) -> None:
        response = await client.post(ADDRESS, content=body, headers=JSON)

        assert response.status_code == 400
        assert response.json()["code"] == "malformed-body"

    @pytest.mark.parametrize("body", [b"null", b"[]", b'"heel"', b"0"])
    async def test_json_that_is_no_object_is_invalid(
        self, client: httpx.AsyncClient, body: bytes
    ) -> None:
        response = await client.post(ADDRESS, content=body, headers=JSON)

        assert response.status_code == 422
        assert response.json()["code"] == "invalid-request"


class TestMediaType:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Content-Type": "text/plain"},
            {"Content-Type": "application/x-www-form-urlencoded"},
            {"Content-Type": "application/jsonp"},
            {"Content-Type": "application/merge-patch+json"},
            {**JSON, "Content-Encoding": "gzip"},
            {**JSON, "Content-Encoding": "br, gzip"},
        ],
    )
    async def test_another_is_refused(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> None:
        response = await client.post(ADDRESS, content=b'{"text": "heel"}', headers=headers)

        assert response.status_code == 415
        assert response.json()["code"] == "unsupported-media-type"

    async def test_a_compressed_body_is_refused_for_its_encoding(
        self, client: httpx.AsyncClient
    ) -> None:
        body = gzip.compress(b'{"text": "heel"}')

        response = await client.post(
            ADDRESS, content=body, headers={**JSON, "Content-Encoding": "gzip"}
        )

        assert response.status_code == 415
        assert "Content-Encoding" in response.json()["detail"]

    @pytest.mark.parametrize(
        "headers",
        [
            {"Content-Type": "application/json; charset=utf-8"},
            {"Content-Type": "Application/JSON"},
            {**JSON, "Content-Encoding": "identity"},
        ],
    )
    async def test_json_is_taken_however_it_is_spelt(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> None:
        response = await client.post(ADDRESS, content=b'{"text": "heel"}', headers=headers)

        assert response.status_code == 200


class TestAmbiguous:
    @pytest.mark.parametrize(
        ("body", "detail"),
        [
            (b'{"text": "heel", "text": "toe"}', "names a member twice"),
            (b'{"text": "heel", "more": [{"a": 1, "a": 2}]}', "names a member twice"),
            (b"NaN", "holds NaN, which is not JSON"),
            (b'{"text": NaN}', "holds NaN, which is not JSON"),
            (b'{"text": -Infinity}', "holds -Infinity, which is not JSON"),
        ],
    )
    async def test_is_malformed_and_says_why(
        self, client: httpx.AsyncClient, body: bytes, detail: str
    ) -> None:
        response = await client.post(ADDRESS, content=body, headers=JSON)

        assert response.status_code == 400
        assert detail in response.json()["detail"]


def routes_with_a_body() -> list[APIRoute]:
    modules = [import_module(found.name) for found in iter_modules(routes.__path__, PACKAGE)]
    return [
        route
        for module in modules
        for route in module.router.routes
        if isinstance(route, APIRoute) and route.body_field is not None
    ]


class TestRoutes:
    def test_each_that_takes_a_body_checks_it(self) -> None:
        found = routes_with_a_body()
        assert {"match_complaints", "recommend_plan"} <= {route.name for route in found}
        assert [route.name for route in found if not isinstance(route, JsonBodyRoute)] == []

    async def test_one_without_a_body_reads_none(self, client: httpx.AsyncClient) -> None:
        answer = await client.request(
            "GET", "/v1/exercises/calf-stretch", content=b"{", headers=JSON
        )
        assert answer.status_code == 200
