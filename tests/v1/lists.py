"""Every list of v1: where it is, what names its items, in which order, and one item's name."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.cases import in_one_test

Answer = dict[str, Any]


@dataclass(frozen=True)
class Catalogued:
    """A list; `order` are the fields it is sorted by, None where that is the editors' own."""

    address: str
    known: str
    order: tuple[str, ...] | None
    identifier: str = "slug"

    def __str__(self) -> str:
        return self.address.removeprefix("/v1/")

    @property
    def detail(self) -> str:
        return f"{self.address}/{self.known}"


LISTS = (
    Catalogued("/v1/exercises", "calf-stretch", ("name", "slug")),
    Catalogued("/v1/complaints", "plantar-heel-pain", ("name", "slug")),
    Catalogued("/v1/body-regions", "heel", ("name", "slug")),
    Catalogued("/v1/conditions", "pregnancy", None, "code"),
    Catalogued("/v1/red-flags", "infection", None, "code"),
    Catalogued("/v1/equipment", "chair", None, "code"),
    Catalogued("/v1/routines", "desk-feet", ("name", "slug")),
    Catalogued("/v1/contributors", "ken-jung", ("name", "slug")),
    Catalogued("/v1/sources", "aaptiv-strengthen-your-feet", ("title", "slug")),
    Catalogued("/v1/insights", "heel-pain-is-very-common", ("slug",)),
)
EACH_LIST = in_one_test("catalogued", LISTS, ids=str)

OTHER_ADDRESSES = (
    "/v1/body-regions/tree",
    "/v1/complaints/plantar-heel-pain/exercises",
    "/v1/routines/desk-feet/versions/2",
)
ADDRESSES = (
    *(catalogued.address for catalogued in LISTS),
    *(catalogued.detail for catalogued in LISTS),
    *OTHER_ADDRESSES,
)
EACH_ADDRESS = in_one_test("address", ADDRESSES)


async def everything(client: httpx.AsyncClient, address: str, **query: Any) -> list[Answer]:
    """Return all items of a list of any length."""
    items: list[Answer] = []
    async for page in pages(client, address, {**query, "limit": 100}):
        items += page["items"]
    return items


async def pages(
    client: httpx.AsyncClient, address: str, query: dict[str, Any]
) -> AsyncIterator[Answer]:
    """Yield each page of a list, walking by `next_cursor`."""
    asked = dict(query)
    while True:
        response = await client.get(address, params=asked)
        assert response.status_code == 200, response.text
        yield response.json()
        if response.json()["next_cursor"] is None:
            return
        asked["cursor"] = response.json()["next_cursor"]


async def linked_pages(client: httpx.AsyncClient, address: str) -> AsyncIterator[Answer]:
    """Yield each page of a list, walking by the `Link` header alone."""
    following: str | None = address
    while following is not None:
        response = await client.get(following)
        assert response.status_code == 200, response.text
        yield response.json()
        following = linked(response)


def linked(response: httpx.Response) -> str | None:
    """Return path and query of the next page as the `Link` header names it."""
    link = response.links.get("next")
    if link is None:
        return None
    parts = urlsplit(link["url"])
    return f"{parts.path}?{parts.query}"


def only_error(response: httpx.Response) -> Answer:
    """Return the one thing that a 422 says is wrong."""
    assert response.status_code == 422, response.text
    errors: list[Answer] = response.json()["errors"]
    assert len(errors) == 1, errors
    return errors[0]
