"""/v1/changes: how an app that has a copy of the catalogue learns what changed since."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from api.bookmarks import LONGEST, Bookmark
from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.cases import in_one_test
from tests.databases import PUBLISHED
from tests.seed.factories import edited, without
from tests.sent import Sent
from tests.v1.lists import LISTS, Answer, everything, only_error
from tests.v1.offline import document_of

CHANGES = "/v1/changes"
LATER = PUBLISHED + timedelta(days=1)
HISTORY = 32 * "a"
PLACES = {
    "exercise": "exercises",
    "complaint": "complaints",
    "body-region": "body-regions",
    "condition": "conditions",
    "red-flag": "red-flags",
    "equipment": "equipment",
    "routine": "routines",
    "contributor": "contributors",
    "source": "sources",
    "insight": "insights",
}
MEMBERS = {kind.replace("-", "_") for kind in PLACES}


async def walked(client: httpx.AsyncClient, after: str = "0", limit: int = 100) -> list[Answer]:
    """Return all changes after a state, as an app collects them."""
    return [change async for page in answers(client, after, limit) for change in page["items"]]


async def answers(client: httpx.AsyncClient, after: str, limit: int) -> AsyncIterator[Answer]:
    while True:
        response = await client.get(CHANGES, params={"after": after, "limit": limit})
        assert response.status_code == 200, response.text
        page = response.json()
        yield page
        if not page["items"]:
            return
        after = page["next_after"]


class TestGetChanges:
    async def test_from_the_beginning_it_is_every_thing_of_every_list_once(
        self, client: httpx.AsyncClient
    ) -> None:
        listed = {
            (catalogued.address.removeprefix("/v1/"), line[catalogued.identifier])
            for catalogued in LISTS
            for line in await everything(client, catalogued.address)
        }

        changes = await walked(client)

        assert {(PLACES[item["type"]], item["slug"]) for item in changes} == listed
        assert len(changes) == len(listed)
        assert {item["change"] for item in changes} == {"upsert"}

    async def test_serials_are_contiguous_and_end_at_the_catalogue_s(
        self, client: httpx.AsyncClient
    ) -> None:
        serials = [item["serial"] for item in await walked(client)]

        last = int((await client.get("/v1/exercises")).headers["catalogue-serial"])
        assert serials == list(range(1, last + 1))

    async def test_small_steps_lose_and_repeat_nothing(self, client: httpx.AsyncClient) -> None:
        at_once = await walked(client)

        assert await walked(client, limit=7) == at_once

    async def test_a_step_ends_and_begins_within_a_publication(
        self, client: httpx.AsyncClient
    ) -> None:
        first = (await client.get(CHANGES, params={"limit": 3})).json()

        second = (await client.get(CHANGES, params={"after": first["next_after"]})).json()

        assert [item["serial"] for item in first["items"]] == [1, 2, 3]
        assert second["items"][0]["serial"] == 4

    async def test_a_document_is_what_its_own_address_answers(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get(CHANGES)

        for item in answer.json()["items"][::9]:
            own = await client.get(f"/v1/{PLACES[item['type']]}/{item['slug']}")
            member = item["type"].replace("-", "_").encode()
            assert b'"%b":%b' % (member, own.content) in answer.content, item["slug"]

    async def test_the_member_of_its_type_alone_is_filled(self, client: httpx.AsyncClient) -> None:
        for item in await walked(client):
            filled = {name for name in MEMBERS if item[name] is not None}
            assert filled == {item["type"].replace("-", "_")}

    async def test_who_has_everything_gets_nothing_and_304_the_next_time(
        self, client: httpx.AsyncClient
    ) -> None:
        [*_, last] = [page async for page in answers(client, "0", 100)]
        asked = {"after": last["next_after"], "catalogue_id": last["catalogue_id"]}

        first = await client.get(CHANGES, params=asked)
        again = await client.get(
            CHANGES, params=asked, headers={"If-None-Match": first.headers["etag"]}
        )

        assert (first.json()["items"], first.json()["next_after"]) == ([], asked["after"])
        assert first.headers["cache-control"] == "no-cache"
        assert (again.status_code, again.content) == (304, b"")

    async def test_a_state_is_a_short_word_that_addresses_can_hold(
        self, client: httpx.AsyncClient
    ) -> None:
        longest = Bookmark(2**63 - 1, HISTORY, read=2**63 - 2, is_whole=True)

        pages = [page async for page in answers(client, "0", 50)]

        words = [str(longest), *(page["next_after"] for page in pages)]
        assert [word for word in words if not re.fullmatch(r"[A-Za-z0-9._~-]+", word)] == []
        assert max(map(len, words)) <= LONGEST

    @pytest.mark.parametrize(
        "query",
        [
            {"catalogue_id": "00000000-0000-4000-8000-000000000000"},
            {"after": f"1.100000.{HISTORY}"},
            {"after": f"1.{2**63 - 1}.{HISTORY}"},
            {"after": f"1.5.{HISTORY}"},
            {"after": f"1.5.{HISTORY}.2"},
            {"after": f"1.0.{HISTORY}"},
        ],
        ids=str,
    )
    async def test_who_knows_another_state_is_sent_to_the_bundle(
        self, client: httpx.AsyncClient, query: dict[str, str]
    ) -> None:
        response = await client.get(CHANGES, params=query)

        assert response.status_code == 410
        assert response.json()["code"] == "gone"
        assert "/v1/bundle" in response.json()["detail"]

    @in_one_test(
        ("parameter", "value"),
        [
            ("after", "-1"),
            ("after", "1"),
            ("after", "00"),
            ("after", ""),
            ("after", "x"),
            ("after", str(2**63)),
            ("after", f"1.5.{HISTORY.upper()}"),
            ("after", f"1.5.{HISTORY}a"),
            ("after", f"1.05.{HISTORY}"),
            ("after", f"1.٥.{HISTORY}"),
            ("after", f"2.5.{HISTORY}"),
            ("after", f"1.5.{HISTORY}."),
            ("after", f"1.5.{HISTORY}.5"),
            ("after", f"1.5.{HISTORY}.4b"),
            ("after", f"1.5.{HISTORY}\n"),
            ("after", f" 1.5.{HISTORY}"),
            ("after", f"1.{2**63}.{HISTORY}"),
            ("after", f"1.{10**18}.{HISTORY}.{10**18}"),
            ("after", 2_000 * "1"),
            ("limit", "0"),
            ("limit", "101"),
            ("catalogue_id", "x"),
            ("catalogue_id", ""),
        ],
    )
    async def test_anything_else_is_refused_by_name(
        self, client: httpx.AsyncClient, parameter: str, value: str
    ) -> None:
        error = only_error(await client.get(CHANGES, params={parameter: value}))

        assert error["parameter"] == parameter

    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(CHANGES)

        # the history of the serial, and changes
        assert len(statements) == 1


class TestGetChangesAfterAPublication:
    @pytest.fixture
    def later(self, content: Content) -> Content:
        changed = edited(content, "exercises", "calf-stretch", feel="A pull, and no pain.")
        return without(changed, "insights", "heel-pain-is-very-common")

    async def test_it_is_what_changed_and_what_is_gone(
        self, scratch: Database, scratch_client: httpx.AsyncClient, later: Content
    ) -> None:
        [*_, before] = [page async for page in answers(scratch_client, "0", 100)]

        await import_content(scratch, later, now=LATER)

        changes = await walked(scratch_client, after=before["next_after"])
        told = {(item["type"], item["slug"]): item for item in changes}
        removed = told["insight", "heel-pain-is-very-common"]
        speaker = ("contributor", "monica-lam-feist")
        assert set(told) == {("exercise", "calf-stretch"), ("insight", removed["slug"]), speaker}
        assert removed["change"] == "delete"
        assert {removed[member] for member in MEMBERS} == {None}
        assert told["exercise", "calf-stretch"]["exercise"]["feel"] == "A pull, and no pain."

    async def test_what_changed_twice_is_told_once_as_it_is_now(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content, later: Content
    ) -> None:
        await import_content(scratch, later, now=LATER)
        newest = edited(content, "exercises", "calf-stretch", feel="A mild pull.")

        await import_content(scratch, newest, now=LATER)

        stretches = [
            document_of(item)
            for item in await walked(scratch_client)
            if (item["type"], item["slug"]) == ("exercise", "calf-stretch")
        ]
        assert [stretch and stretch["feel"] for stretch in stretches] == ["A mild pull."]
