"""Methods: `Allow` lists the methods of each path, and others are answered 405."""

from typing import Any

import httpx
import pytest

from api.openapi.operations import each_operation
from tests.cases import in_one_test
from tests.contract.test_openapi import DOCUMENT
from tests.http.addresses import READ

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
VALUES = {"slug": "heel", "code": "chair", "number": "1", "serial": "1", "language": "en"}


def answered() -> dict[str, set[str]]:
    """By address: the methods that the document describes."""
    found: dict[str, set[str]] = {}
    for path, method, _ in each_operation(DOCUMENT):
        found.setdefault(path.format_map(Filled()), set()).add(method.upper())
    return found


class Filled(dict[str, Any]):
    """Any value for any name of a path's parameter."""

    def __missing__(self, name: str) -> str:
        return VALUES.get(name, "some-name")


ANSWERED = answered()
EACH = in_one_test("address", ANSWERED)


def allowed(response: httpx.Response) -> set[str]:
    return set(response.headers["allow"].split(", "))


class TestAllow:
    @EACH
    async def test_lists_what_the_document_describes(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        documented = ANSWERED[address]
        head = {"HEAD"} if "GET" in documented else set()

        response = await client.options(address)

        assert response.status_code == 204
        assert allowed(response) == documented | head | {"OPTIONS"}

    @EACH
    async def test_is_sent_with_each_405(self, client: httpx.AsyncClient, address: str) -> None:
        for method in {*METHODS, "TRACE"} - ANSWERED[address]:
            response = await client.request(method, address)

            assert response.status_code == 405, method
            assert response.json()["code"] == "method-not-allowed"
            assert ANSWERED[address] <= allowed(response)
            assert method not in allowed(response)

    @in_one_test("address", [*READ, "/", "/healthz", "/embed.js"])
    async def test_holds_beside_v1_too(self, client: httpx.AsyncClient, address: str) -> None:
        response = await client.delete(address)

        assert response.status_code == 405
        assert allowed(response) == {"GET", "HEAD", "OPTIONS"}
        assert allowed(await client.options(address)) == {"GET", "HEAD", "OPTIONS"}


class TestNoSuchAddress:
    async def test_a_slash_too_many_is_named(self, client: httpx.AsyncClient) -> None:
        response = await client.get("/v1/exercises/")

        assert response.status_code == 404
        assert response.json()["detail"] == "Leave out the slash at the end."

    @pytest.mark.parametrize("address", ["/v1", "/v1/", "/v2/exercises", "//v1/exercises", "/V1"])
    async def test_the_documentation_is_named(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        response = await client.get(f"https://api.instep.example{address}")

        assert response.status_code == 404
        assert "/docs" in response.json()["detail"]
