"""Shared by all single things of v1: found by the slug, and by nothing else."""

from urllib.parse import unquote

import httpx
import pytest

from tests.cases import in_one_test
from tests.sent import Sent
from tests.v1.lists import EACH_LIST, Catalogued

IMPOSSIBLE = {
    "upper case": "{SLUG}",
    "a space": "a%20b",
    "a plus": "a+b",
    "a newline after it": "{slug}%0A",
    "NUL after it": "{slug}%00",
    "NUL alone": "%00",
    "a byte that is no UTF-8": "%ff",
    "half a surrogate pair": "%ED%A0%80",
    "accents": "fersenspo%C3%AFn",
    "digits of another script": "%D9%A1%D9%A2",
    "an emoji": "%F0%9F%A6%B6",
    "the folder above, encoded": "%2e%2e",
    "a path, encoded": "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "a backslash": "..%5C..%5C",
    "a quote": "%27%20OR%201%3D1--",
    "a trailing dash": "{slug}-",
    "two dashes": "{slug}--x",
    "one letter": "a",
    "65 letters": "a" * 65,
    "7,000 letters": "a" * 7_000,
}


class TestGetAnything:
    @EACH_LIST
    async def test_it_answers_by_its_slug(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        response = await client.get(catalogued.detail)

        assert response.status_code == 200
        assert response.headers["content-type"] == "application/json"
        assert response.json()[catalogued.identifier] == catalogued.known
        assert response.json()["revision"] == 1
        assert response.json()["updated_at"] == "2026-11-22T00:00:00Z"

    @EACH_LIST
    async def test_an_unknown_slug_is_not_found(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        response = await client.get(f"{catalogued.detail}x")

        assert response.status_code == 404
        assert response.json()["code"] == "not-found"
        assert f"{catalogued.known}x" in response.json()["detail"]
        assert response.json()["errors"] == []

    @EACH_LIST
    @in_one_test("slug", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
    async def test_an_impossible_slug_is_not_found(
        self, client: httpx.AsyncClient, catalogued: Catalogued, slug: str
    ) -> None:
        filled = slug.format(slug=catalogued.known, SLUG=catalogued.known.upper())

        response = await client.get(f"{catalogued.address}/{filled}")

        assert response.status_code == 404
        assert response.json()["code"] == "not-found"
        assert len(response.json()["detail"]) < 150
        assert len(response.json()["instance"]) <= 2_048

    @pytest.mark.parametrize(
        "slug",
        [slug for slug in IMPOSSIBLE.values() if "{" not in slug and "/" not in unquote(slug)],
    )
    async def test_an_impossible_slug_is_never_looked_up(
        self, client: httpx.AsyncClient, statements: list[Sent], slug: str
    ) -> None:
        response = await client.get(f"/v1/exercises/{slug}")

        # one letter might be a slug, so it is looked up among things and old names
        assert response.status_code == 404
        assert len(statements) == (2 if slug == "a" else 0), unquote(slug)

    @pytest.mark.parametrize("slug", ["%2e%2e%2f%2e%2e%2fetc%2fpasswd", "calf-stretch%2fsteps"])
    async def test_an_encoded_slash_is_a_slash_and_leads_to_no_address(
        self, client: httpx.AsyncClient, statements: list[Sent], slug: str
    ) -> None:
        response = await client.get(f"/v1/exercises/{slug}")

        assert response.status_code == 404
        assert statements == []

    async def test_ten_thousand_letters_are_too_long_for_an_address(
        self, client: httpx.AsyncClient
    ) -> None:
        response = await client.get(f"/v1/exercises/{'a' * 10_000}")

        assert response.status_code == 414
        assert response.json()["code"] == "address-too-long"
        assert len(response.content) < 4_000

    @EACH_LIST
    async def test_a_slug_of_another_resource_is_not_found(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        other = "ken-jung" if catalogued.address == "/v1/exercises" else "calf-stretch"

        assert (await client.get(f"{catalogued.address}/{other}")).status_code == 404

    @EACH_LIST
    async def test_it_takes_no_parameter(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        response = await client.get(catalogued.detail, params={"limit": 5})

        assert response.status_code == 422
        assert response.json()["errors"][0]["parameter"] == "limit"


class TestNoSuchAddress:
    @in_one_test(
        "address",
        [
            "/v1",
            "/v1/",
            "/v1/exercise",
            "/v1/Exercises",
            "/v1/exercises/",
            "/v1//exercises",
            "//v1/exercises",
            "/v1/exercises/calf-stretch/",
            "/v1/exercises/calf-stretch/steps",
            "/v1/exercises//calf-stretch",
            "/v1/body-regions/tree/",
            "/v1/complaints/foot-pain/exercises/",
            "/v1/routines/desk-feet/versions",
            "/v1/routines/desk-feet/versions/",
            "/v2/exercises",
            "/exercises",
        ],
    )
    async def test_it_is_not_found_and_sends_nobody_elsewhere(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        # Joined by hand: a client would take "//v1" for a host.
        response = await client.get(httpx.URL(f"https://api.instep.example{address}"))

        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["instance"] == address
        assert "location" not in response.headers
