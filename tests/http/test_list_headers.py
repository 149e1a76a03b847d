"""A list header may arrive on several lines, and be long: it means what it says."""

import httpx
import pytest

from api.list_headers import accepts, entries, preferred_encoding
from tests.cases import in_one_test

ENCODINGS = ("br", "gzip")


async def status_of(client: httpx.AsyncClient, *headers: tuple[str, str]) -> int:
    return (await client.get("/v1/equipment/towel", headers=list(headers))).status_code


class TestSeveralLines:
    async def test_of_accept_are_one_list(self, client: httpx.AsyncClient) -> None:
        html, json = ("Accept", "text/html"), ("Accept", "application/json;q=0.2")

        assert await status_of(client, html, json) == 200
        assert await status_of(client, json, html) == 200
        assert await status_of(client, html, ("Accept", "image/*")) == 406

    async def test_of_if_none_match_are_one_list(self, client: httpx.AsyncClient) -> None:
        tag = (await client.get("/v1/equipment/towel")).headers["etag"]

        assert await status_of(client, ("If-None-Match", '"x"'), ("If-None-Match", tag)) == 304

    async def test_of_if_match_are_one_list(self, client: httpx.AsyncClient) -> None:
        tag = (await client.get("/v1/equipment/towel")).headers["etag"]

        assert await status_of(client, ("If-Match", '"x"'), ("If-Match", tag)) == 200
        assert await status_of(client, ("If-Match", '"x"'), ("If-Match", '"y"')) == 412

    async def test_of_accept_encoding_are_one_list(self, client: httpx.AsyncClient) -> None:
        lines = [("Accept-Encoding", "zstd"), ("Accept-Encoding", "gzip")]

        response = await client.get("/v1/exercises", headers=lines)

        assert response.headers["content-encoding"] == "gzip"

    async def test_of_a_condition_with_one_value_say_nothing(
        self, client: httpx.AsyncClient
    ) -> None:
        path = (await client.get("/v1/bundle")).json()["path"]
        late, early = "Fri, 31 Dec 2999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"

        ranges = await client.get(path, headers=[("Range", "bytes=0-1"), ("Range", "bytes=5-6")])
        twice = await client.get(
            path, headers=[("If-Modified-Since", late), ("If-Modified-Since", early)]
        )

        assert (ranges.status_code, twice.status_code) == (200, 200)


class TestLongLists:
    async def test_are_read_to_their_end(self, client: httpx.AsyncClient) -> None:
        tag = (await client.get("/v1/equipment/towel")).headers["etag"]
        types = ", ".join(f"application/x-{number}" for number in range(300))
        tags = ", ".join(f'"{number}"' for number in range(500))

        assert await status_of(client, ("Accept", f"{types}, */*")) == 200
        assert await status_of(client, ("Accept", f"{types}, application/json")) == 200
        assert await status_of(client, ("If-None-Match", f"{tags}, {tag}")) == 304
        assert await status_of(client, ("If-Match", f"{tags}, {tag}")) == 200

    @pytest.mark.parametrize("address", ["/v1/equipment/towel", "/embed/exercises/calf-stretch"])
    async def test_of_languages_refuse_no_read(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        languages = ", ".join(f"x{number}-YY;q=0.1" for number in range(200))

        response = await client.get(address, headers={"Accept-Language": f"{languages}, en"})

        assert response.status_code == 200
        assert response.headers["content-language"] == "en"

    @in_one_test("piece", [",", '"', 'a"', "a,", '"\\', ";", "a;q=", '",', " "])
    def test_take_no_longer_than_their_bytes(self, piece: str) -> None:
        assert len(entries(piece * 50_000)) <= 50_000
        assert not accepts(piece * 50_000, "image/png") or not piece.strip()


class TestAccept:
    @pytest.mark.parametrize("accepted", ["*", "text/html, image/gif, *; q=.2", "*;q=0.1, text/*"])
    def test_a_star_alone_is_every_type(self, accepted: str) -> None:
        assert accepts(accepted, "application/json")
        assert accepts(accepted, "text/vtt")

    @pytest.mark.parametrize("accepted", ["*;q=0", "*, application/json;q=0", "*, */*;q=0"])
    def test_a_star_refuses_what_is_refused_by_name(self, accepted: str) -> None:
        assert not accepts(accepted, "application/json")


class TestEntries:
    def test_keep_commas_inside_quotation_marks(self) -> None:
        assert entries(' "a,b" , c, ,W/"d" ,') == ['"a,b"', "c", 'W/"d"']

    async def test_a_star_inside_a_tag_is_no_star(self, client: httpx.AsyncClient) -> None:
        assert await status_of(client, ("If-None-Match", '"a,*,b"')) == 200


class TestEncodings:
    @in_one_test(
        ("accepted", "encoding"),
        [
            ("identity;q=1, gzip;q=0.5", None),
            ("identity, *;q=0.5", None),
            ("identity;q=0.5, gzip", "gzip"),
            ("gzip, identity", "gzip"),
            ("identity;q=0", None),
            ("gzip;q=0.1", "gzip"),
            ("x-gzip", "gzip"),
            ("gzip;q=nan", None),
            ("GZIP;Q=1", "gzip"),
        ],
    )
    def test_the_preferred_one_wins_and_ties_are_ours(
        self, accepted: str, encoding: str | None
    ) -> None:
        assert preferred_encoding(accepted, ENCODINGS) == encoding
