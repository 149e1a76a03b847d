"""Wrong cursors: of another list, of other filters, cut, forged. Never a 500."""

import base64
import json
from typing import Any

import httpx
import pytest

from tests.cases import in_one_test
from tests.v1.lists import EACH_LIST, Catalogued, only_error

# One list for each type of key a cursor can hold: text, a time, a rank, a place.
BY_NAME = "/v1/exercises?limit=2"
BY_TIME = "/v1/exercises?limit=2&sort=-updated_at"
BY_RANK = "/v1/exercises?limit=2&complaint=plantar-heel-pain"
BY_PLACE = "/v1/conditions?limit=2"
EACH_ORDER = in_one_test("address", [BY_NAME, BY_TIME, BY_RANK, BY_PLACE])

RANDOM_BYTES = {
    "nothing": "",
    "one letter": "a",
    "padding": "====",
    "a newline": "abcd%0A",
    "NUL": "%00",
    "a byte that is no UTF-8": "%ff",
    "an emoji": "%F0%9F%A6%B6",
    "half a surrogate pair": "%ED%A0%80",
    "letters beyond the alphabet": "!!!!",
    "the other base64 alphabet": "a%2Bb%2F",
    "bytes that are no text": base64.urlsafe_b64encode(bytes(range(128, 200))).decode(),
    "2,500 letters": "a" * 2_500,
    "2,501 letters": "a" * 2_501,
    "7,000 letters": "a" * 7_000,
}
UNPACKED = {
    "no JSON": "[",
    "nested beyond any depth": "[" * 1_800,
    "nested objects": '{"a":' * 300,
    "null": "null",
    "a number": "1",
    "a text": '"x"',
    "an object": '{"0": "x"}',
    "an empty list": "[]",
    "a number of 1,800 digits": "1" * 1_800,
}


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def forged(scope: object, *values: Any) -> str:
    """Return a cursor as the server makes them, over any values."""
    return packed(json.dumps([scope, *values]))


async def scope_of(client: httpx.AsyncClient, address: str) -> str:
    """Return what ties a cursor to this very list: it stands in the cursor, unsigned."""
    cursor = (await client.get(address)).json()["next_cursor"]
    unpacked: list[str] = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    return unpacked[0]


async def refused(client: httpx.AsyncClient, address: str, cursor: str) -> str:
    """Return the code under which a cursor is refused."""
    joint = "&" if "?" in address else "?"
    error = only_error(await client.get(f"{address}{joint}cursor={cursor}"))
    assert error["parameter"] == "cursor"
    assert len(error["detail"]) < 200
    return str(error["code"])


class TestNoCursorAtAll:
    @EACH_LIST
    @in_one_test("cursor", RANDOM_BYTES.values(), ids=RANDOM_BYTES)
    async def test_random_letters_are_refused(
        self, client: httpx.AsyncClient, catalogued: Catalogued, cursor: str
    ) -> None:
        code = await refused(client, catalogued.address, cursor)

        assert code in ("not_a_cursor", "too_short", "too_long")

    @EACH_ORDER
    @in_one_test("text", UNPACKED.values(), ids=UNPACKED)
    async def test_packed_nonsense_is_refused(
        self, client: httpx.AsyncClient, address: str, text: str
    ) -> None:
        assert await refused(client, address, packed(text)) == "not_a_cursor"


