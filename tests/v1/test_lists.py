"""Shared by all lists of v1: fields, order, pages."""

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import case, update

from api.db import Database
from api.models import Listing
from tests.cases import in_one_test
from tests.v1.lists import (
    EACH_LIST,
    LISTS,
    Answer,
    Catalogued,
    everything,
    linked,
    linked_pages,
    only_error,
    pages,
)

SOME_SIZES = (1, 2, 7, 20, 99, 100)
SMALL = 5
"""Long lists are walked in smaller pages than these only by the slow form of a test."""

FORMS = pytest.mark.parametrize(
    "smallest", [SMALL, pytest.param(1, marks=pytest.mark.slow)], ids=["usual", "small pages"]
)
SHORT = 12
"""The most items at which every size of page is walked."""

LARGEST = 100
"""The most items of one page."""


def names(catalogued: Catalogued, items: list[Answer]) -> list[str]:
    return [item[catalogued.identifier] for item in items]


class TestListAnything:
    @EACH_LIST
    async def test_it_holds_items_and_the_next_cursor(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        page = (await client.get(catalogued.address)).json()

        around = {"notices"} if catalogued.address == "/v1/exercises" else set()
        assert set(page) == {"items", "next_cursor"} | around
        assert page["items"]

    @EACH_LIST
    async def test_it_is_ordered_by_its_fields_byte_by_byte(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        items = await everything(client, catalogued.address)

        keys = [[item[field] for field in catalogued.order or ()] for item in items]
        assert keys == sorted(keys)
        assert len(set(names(catalogued, items))) == len(items)

    @EACH_LIST
    async def test_it_gives_twenty_items_by_default(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        items = await everything(client, catalogued.address)

        page = (await client.get(catalogued.address)).json()

        assert page["items"] == items[:20]
        assert (page["next_cursor"] is None) == (len(items) <= 20)

    @EACH_LIST
    @FORMS
    async def test_a_walk_by_cursor_loses_and_repeats_nothing(
        self, client: httpx.AsyncClient, catalogued: Catalogued, smallest: int
    ) -> None:
        items = await everything(client, catalogued.address)
        total = len(items)

        sizes = range(1, total + 2) if total <= SHORT else {*SOME_SIZES, total - 1, total}
        least = smallest if total > 3 * SHORT else 1
        for size in (size for size in sizes if least <= size <= LARGEST):
            walked = [page async for page in pages(client, catalogued.address, {"limit": size})]
            assert [item for page in walked for item in page["items"]] == items, size
            assert {len(page["items"]) for page in walked[:-1]} <= {size}
            assert walked[-1]["items"], size

    @EACH_LIST
    async def test_a_walk_by_link_header_is_the_same(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        items = await everything(client, catalogued.address)

        walked = [page async for page in linked_pages(client, f"{catalogued.address}?limit=4")]

        assert [item for page in walked for item in page["items"]] == items
        assert {len(page["items"]) for page in walked[:-1]} == {4}

    @EACH_LIST
    async def test_a_link_is_given_exactly_if_a_page_follows(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        more = await client.get(catalogued.address, params={"limit": 1})
        cursor = more.json()["next_cursor"]
        last = await client.get(catalogued.address, params={"limit": LARGEST})
        while (following := last.json()["next_cursor"]) is not None:
            parameters = {"limit": LARGEST, "cursor": following}
            last = await client.get(catalogued.address, params=parameters)

        assert linked(more) == f"{catalogued.address}?limit=1&cursor={cursor}"
        assert "link" not in last.headers

    @EACH_LIST
    async def test_one_and_a_hundred_items_may_be_asked_for(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        for limit in (1, 100):
            page = (await client.get(catalogued.address, params={"limit": limit})).json()
            assert 1 <= len(page["items"]) <= limit

    @EACH_LIST
    @in_one_test(
        "limit",
        ["0", "-1", "101", "1e1", "1.5", "ten", "", "9" * 5_000, "%00", "%ff", "%F0%9F%A6%B6"],
        ids=lambda limit: limit[:12] or "empty",
    )
    async def test_any_other_limit_is_refused_by_name(
        self, client: httpx.AsyncClient, catalogued: Catalogued, limit: str
    ) -> None:
        error = only_error(await client.get(f"{catalogued.address}?limit={limit}"))

        assert error["parameter"] == "limit"
        assert len(error["detail"]) < 200

    @EACH_LIST
    async def test_its_items_are_summaries_of_details_that_answer(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        for item in (await client.get(catalogued.address, params={"limit": 5})).json()["items"]:
            detail = await client.get(f"{catalogued.address}/{item[catalogued.identifier]}")
            assert detail.status_code == 200
            assert detail.json()["updated_at"] == item["updated_at"]


@pytest_asyncio.fixture(loop_scope="session")
async def namesakes(scratch: Database, scratch_client: httpx.AsyncClient) -> httpx.AsyncClient:
    """A catalogue where only two names are left, so that slugs decide nearly every order."""
    async with scratch.writing() as session:
        two_names = case((Listing.slug < "m", "éa"), else_="Z")
        # The longest title that the table takes: cursors have to carry it.
        name = case((Listing.type == "source", "🦶" * 400), else_=two_names)
        await session.execute(update(Listing).values(name=name, position=7))
    return scratch_client


class TestNamesakes:
    @FORMS
    async def test_ties_go_by_slug_and_pages_stay_whole(
        self, client: httpx.AsyncClient, namesakes: httpx.AsyncClient, smallest: int
    ) -> None:
        for catalogued in LISTS:
            known = names(catalogued, await everything(client, catalogued.address))

            size = smallest if len(known) > 3 * SHORT else 1
            walked = [page async for page in pages(namesakes, catalogued.address, {"limit": size})]
            slugs = names(catalogued, [item for page in walked for item in page["items"]])

            # Byte by byte "Z" stands before "é", whatever the server's locale says.
            named = catalogued.order == ("name", "slug")
            assert slugs == sorted(known, key=lambda s: (named and s < "m", s)), catalogued
