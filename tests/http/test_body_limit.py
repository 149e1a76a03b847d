"""The largest body that is read: measured by its bytes, whatever its headers say."""

from collections.abc import AsyncIterator

import httpx

from api.http.body_limit import LARGEST_BODY

ADDRESS = "/v1/complaint-matches"
JSON = {"Content-Type": "application/json"}


def text_of(size: int) -> bytes:
    """A body of this many bytes that would be right if it were shorter."""
    return b'{"text": "%s"}' % (b"a" * (size - len(b'{"text": ""}')))


async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 10_000):
        yield body[start : start + 10_000]


class TestTooLarge:
    async def test_one_byte_more_than_the_limit_is_refused(self, client: httpx.AsyncClient) -> None:
        response = await client.post(ADDRESS, content=text_of(LARGEST_BODY + 1), headers=JSON)

        assert response.status_code == 413
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.json()["code"] == "content-too-large"
        assert "65,536 bytes" in response.json()["detail"]
        assert response.json()["request_id"] == response.headers["x-request-id"]

    async def test_the_limit_itself_is_read(self, client: httpx.AsyncClient) -> None:
        response = await client.post(ADDRESS, content=text_of(LARGEST_BODY), headers=JSON)

        assert response.status_code == 422
        assert response.json()["errors"][0]["code"] == "too_long"

    async def test_it_is_counted_if_there_is_no_content_length(
        self, client: httpx.AsyncClient
    ) -> None:
        large, right = text_of(LARGEST_BODY + 1), text_of(1_000)

        refused = await client.post(ADDRESS, content=in_pieces(large), headers=JSON)
        read = await client.post(ADDRESS, content=in_pieces(right), headers=JSON)

        assert (refused.status_code, read.status_code) == (413, 200)

    async def test_a_false_length_is_not_believed(self, client: httpx.AsyncClient) -> None:
        lying = {**JSON, "Content-Length": "9" * 30}

        response = await client.post(ADDRESS, content=b"{}", headers=lying)

        assert response.status_code == 413

    async def test_it_is_refused_even_if_the_route_takes_no_body(
        self, client: httpx.AsyncClient
    ) -> None:
        response = await client.request("GET", "/v1/exercises", content=b"a" * 100_000)

        assert response.status_code == 413
