"""/v1/bundle and its files: the whole catalogue at once, also without a network."""

import gzip
import hashlib
import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from api.db import Database
from api.models import Notice, PublishedBundle
from api.publishing import gzip_pieces
from api.publishing.bundle import KEPT, KEPT_FOR, keep_bundle
from seed.content import Content
from seed.importer import import_content
from tests import databases
from tests.databases import CATALOGUE_ID, PUBLIC_URL, PUBLISHED
from tests.seed.factories import edited, renamed, without
from tests.v1.offline import document_of
from tests.v1.test_changes import LATER, MEMBERS, PLACES, walked

BUNDLE = "/v1/bundle"
SUPPLEMENTS = {"retired_slug", "notice", "lexicon", "screens", "adaptation_rules"}
DOCUMENT = ("serial", "type", "slug", *sorted(MEMBERS))


async def manifest_of(client: httpx.AsyncClient) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(BUNDLE)).raise_for_status().json()
    return found


async def downloaded(client: httpx.AsyncClient) -> tuple[dict[str, Any], bytes]:
    """Return the manifest, and the file it points to."""
    manifest = await manifest_of(client)
    return manifest, (await client.get(manifest["path"])).raise_for_status().content


def unpacked(file: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(file).splitlines()]


def documents(file: bytes) -> list[dict[str, Any]]:
    return [
        {name: line[name] for name in DOCUMENT}
        for line in unpacked(file)
        if line["serial"] is not None
    ]


async def publish_often(database: Database, moments: list[datetime]) -> str:
    """Pack a small bundle of other content at each of these moments; return the first address."""
    async with database.writing() as session:
        newest = select(func.max(PublishedBundle.serial))
        before = await session.scalar(newest) or 0
        for serial, now in enumerate(moments, start=before + 1):
            await session.merge(Notice(code="small", language="xx", text=f"Notice {serial}."))
            await session.flush()
            await keep_bundle(session, serial, "xx", now)
        first = await session.get_one(PublishedBundle, ("xx", before + 1))
        return f"/v1/bundles/{first.sha256}.ndjson.gz"


class TestGetBundle:
    async def test_the_manifest_says_where_it_is_and_how_to_know_it_arrived_whole(
        self, client: httpx.AsyncClient
    ) -> None:
        manifest, file = await downloaded(client)

        assert manifest["catalogue_id"] == str(CATALOGUE_ID)
        assert manifest["base_url"] == PUBLIC_URL
        assert manifest["path"] == f"/v1/bundles/{manifest['sha256']}.ndjson.gz"
        assert manifest["bytes"] == len(file)
        assert manifest["sha256"] == hashlib.sha256(file).hexdigest()
        assert manifest["bytes_unpacked"] == len(gzip.decompress(file))
        assert manifest["review"]["status"] == "not_clinically_reviewed"
        assert (manifest["language"], manifest["languages"]) == ("en", ["en"])
        assert manifest["schema_version"] == 1

    async def test_it_counts_the_lines_of_each_type(self, client: httpx.AsyncClient) -> None:
        manifest, file = await downloaded(client)

        counted = Counter(line["type"] for line in unpacked(file))
        assert {item["type"]: item["count"] for item in manifest["counts"]} == counted

    async def test_it_names_the_server_in_one_field_alone(self, client: httpx.AsyncClient) -> None:
        manifest, file = await downloaded(client)

        del manifest["base_url"]
        assert PUBLIC_URL not in json.dumps(manifest)
        assert PUBLIC_URL.encode() not in gzip.decompress(file)

    async def test_its_state_is_the_catalogue_s(self, client: httpx.AsyncClient) -> None:
        manifest = await manifest_of(client)

        changes = (await client.get("/v1/changes", params={"after": manifest["next_after"]})).json()

        assert changes["items"] == []
        assert changes["next_after"] == manifest["next_after"]
        assert changes["serial"] == manifest["serial"]

    async def test_it_is_never_kept_without_asking(self, client: httpx.AsyncClient) -> None:
        assert (await client.get(BUNDLE)).headers["cache-control"] == "no-cache"


