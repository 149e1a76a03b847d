"""What every response forbids browsers; the longest URL."""

import httpx

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
