"""Scripts of other origins read public responses, and no others."""

import httpx
import pytest

from api.headers import HEADERS
from tests.cases import in_one_test
from tests.http.addresses import CATALOGUE


class TestOtherOrigins:
    @in_one_test(
        "address", [*CATALOGUE, "/v1/exercises/nope", "/openapi/v1.json", "/problems/gone"]
    )
    async def test_may_read_what_is_public(self, client: httpx.AsyncClient, address: str) -> None:
        response = await client.get(address, headers={"Origin": "https://app.example"})

        exposed = response.headers["access-control-expose-headers"].split(", ")
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers
        assert {"ETag", "Link", "Catalogue-Serial", "Retry-After", "Sunset"} <= set(exposed)

    @pytest.mark.parametrize("method", ["GET", "POST"])
    async def test_may_send_a_preflight_request(
        self, client: httpx.AsyncClient, method: str
    ) -> None:
        headers = {
            "Origin": "https://app.example",
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "content-type, if-none-match",
        }

        response = await client.options("/v1/complaint-matches", headers=headers)

        allowed = response.headers["access-control-allow-headers"].lower()
        assert response.status_code == 204
        assert method in response.headers["access-control-allow-methods"].split(", ")
        assert {"content-type", "if-none-match"} <= set(allowed.split(", "))
        assert int(response.headers["access-control-max-age"]) >= 600

    @pytest.mark.parametrize(
        "asked",
        [
            "if-range,range",
            "traceparent, baggage, sentry-trace",
            "authorization",
            "x-anything-at-all, Idempotency-Key",
            "x1,x2,x3," * 200,
            "",
            'bad name, "x", a:b, (c)',
        ],
    )
    async def test_may_send_any_header(self, client: httpx.AsyncClient, asked: str) -> None:
        headers = {
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": asked,
        }

        response = await client.options("/v1/complaint-matches", headers=headers)

        allowed = response.headers["access-control-allow-headers"].lower().split(", ")
        wanted = {name.strip().lower() for name in asked.split(",") if name.strip()}
        assert {"*", "authorization"} <= set(allowed)
        assert wanted <= set(allowed) or "bad name" in wanted
        assert all(name.isascii() and " " not in name and '"' not in name for name in allowed)
        assert "access-control-allow-credentials" not in response.headers

    async def test_may_read_every_header_of_ours(self, client: httpx.AsyncClient) -> None:
        response = await client.get("/v1/equipment")

        exposed = set(response.headers["access-control-expose-headers"].split(", "))
        assert {*HEADERS} - exposed == {"Access-Control-Allow-Origin"}
        assert {"Content-Range", "Accept-Ranges", "Content-Length", "Allow"} <= exposed

    @in_one_test(
        ("request_", "status"),
        [
            (("GET", "/v1/exercises/nope", {}), 404),
            (("DELETE", "/v1/exercises", {}), 405),
            (("GET", "/v1/exercises", {"Accept": "image/png"}), 406),
            (("POST", "/v1/complaint-matches", {"Content-Length": "999999"}), 413),
            (("POST", "/v1/complaint-matches", {"Content-Type": "text/plain"}), 415),
            (("GET", "/v1/exercises?q=" + "x" * 9_000, {}), 414),
            (("GET", "/v1/exercises?nope=1", {}), 422),
            (("GET", "/v1/exercises", {"Authorization": "Bearer ik_wrong"}), 401),
            (("GET", "/v1/equipment", {"If-Match": '"x"'}), 412),
        ],
        ids=str,
    )
    async def test_may_read_errors(
        self,
        client: httpx.AsyncClient,
        request_: tuple[str, str, dict[str, str]],
        status: int,
    ) -> None:
        method, address, headers = request_

        response = await client.request(method, address, headers=headers)

        assert response.status_code == status
        assert response.headers["access-control-allow-origin"] == "*"
        assert "X-Request-Id" in response.headers["access-control-expose-headers"].split(", ")

    @pytest.mark.parametrize("address", ["/v1/partner/routines/any", "/docs", "/healthz"])
    async def test_may_read_nothing_else(self, client: httpx.AsyncClient, address: str) -> None:
        headers = {"Origin": "https://app.example", "Access-Control-Request-Method": "GET"}

        got = await client.get(address, headers=headers)
        preflight = await client.options(address, headers=headers)

        assert "access-control-allow-origin" not in got.headers
        assert "access-control-allow-origin" not in preflight.headers
