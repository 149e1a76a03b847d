"""HEAD, ETags, 304, compression, and how long responses may be kept."""

import gzip

import brotli
import httpx
import pytest
from fastapi import FastAPI

from tests import databases
from tests.cases import in_one_test
from tests.http.addresses import CATALOGUE, CURRENT, EACH, EACH_READ, PEOPLE, WATCHED

PLAIN = {"Accept-Encoding": "identity"}
DECODED = {"gzip": gzip.decompress, "br": brotli.decompress}


async def raw(app: FastAPI, address: str, encoding: str) -> tuple[str, bytes]:
    """Return the ETag and the bytes as they are sent; the tests' own client would decode them."""
    headers = {"Accept-Encoding": encoding}
    transport = httpx.ASGITransport(app=app)
    async with (
        httpx.AsyncClient(transport=transport, base_url=databases.PUBLIC_URL) as client,
        client.stream("GET", address, headers=headers) as response,
    ):
        body = b"".join([piece async for piece in response.aiter_raw()])
        assert response.headers.get("content-encoding", "identity") == encoding
        return response.headers["etag"], body


class TestHead:
    @EACH
    async def test_is_the_answer_to_get_without_its_body(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        got, head = await client.get(address), await client.head(address)

        dropped = {"x-request-id"}
        assert head.status_code == got.status_code == 200
        assert head.content == b""
        assert {k: v for k, v in head.headers.items() if k not in dropped} == {
            k: v for k, v in got.headers.items() if k not in dropped
        }

    @pytest.mark.parametrize("address", ["/v1/exercises/nope", "/v1/exercises?limit=x", "/nope"])
    async def test_of_an_error_has_no_body_either(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        got, head = await client.get(address), await client.head(address)

        assert (head.status_code, head.content) == (got.status_code, b"")


class TestETags:
    @EACH_READ
    async def test_the_same_bytes_need_not_be_sent_again(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        first = await client.get(address)

        again = await client.get(address, headers={"If-None-Match": first.headers["etag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == first.headers["cache-control"]

    @in_one_test("address", CATALOGUE)
    @in_one_test("encoding", DECODED)
    async def test_each_encoding_has_its_own(
        self, app: FastAPI, address: str, encoding: str
    ) -> None:
        plain_tag, plain = await raw(app, address, "identity")
        tag, packed = await raw(app, address, encoding)

        assert DECODED[encoding](packed) == plain
        assert tag == f'{plain_tag[:-1]}-{encoding}"'

    @pytest.mark.parametrize(
        ("condition", "status"),
        [
            ("{tag}", 304),
            ("W/{tag}", 304),
            ('"other", {tag}', 304),
            ("*", 304),
            ('"other"', 200),
            ("", 200),
            ('"' + "x" * 5_000, 200),
            (",,,,", 200),
        ],
    )
    async def test_conditions_are_compared_weakly(
        self, client: httpx.AsyncClient, condition: str, status: int
    ) -> None:
        tag = (await client.get("/v1/equipment")).headers["etag"]
        asked = {"If-None-Match": condition.format(tag=tag)}

        assert (await client.get("/v1/equipment", headers=asked)).status_code == status

    async def test_an_error_has_none(self, client: httpx.AsyncClient) -> None:
        response = await client.get("/v1/exercises/nope", headers={"If-None-Match": "*"})

        assert response.status_code == 404
        assert "etag" not in response.headers


class TestTimes:
    """`If-Modified-Since` works for files, if no `If-None-Match` is sent."""

    @in_one_test(
        ("since", "status"),
        [
            ("{made}", 304),
            ("Fri, 31 Dec 2999 23:59:59 GMT", 304),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
            ("Sun, 22 Nov 2026 00:00:00", 200),
            ("Tuesday, 31-Dec-69 23:59:59 GMT", 200),
            ("Tue Dec 31 23:59:59 2069", 304),
            ("Thu Jan  1 00:00:00 1970", 200),
            ("Tue Dec 31 23:59:59 2069 CET", 200),
            ("yesterday", 200),
            ("", 200),
        ],
    )
    async def test_are_compared(self, client: httpx.AsyncClient, since: str, status: int) -> None:
        address = (await client.get("/v1/bundle")).json()["path"]
        made = (await client.get(address)).headers["last-modified"]

        response = await client.get(address, headers={"If-Modified-Since": since.format(made=made)})

        assert response.status_code == status

    async def test_are_ignored_beside_an_etag(self, client: httpx.AsyncClient) -> None:
        address = (await client.get("/v1/bundle")).json()["path"]
        asked = {
            "If-Modified-Since": "Fri, 31 Dec 2999 23:59:59 GMT",
            "If-None-Match": '"other"',
        }

        assert (await client.get(address, headers=asked)).status_code == 200


class TestCompression:
    @in_one_test(
        ("accepted", "encoding"),
        [
            ("br, gzip", "br"),
            ("gzip", "gzip"),
            ("gzip;q=1, br;q=0.5", "gzip"),
            ("*", "br"),
            ("br;q=0, *", "gzip"),
            ("zstd", None),
            ("identity", None),
            ("br;q=x", None),
            ("", None),
        ],
    )
    async def test_the_caller_chooses(
        self, client: httpx.AsyncClient, accepted: str, encoding: str | None
    ) -> None:
        response = await client.get("/v1/exercises", headers={"Accept-Encoding": accepted})

        assert response.headers.get("content-encoding") == encoding

    @in_one_test("address", [*CATALOGUE, *CURRENT, "/openapi/v1.json", "/docs"])
    async def test_vary_names_the_choice(self, client: httpx.AsyncClient, address: str) -> None:
        vary = (await client.get(address, headers=PLAIN)).headers["vary"]

        assert "Accept-Encoding" in vary.split(", ")


class TestCacheControl:
    @pytest.mark.parametrize("address", CATALOGUE)
    async def test_the_catalogue_is_kept_for_a_minute(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        kept = (await client.get(address)).headers["cache-control"]
        assert kept == "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"

    @pytest.mark.parametrize("address", CURRENT)
    async def test_the_current_state_is_revalidated_each_time(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        assert (await client.get(address)).headers["cache-control"] == "no-cache"

    @pytest.mark.parametrize("address", PEOPLE)
    async def test_pages_and_their_files_are_kept_for_minutes(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        assert (await client.get(address)).headers["cache-control"] == "public, max-age=300"

    @pytest.mark.parametrize("address", [*WATCHED, "/v1/exercises/nope", "/nope"])
    async def test_health_and_errors_are_not_kept(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        assert (await client.get(address)).headers["cache-control"] == "no-store"
