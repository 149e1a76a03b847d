"""What every response forbids browsers; the longest URL."""

import httpx
import pytest

from tests.http.addresses import EACH


class TestSecurityHeaders:
    @EACH
    async def test_every_response_has_them(self, client: httpx.AsyncClient, address: str) -> None:
        headers = (await client.get(address)).headers

        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "max-age=" in headers["strict-transport-security"]
        assert "server" not in headers
        assert "set-cookie" not in headers

    @pytest.mark.parametrize(
        "path", ["/", "/docs", "/embed/exercises/calf-stretch", "/problems/not-found"]
    )
    async def test_a_304_leaves_a_page_its_policy(
        self, client: httpx.AsyncClient, path: str
    ) -> None:
        page = await client.get(path)
        again = await client.get(path, headers={"If-None-Match": page.headers["etag"]})

        assert again.status_code == 304
        policy = "content-security-policy"
        assert again.headers[policy] == page.headers[policy]


class TestAHiddenSlash:
    @pytest.mark.parametrize(
        "path",
        ["/v1%2Fexercises", "/v1%2fpartner/routines", "/v1/exercises%2Fcalf-stretch", "/%2Fv1/x"],
    )
    async def test_leads_nowhere(self, client: httpx.AsyncClient, path: str) -> None:
        response = await client.get(path)

        assert (response.status_code, response.json()["code"]) == (404, "not-found")

    async def test_may_be_in_a_query(self, client: httpx.AsyncClient) -> None:
        assert (await client.get("/v1/search?q=heel%2Farch")).status_code == 200