class TestGetBundleFile:
    async def test_it_holds_the_bytes_of_every_document(self, client: httpx.AsyncClient) -> None:
        _, file = await downloaded(client)

        every = gzip.decompress(file).splitlines()
        lines = [line for line in every if json.loads(line)["serial"] is not None]

        assert len(lines) == len(await walked(client))
        for line in lines[::11]:
            told = json.loads(line)
            own = await client.get(f"/v1/{PLACES[told['type']]}/{told['slug']}")
            member = told["type"].replace("-", "_").encode()
            assert b'"%b":%b' % (member, own.content) in line

    async def test_exactly_one_member_of_each_line_is_filled(
        self, client: httpx.AsyncClient
    ) -> None:
        _, file = await downloaded(client)

        for line in unpacked(file):
            filled = {name for name in MEMBERS | SUPPLEMENTS if line[name] is not None}
            assert filled == {line["type"].replace("-", "_")}

    async def test_it_carries_every_notice_and_the_lexicon_s_licence(
        self, client: httpx.AsyncClient, content: Content
    ) -> None:
        _, file = await downloaded(client)

        lines = unpacked(file)
        notices = {line["slug"] for line in lines if line["notice"]}
        [lexicon] = [line["lexicon"] for line in lines if line["lexicon"]]
        assert notices == set(content.identifiers("notices"))
        assert lexicon["licence"]["name"] == "CC-BY-4.0"

    async def test_it_carries_renames_and_removals(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        gone = min(content.identifiers("insights"))
        changed = renamed(content, "exercises", "calf-stretch", "calf-pull")

        await import_content(scratch, without(changed, "insights", gone), now=LATER)

        _, file = await downloaded(scratch_client)
        retired = [line["retired_slug"] for line in unpacked(file) if line["retired_slug"]]
        assert {
            "type": "exercise",
            "slug": "calf-stretch",
            "reason": "renamed",
            "replaced_by": "calf-pull",
        } in retired
        assert {
            "type": "insight",
            "slug": gone,
            "reason": "removed",
            "replaced_by": None,
        } in retired

    async def test_the_old_bundle_and_the_changes_are_the_new_bundle(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        manifest, file = await downloaded(scratch_client)
        held = {(line["type"], line["slug"]): line for line in documents(file)}
        changed = edited(content, "exercises", "calf-stretch", feel="A pull, and no pain.")

        await import_content(
            scratch, without(changed, "insights", "heel-pain-is-very-common"), now=LATER
        )

        for item in await walked(scratch_client, after=manifest["next_after"]):
            held.pop((item["type"], item["slug"]), None)
            if document_of(item) is not None:
                held[item["type"], item["slug"]] = {name: item[name] for name in DOCUMENT}
        _, newer = await downloaded(scratch_client)
        assert sorted(held.values(), key=lambda line: line["serial"]) == sorted(
            documents(newer), key=lambda line: line["serial"]
        )

    async def test_it_is_a_file_that_never_changes(self, client: httpx.AsyncClient) -> None:
        response = await client.get((await manifest_of(client))["path"])

        assert response.headers["content-type"] == "application/gzip"
        assert "content-encoding" not in response.headers
        assert "immutable" in response.headers["cache-control"]

    async def test_it_is_plain_bytes_for_those_who_accept_only_these(
        self, client: httpx.AsyncClient
    ) -> None:
        path = (await manifest_of(client))["path"]

        plain = await client.get(path, headers={"Accept": "application/octet-stream"})
        other = await client.get(path, headers={"Accept": "text/html"})

        assert plain.headers["content-type"] == "application/octet-stream"
        assert plain.content == (await client.get(path)).content
        assert "Accept" in plain.headers["vary"].split(", ")
        assert other.status_code == 406
        assert "application/gzip or application/octet-stream" in other.json()["detail"]

    async def test_an_interrupted_download_goes_on_where_it_stopped(
        self, client: httpx.AsyncClient
    ) -> None:
        manifest, file = await downloaded(client)

        rest = await client.get(manifest["path"], headers={"Range": "bytes=1000-"})

        assert rest.status_code == 206
        assert rest.headers["content-range"] == f"bytes 1000-{len(file) - 1}/{len(file)}"
        assert rest.content == file[1000:]

    @pytest.mark.parametrize("name", [64 * "0", "1-en", "x", 64 * "G", 63 * "0", 300 * "0", "%00"])
    async def test_of_another_name_never_was(self, client: httpx.AsyncClient, name: str) -> None:
        response = await client.get(f"/v1/bundles/{name}.ndjson.gz")

        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"


class TestFilesLiveOn:
    async def test_for_a_week_however_much_is_published(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        moments = [PUBLISHED, *((KEPT + 2) * [LATER])]

        path = await publish_often(scratch, [*moments, PUBLISHED + KEPT_FOR])
        still = await scratch_client.get(path)
        await publish_often(scratch, [PUBLISHED + KEPT_FOR + timedelta(seconds=1)])
        then = await scratch_client.get(path)

        assert unpacked(still.content)[-1]["slug"] == "small"
        assert then.status_code == 410
        assert "/v1/bundle" in then.json()["detail"]

    async def test_for_thirty_publications_however_long_that_takes(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        path = await publish_often(scratch, [PUBLISHED])

        await publish_often(scratch, (KEPT - 1) * [PUBLISHED + 99 * KEPT_FOR])
        still = await scratch_client.get(path)
        await publish_often(scratch, [PUBLISHED + 100 * KEPT_FOR])
        then = await scratch_client.get(path)

        assert (KEPT, KEPT_FOR.days) == (30, 7)
        assert (still.status_code, then.status_code) == (200, 410)

    async def test_and_return_with_their_content(
        self,
        scratch: Database,
        scratch_client: httpx.AsyncClient,
        content: Content,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A notice that is taken back gives the same bytes again, which are stored once."""
        monkeypatch.setattr(gzip_pieces, "COMPRESSION", databases.COMPRESSION)
        before = await manifest_of(scratch_client)
        worded = edited(content, "notices", "stop_rule", text="Stop.")

        await import_content(scratch, worded, now=LATER)
        between = await manifest_of(scratch_client)
        await import_content(scratch, content, now=LATER)

        after = await manifest_of(scratch_client)
        assert before["sha256"] == after["sha256"] != between["sha256"]
        assert before["next_after"] != after["next_after"]
