"""Parts of a file, and the conditions that come before them (RFC 9110, 13.2.2 and 14)."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import httpx
import pytest

from api.byte_ranges import StoredFile, file_response, requested_range, streamed_response
from api.errors import RangeNotSatisfiable
from tests.cases import in_one_test

EARLIER = "Sat, 21 Nov 2026 00:00:00 GMT"


def noting(asked: list[range]) -> Callable[[range], AsyncIterator[bytes]]:
    """Return a reader of a file that notes what is asked of it."""

    async def nothing() -> AsyncIterator[bytes]:
        yield b""

    def read(part: range) -> AsyncIterator[bytes]:
        asked.append(part)
        return nothing()

    return read


@pytest.fixture
async def bundle(client: httpx.AsyncClient) -> str:
    return str((await client.get("/v1/bundle")).json()["path"])


class TestHead:
    async def test_knows_no_range(self, client: httpx.AsyncClient, bundle: str) -> None:
        whole = await client.get(bundle)

        for asked in ("bytes=0-9", "bytes=-5", "bytes=999999999-"):
            head = await client.head(bundle, headers={"Range": asked})

            assert (head.status_code, head.content) == (200, b"")
            assert head.headers["content-length"] == str(len(whole.content))
            assert head.headers["accept-ranges"] == "bytes"
            assert "content-range" not in head.headers

    async def test_answers_conditions_as_get_does(
        self, client: httpx.AsyncClient, bundle: str
    ) -> None:
        tag = (await client.get(bundle)).headers["etag"]

        assert (await client.head(bundle, headers={"If-None-Match": tag})).status_code == 304
        assert (await client.head(bundle, headers={"If-Match": '"x"'})).status_code == 412


class TestConditions:
    @pytest.mark.parametrize("more", [{}, {"Range": "bytes=0-9"}, {"Range": "bytes=999999999-"}])
    async def test_come_before_the_range(
        self, client: httpx.AsyncClient, bundle: str, more: dict[str, str]
    ) -> None:
        tag = (await client.get(bundle)).headers["etag"]

        current = await client.get(bundle, headers={"If-None-Match": tag, **more})
        other = await client.get(bundle, headers={"If-Match": '"other"', **more})

        assert (current.status_code, current.content) == (304, b"")
        assert (other.status_code, other.json()["code"]) == (412, "precondition-failed")

    @pytest.mark.parametrize(
        ("conditions", "status"),
        [
            ({"If-Match": "{tag}"}, 206),
            ({"If-Match": "*"}, 206),
            ({"If-Match": "W/{tag}"}, 412),
            ({"If-Match": '"other"', "If-None-Match": "{tag}"}, 412),
            ({"If-Match": "{tag}", "If-None-Match": "{tag}"}, 304),
            ({"If-Match": "{tag}", "If-Unmodified-Since": "{earlier}"}, 206),
            ({"If-Unmodified-Since": "{earlier}"}, 412),
            ({"If-Unmodified-Since": "{made}"}, 206),
            ({"If-Unmodified-Since": "yesterday"}, 206),
            ({"If-None-Match": '"other"', "If-Modified-Since": "{made}"}, 206),
            ({"If-Modified-Since": "{made}"}, 304),
            ({"If-Range": "{tag}"}, 206),
            ({"If-Range": "W/{tag}"}, 200),
            ({"If-Range": '"other"'}, 200),
            ({"If-Range": "{made}"}, 206),
            ({"If-Range": "{earlier}"}, 200),
        ],
    )
    async def test_are_judged_in_their_order(
        self, client: httpx.AsyncClient, bundle: str, conditions: dict[str, str], status: int
    ) -> None:
        whole = (await client.get(bundle)).headers
        known = {
            "tag": whole["etag"],
            "made": whole["last-modified"],
            "earlier": "Thu, 01 Jan 1970 00:00:00 GMT",
        }
        asked = {name: value.format(**known) for name, value in conditions.items()}

        response = await client.get(bundle, headers={"Range": "bytes=0-9", **asked})

        assert response.status_code == status

    @pytest.mark.parametrize("address", ["/v1/equipment/towel", "/docs", "/embed.js"])
    async def test_hold_for_every_read_that_has_a_tag(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        tag = (await client.get(address)).headers["etag"]

        assert (await client.get(address, headers={"If-Match": tag})).status_code == 200
        assert (await client.get(address, headers={"If-Match": '"x"'})).status_code == 412

    async def test_say_nothing_about_what_has_no_tag_or_is_missing(
        self, client: httpx.AsyncClient
    ) -> None:
        asked = {"If-Match": '"x"', "If-Unmodified-Since": EARLIER}

        assert (await client.get("/healthz", headers=asked)).status_code == 200
        assert (await client.get("/v1/equipment/nope", headers=asked)).status_code == 404


class TestRanges:
    @in_one_test(
        ("header", "part"),
        [
            ("bytes=0-9", range(10)),
            ("bytes=0-0", range(1)),
            ("bytes=90-", range(90, 100)),
            ("bytes=90-500", range(90, 100)),
            (f"bytes=0-{'9' * 60}", range(100)),
            ("bytes=-10", range(90, 100)),
            ("bytes=-500", range(100)),
            ("Bytes = 0-9", range(10)),
            ("bytes=0-9,", range(10)),
            ("bytes= 0 - 9 ", range(10)),
        ],
    )
    def test_of_bytes_are_cut(self, header: str, part: range) -> None:
        assert requested_range(100, header) == part

    @in_one_test(
        "header",
        ["", "bytes", "bytes=", "bytes=-", "bytes=9-0", "bytes=0-9,20-29", "items=0-9",
         "bytes=a-b", "bytes=0x1-2", "bytes=1 0-2 0", "bytes=--5", "bytes=+1-2", "0-9"],
    )  # fmt: skip
    def test_of_another_form_are_the_whole(self, header: str) -> None:
        assert requested_range(100, header) is None

    @pytest.mark.parametrize(
        ("size", "header"),
        [(100, "bytes=100-"), (100, f"bytes={'9' * 60}-"), (100, "bytes=-0"), (0, "bytes=0-"),
         (0, "bytes=-5")],
    )  # fmt: skip
    def test_beyond_the_end_are_refused_with_the_size(self, size: int, header: str) -> None:
        with pytest.raises(RangeNotSatisfiable) as refused:
            requested_range(size, header)

        assert refused.value.headers["Content-Range"] == f"bytes */{size}"

    def test_of_an_empty_file_may_be_asked_as_a_whole(self) -> None:
        made = datetime(2026, 11, 22, tzinfo=UTC)

        for size, asked, status, part in (
            (0, {}, 200, range(0)),
            (2, {"range": "bytes=1-"}, 206, range(1, 2)),
        ):
            read: list[range] = []
            stored = StoredFile(size, "d" * 64, made)
            answer = streamed_response(stored, asked, "text/plain", noting(read))
            assert (answer.status_code, read) == (status, [part])
            assert answer.headers["content-length"] == str(len(part))
            body = file_response(b"ab"[:size], "d" * 64, made, asked, "text/plain").body
            assert body == b"ab"[part.start : part.stop]
