"""Headers of all responses: strict syntax, languages, and the host in their URLs."""

import http_sf
import httpx
import pytest

from api.headers import HEADERS, STRUCTURED
from tests import databases
from tests.cases import in_one_test
from tests.http.addresses import CATALOGUE, EACH, READ

REQUESTS = [
    *(("GET", address) for address in READ),
    ("OPTIONS", "/v1/exercises"),
    ("DELETE", "/v1/exercises"),
    ("GET", "/v1/exercises/nope"),
    ("GET", "/v1/exercises?limit=x"),
]
TYPES = {
    **STRUCTURED,
    "Access-Control-Expose-Headers": "list",
    "Content-Encoding": "list",
    "Content-Type": "item",
    "Cross-Origin-Resource-Policy": "item",
    "Referrer-Policy": "item",
    "X-Content-Type-Options": "item",
}
"""The structured type of each header, those of other standards included."""


class TestSyntax:
    @in_one_test(("method", "address"), REQUESTS)
    async def test_a_strict_parser_reads_what_is_structured(
        self, client: httpx.AsyncClient, method: str, address: str
    ) -> None:
        response = await client.request(method, address)

        read = {
            name: http_sf.parse(response.headers[name].encode(), tltype=kind)
            for name, kind in TYPES.items()
            if name in response.headers
        }
        assert len(read) > 3

    @in_one_test("name", STRUCTURED)
    def test_it_reads_the_documented_examples(self, name: str) -> None:
        http_sf.parse(HEADERS[name][2].encode(), tltype=STRUCTURED[name])

    @EACH
    async def test_no_header_is_sent_twice(self, client: httpx.AsyncClient, address: str) -> None:
        names = [name.lower() for name, _ in (await client.get(address)).headers.raw]

        assert len(names) == len(set(names))


class TestLanguages:
    @in_one_test(
        "asked",
        ["en", "de, fr;q=0.5", "*", "en-GB", "", "xx", ";;;q=", "en;q=0", "q=1", "ü", "x" * 1_000],
    )
    async def test_one_that_is_served_is_answered_and_named(
        self, client: httpx.AsyncClient, asked: str
    ) -> None:
        response = await client.get(
            "/v1/equipment", headers=[(b"Accept-Language", asked.encode("latin-1"))]
        )

        assert response.status_code == 200
        assert response.headers["content-language"] == "en"

    @pytest.mark.parametrize("address", CATALOGUE)
    async def test_caches_keep_languages_apart(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        assert "Accept-Language" in (await client.get(address)).headers["vary"].split(", ")

    @pytest.mark.parametrize("address", ["/v1/exercises/nope", "/v1/exercises?limit=x", "/nope"])
    async def test_errors_name_their_language(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        assert (await client.get(address)).headers["content-language"] == "en"


class TestUrls:
    @pytest.mark.parametrize(
        "address",
        ["/v1/exercises?limit=1", "/v1/bundle", "/v1/exercises/nope", "/openapi/v1.json", "/docs"],
    )
    async def test_never_hold_the_host_that_the_caller_named(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        hostile = {
            "Host": "hostile.example",
            "X-Forwarded-Host": "hostile.example",
            "X-Forwarded-Proto": "gopher",
            "X-Original-URL": "https://hostile.example/",
            "Forwarded": "host=hostile.example",
        }

        response = await client.get(address, headers=hostile)

        assert "hostile" not in response.text
        assert "hostile" not in str(response.headers)
        assert response.content == (await client.get(address)).content or "request_id" in (
            response.text
        )

    async def test_begin_with_the_public_url(self, client: httpx.AsyncClient) -> None:
        link = (await client.get("/v1/exercises?limit=1")).links["next"]["url"]

        assert link.startswith(f"{databases.PUBLIC_URL}/v1/exercises?limit=1&cursor=")
