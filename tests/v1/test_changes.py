"""/v1/changes and the bundle: how an app keeps the whole catalogue, also without a network."""

import gzip
import hashlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.databases import CATALOGUE_ID, PUBLIC_URL, PUBLISHED
from tests.seed.factories import edited, without
from tests.v1.lists import LISTS, Answer, everything, only_error

CHANGES, BUNDLE = "/v1/changes", "/v1/bundle"
LATER = PUBLISHED + timedelta(days=1)
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


async def walked(client: httpx.AsyncClient, after: int = 0, limit: int = 100) -> list[Answer]:
    """Return all changes after a serial, as an app collects them."""
    return [change async for page in answers(client, after, limit) for change in page["items"]]


async def answers(client: httpx.AsyncClient, after: int, limit: int) -> AsyncIterator[Answer]:
    while True:
        response = await client.get(CHANGES, params={"after": after, "limit": limit})
        assert response.status_code == 200, response.text
        page = response.json()
        yield page
        if page["next_after"] == page["serial"]:
            return
        after = page["next_after"]


async def downloaded(client: httpx.AsyncClient) -> tuple[Answer, bytes]:
    """Return the manifest, and the file it points to."""
    manifest = (await client.get(BUNDLE)).json()
    return manifest, (await client.get(manifest["url"])).content


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
        assert await walked(client, after=at_once[-3]["serial"], limit=1) == at_once[-2:]

    async def test_a_document_is_what_its_own_address_answers(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get(CHANGES, params={"after": 0, "limit": 100})

        for item in answer.json()["items"][::9]:
            own = await client.get(f"/v1/{PLACES[item['type']]}/{item['slug']}")
            assert b'"document":' + own.content + b"}" in answer.content, item["slug"]

    async def test_who_has_everything_gets_nothing_and_304_the_next_time(
        self, client: httpx.AsyncClient
    ) -> None:
        [*_, last] = [page async for page in answers(client, 0, 100)]
        asked = {"after": last["serial"], "catalogue_id": last["catalogue_id"]}

        first = await client.get(CHANGES, params=asked)
        again = await client.get(
            CHANGES, params=asked, headers={"If-None-Match": first.headers["etag"]}
        )

        assert first.json()["items"] == []
        assert first.headers["cache-control"] == "no-cache"
        assert (again.status_code, again.content) == (304, b"")

    @pytest.mark.parametrize(
        "query",
        [
            {"catalogue_id": "00000000-0000-4000-8000-000000000000"},
            {"after": 100_000},
            {"after": 2**53 - 1},
        ],
        ids=str,
    )
    async def test_who_knows_another_catalogue_is_sent_to_the_bundle(
        self, client: httpx.AsyncClient, query: dict[str, str]
    ) -> None:
        response = await client.get(CHANGES, params=query)

        assert response.status_code == 410
        assert response.json()["code"] == "gone"
        assert "/v1/bundle" in response.json()["detail"]

    @pytest.mark.parametrize(
        ("parameter", "value"),
        [
            ("after", "-1"),
            ("after", str(2**53)),
            ("after", "x"),
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

    async def test_it_takes_three_statements(
        self, client: httpx.AsyncClient, statements: list[str]
    ) -> None:
        await client.get(CHANGES)

        # catalogue for the headers, catalogue, changes
        assert len(statements) == 3


class TestGetChangesAfterAPublication:
    @pytest.fixture
    def later(self, content: Content) -> Content:
        changed = edited(content, "exercises", "calf-stretch", feel="A pull, and no pain.")
        return without(changed, "insights", "heel-pain-is-very-common")

    async def test_it_is_what_changed_and_what_is_gone(
        self, scratch: Database, scratch_client: httpx.AsyncClient, later: Content
    ) -> None:
        [*_, before] = [page async for page in answers(scratch_client, 0, 100)]

        await import_content(scratch, later, now=LATER)

        changes = await walked(scratch_client, after=before["serial"])
        told = {(item["type"], item["slug"]): item for item in changes}
        removed = told["insight", "heel-pain-is-very-common"]
        assert set(told) == {("exercise", "calf-stretch"), ("insight", removed["slug"])}
        assert (removed["change"], removed["document"]) == ("delete", None)
        assert told["exercise", "calf-stretch"]["document"]["feel"] == "A pull, and no pain."

    async def test_what_changed_twice_is_told_once_as_it_is_now(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content, later: Content
    ) -> None:
        await import_content(scratch, later, now=LATER)
        newest = edited(content, "exercises", "calf-stretch", feel="A mild pull.")

        await import_content(scratch, newest, now=LATER)

        stretches = [
            item
            for item in await walked(scratch_client)
            if (item["type"], item["slug"]) == ("exercise", "calf-stretch")
        ]
        assert [item["document"]["feel"] for item in stretches] == ["A mild pull."]

    async def test_the_old_bundle_and_the_changes_are_the_new_bundle(
        self, scratch: Database, scratch_client: httpx.AsyncClient, later: Content
    ) -> None:
        manifest, file = await downloaded(scratch_client)
        held = {(line["type"], line["slug"]): line for line in unpacked(file)}

        await import_content(scratch, later, now=LATER)

        for item in await walked(scratch_client, after=manifest["serial"]):
            held.pop((item["type"], item["slug"]), None)
            if item["change"] == "upsert":
                held[item["type"], item["slug"]] = {
                    field: item[field] for field in ("serial", "type", "slug", "document")
                }
        _, newer = await downloaded(scratch_client)
        assert sorted(held.values(), key=lambda line: line["serial"]) == sorted(
            unpacked(newer), key=lambda line: line["serial"]
        )


def unpacked(file: bytes) -> list[Answer]:
    return [json.loads(line) for line in gzip.decompress(file).splitlines()]


class TestGetBundle:
    async def test_the_manifest_says_where_it_is_and_how_to_know_it_arrived_whole(
        self, client: httpx.AsyncClient
    ) -> None:
        manifest, file = await downloaded(client)

        serial = manifest["serial"]
        assert manifest["catalogue_id"] == str(CATALOGUE_ID)
        assert manifest["url"] == f"{PUBLIC_URL}/v1/bundles/{serial}-en.ndjson.gz"
        assert manifest["bytes"] == len(file)
        assert manifest["sha256"] == hashlib.sha256(file).hexdigest()
        assert manifest["review"]["status"] == "not_clinically_reviewed"

    async def test_it_is_never_kept_without_asking(self, client: httpx.AsyncClient) -> None:
        assert (await client.get(BUNDLE)).headers["cache-control"] == "no-cache"


class TestGetBundleFile:
    async def test_it_holds_the_bytes_of_every_document(self, client: httpx.AsyncClient) -> None:
        _, file = await downloaded(client)

        lines = gzip.decompress(file).splitlines()

        documents = {(item["type"], item["slug"]): item for item in await walked(client)}
        assert len(lines) == len(documents)
        for line in lines[::11]:
            told = json.loads(line)
            own = await client.get(f"/v1/{PLACES[told['type']]}/{told['slug']}")
            assert line.endswith(b'"document":' + own.content + b"}")

    async def test_it_is_a_file_that_never_changes(self, client: httpx.AsyncClient) -> None:
        manifest = (await client.get(BUNDLE)).json()

        response = await client.get(manifest["url"])

        assert response.headers["content-type"] == "application/gzip"
        assert "content-encoding" not in response.headers
        assert "immutable" in response.headers["cache-control"]

    async def test_an_interrupted_download_goes_on_where_it_stopped(
        self, client: httpx.AsyncClient
    ) -> None:
        manifest, file = await downloaded(client)

        rest = await client.get(manifest["url"], headers={"Range": "bytes=1000-"})

        assert rest.status_code == 206
        assert rest.headers["content-range"] == f"bytes 1000-{len(file) - 1}/{len(file)}"
        assert rest.content == file[1000:]

    @pytest.mark.parametrize(
        ("name", "status"),
        [("1-en", 410), ("999999-en", 404), ("0-en", 422), ("x-en", 422), ("1-xx", 422)],
    )
    async def test_another_one_is_gone_or_never_was(
        self, client: httpx.AsyncClient, name: str, status: int
    ) -> None:
        response = await client.get(f"/v1/bundles/{name}.ndjson.gz")

        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"
