"""Headers of all answers: strict syntax, other origins, languages, safety, whose address."""

import http_sf
import httpx
import pytest

from api.headers import HEADERS, STRUCTURED
from tests import databases
from tests.http.addresses import CATALOGUE, EACH, READ

ASKED = [
    *(("GET", address) for address in READ),
    ("OPTIONS", "/v1/exercises"),
    ("DELETE", "/v1/exercises"),
    ("GET", "/v1/exercises/nope"),
    ("GET", "/v1/exercises?limit=x"),
]
SHAPES = {
    **STRUCTURED,
    "Access-Control-Expose-Headers": "list",
    "Content-Encoding": "list",
    "Content-Type": "item",
    "Cross-Origin-Resource-Policy": "item",
    "Referrer-Policy": "item",
    "X-Content-Type-Options": "item",
}
"""How each header is read where all headers are structured fields."""


class TestSyntax:
    @pytest.mark.parametrize(("method", "address"), ASKED)
    async def test_a_strict_parser_reads_what_is_structured(
        self, client: httpx.AsyncClient, method: str, address: str
    ) -> None:
        response = await client.request(method, address)

        read = {
            name: http_sf.parse(response.headers[name].encode(), tltype=shape)
            for name, shape in SHAPES.items()
            if name in response.headers
        }
        assert len(read) > 3

    @pytest.mark.parametrize("name", STRUCTURED)
    def test_it_reads_the_documented_examples(self, name: str) -> None:
        http_sf.parse(HEADERS[name][2].encode(), tltype=STRUCTURED[name])

    @EACH
    async def test_no_header_stands_twice(self, client: httpx.AsyncClient, address: str) -> None:
        names = [name.lower() for name, _ in (await client.get(address)).headers.raw]

        assert len(names) == len(set(names))


class TestOtherOrigins:
    @pytest.mark.parametrize(
        "address", [*CATALOGUE, "/v1/exercises/nope", "/openapi/v1.json", "/problems/gone"]
    )
    async def test_may_read_what_is_public(self, client: httpx.AsyncClient, address: str) -> None:
        response = await client.get(address, headers={"Origin": "https://app.example"})

        exposed = response.headers["access-control-expose-headers"].split(", ")
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers
        assert {"ETag", "Link", "Catalogue-Serial", "Retry-After", "Sunset"} <= set(exposed)

    @pytest.mark.parametrize("method", ["GET", "POST"])
    async def test_may_ask_first(self, client: httpx.AsyncClient, method: str) -> None:
        asked = {
            "Origin": "https://app.example",
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "content-type, if-none-match",
        }

        response = await client.options("/v1/complaint-matches", headers=asked)

        allowed = response.headers["access-control-allow-headers"].lower()
        assert response.status_code == 204
        assert method in response.headers["access-control-allow-methods"].split(", ")
        assert {"content-type", "if-none-match"} <= set(allowed.split(", "))

    @pytest.mark.parametrize("address", ["/v1/partner/routines/any", "/docs", "/healthz"])
    async def test_read_nothing_else(self, client: httpx.AsyncClient, address: str) -> None:
        asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "GET"}

        got = await client.get(address, headers=asked)
        preflight = await client.options(address, headers=asked)

        assert "access-control-allow-origin" not in got.headers
        assert "access-control-allow-origin" not in preflight.headers


class TestLanguages:
    @pytest.mark.parametrize(
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
    async def test_errors_say_theirs(self, client: httpx.AsyncClient, address: str) -> None:
        assert (await client.get(address)).headers["content-language"] == "en"


class TestSafety:
    @EACH
    async def test_browsers_are_told_what_not_to_do(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        headers = (await client.get(address)).headers

        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "max-age=" in headers["strict-transport-security"]
        assert "server" not in headers
        assert "set-cookie" not in headers


class TestWhoseAddress:
    @pytest.mark.parametrize(
        "address",
        ["/v1/exercises?limit=1", "/v1/bundle", "/v1/exercises/nope", "/openapi/v1.json", "/docs"],
    )
    async def test_the_callers_host_enters_nothing(
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

    async def test_links_begin_with_the_public_one(self, client: httpx.AsyncClient) -> None:
        link = (await client.get("/v1/exercises?limit=1")).links["next"]["url"]

        assert link.startswith(f"{databases.PUBLIC_URL}/v1/exercises?limit=1&cursor=")