class TestCursorOfAnotherList:
    @in_one_test(
        ("given_by", "sent_to"),
        [
            ("/v1/exercises", "/v1/routines"),
            ("/v1/exercises", "/v1/contributors"),
            ("/v1/exercises", "/v1/exercises?kind=stretch"),
            ("/v1/exercises?kind=stretch", "/v1/exercises"),
            ("/v1/exercises?kind=stretch", "/v1/exercises?kind=stretch&level=beginner"),
            ("/v1/exercises?region=foot", "/v1/exercises?region=leg"),
            ("/v1/exercises?max_seconds=9000", "/v1/exercises?max_seconds=9001"),
            (BY_NAME, BY_TIME),
            (BY_TIME, BY_NAME),
            (BY_NAME, BY_RANK),
            ("/v1/conditions", "/v1/red-flags"),
            ("/v1/red-flags", "/v1/conditions"),
        ],
    )
    async def test_it_is_refused(
        self, client: httpx.AsyncClient, given_by: str, sent_to: str
    ) -> None:
        first = await client.get(httpx.URL(given_by).copy_set_param("limit", "1"))

        code = await refused(client, sent_to, first.json()["next_cursor"])

        assert code in ("cursor_of_another_list", "not_a_cursor")

    async def test_another_limit_and_another_order_of_filters_are_the_same_list(
        self, client: httpx.AsyncClient
    ) -> None:
        first = await client.get("/v1/exercises?kind=stretch&level=beginner&limit=1")
        cursor = first.json()["next_cursor"]

        following = await client.get(
            f"/v1/exercises?level=beginner&cursor={cursor}&limit=3&kind=stretch"
        )

        assert following.status_code == 200
        assert len(following.json()["items"]) == 3


class TestForgedCursor:
    @EACH_ORDER
    @in_one_test(
        "values",
        [
            (),
            ("a",),
            ("a", "b", "c"),
            (None, "b"),
            (True, "b"),
            (1.0, "b"),
            (float("nan"), "b"),
            (float("inf"), "b"),
            (10**400, "b"),
            (2**31, "b"),
            (-(2**31) - 1, "b"),
            ([1], "b"),
            ({"a": 1}, "b"),
            ([[[["a"]]]], "b"),
            ("a\x00", "b"),
            ("\ud800", "b"),
        ],
        ids=lambda values: str(values)[:24].encode("ascii", "replace").decode(),
    )
    async def test_a_wrong_key_is_refused(
        self, client: httpx.AsyncClient, address: str, values: tuple[Any, ...]
    ) -> None:
        scope = await scope_of(client, address)

        assert await refused(client, address, forged(scope, *values)) == "not_a_cursor"

    @EACH_ORDER
    @in_one_test("slug", ["b\x00", "\udfff", 1, None, ["b"], True], ids=ascii)
    async def test_a_wrong_slug_is_refused(
        self, client: httpx.AsyncClient, address: str, slug: Any
    ) -> None:
        scope = await scope_of(client, address)
        key = {BY_NAME: "a", BY_TIME: "2026-11-22T00:00:00+00:00"}.get(address, 1)

        assert await refused(client, address, forged(scope, key, slug)) == "not_a_cursor"

    @in_one_test(
        "moment",
        [
            "2026-11-22T00:00:00",
            "2026-11-22",
            "0001-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59-23:59",
            "2026-13-01T00:00:00+00:00",
            "2026-11-22T00:00:00+99:00",
            "now",
            "",
            1_763_769_600,
        ],
    )
    async def test_a_wrong_time_is_refused(self, client: httpx.AsyncClient, moment: Any) -> None:
        scope = await scope_of(client, BY_TIME)

        assert await refused(client, BY_TIME, forged(scope, moment, "b")) == "not_a_cursor"

    @pytest.mark.parametrize(
        ("address", "key"),
        [
            (BY_NAME, "🦶" * 120),
            (BY_NAME, "'; DROP TABLE exercises; --"),
            (BY_TIME, "0001-01-01T00:00:00+00:00"),
            (BY_TIME, "9999-12-31T23:59:59+00:00"),
            (BY_RANK, 2**31 - 1),
            (BY_RANK, -(2**31)),
            (BY_PLACE, 2**31 - 1),
            (BY_PLACE, -(2**31)),
        ],
    )
    async def test_a_possible_key_that_no_line_has_is_just_a_place_in_the_order(
        self, client: httpx.AsyncClient, address: str, key: Any
    ) -> None:
        scope = await scope_of(client, address)

        response = await client.get(f"{address}&cursor={forged(scope, key, 'b')}")

        assert response.status_code == 200
        assert len(response.json()["items"]) in (0, 2)

    @pytest.mark.parametrize("scope", ["", "0" * 12, None, 1, ["x"], {"a": 1}, "\ud800"], ids=ascii)
    async def test_a_forged_scope_is_refused(self, client: httpx.AsyncClient, scope: Any) -> None:
        code = await refused(client, BY_NAME, forged(scope, "a", "b"))

        assert code == "cursor_of_another_list"
