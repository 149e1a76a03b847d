"""Scripts of other origins read public responses, and no others."""

import httpx
import pytest

from tests.http.addresses import CATALOGUE


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

    @pytest.mark.parametrize("address", ["/v1/partner/routines/any", "/docs", "/healthz"])
    async def test_may_read_nothing_else(self, client: httpx.AsyncClient, address: str) -> None:
        headers = {"Origin": "https://app.example", "Access-Control-Request-Method": "GET"}

        got = await client.get(address, headers=headers)
        preflight = await client.options(address, headers=headers)

        assert "access-control-allow-origin" not in got.headers
        assert "access-control-allow-origin" not in preflight.headers
