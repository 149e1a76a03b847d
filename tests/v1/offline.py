"""An app that keeps the whole catalogue, as a stranger would write it from the documentation."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

Key = tuple[str, str]
DECODER = json.JSONDecoder()


@dataclass
class OfflineApp:
    """What is on the phone: every document byte for byte, and where it stands."""

    catalogue_id: str | None = None
    serial: int = 0
    documents: dict[Key, str] = field(default_factory=dict)
    favourites: set[Key] = field(default_factory=set)
    etags: dict[int, str] = field(default_factory=dict)
    bundles_taken: int = 0

    async def sync(self, client: httpx.AsyncClient, *, limit: int = 100) -> None:
        """Come up to date: from the bundle at first, then by changes."""
        if self.catalogue_id is None:
            await self.start_again(client)
        while not await self.take_changes(client, limit):
            pass

    async def start_again(self, client: httpx.AsyncClient) -> None:
        """Fetch everything, and check that it arrived whole."""
        manifest = (await client.get("/v1/bundle")).raise_for_status().json()
        packed = (await client.get(manifest["url"])).raise_for_status().content
        assert len(packed) == manifest["bytes"]
        assert hashlib.sha256(packed).hexdigest() == manifest["sha256"]
        self.documents = {}
        for line in gzip.decompress(packed).decode().splitlines():
            change = json.loads(line)
            self.documents[change["type"], change["slug"]] = document_in(line)
        self.catalogue_id, self.serial = manifest["catalogue_id"], manifest["serial"]
        self.bundles_taken += 1
        self.favourites &= self.documents.keys()

    async def take_changes(self, client: httpx.AsyncClient, limit: int) -> bool:
        """Take one page of changes; say whether that was the last one."""
        known = {"if-none-match": self.etags[self.serial]} if self.serial in self.etags else {}
        response = await client.get(
            "/v1/changes",
            params={
                "after": self.serial,
                "catalogue_id": str(self.catalogue_id),
                "limit": limit,
            },
            headers=known,
        )
        if response.status_code == 304:
            return True
        if response.status_code == 410:
            await self.start_again(client)
            return False
        page = response.raise_for_status().json()
        for change, raw in zip(page["items"], lines_in(response.text), strict=True):
            self.apply(change, raw)
        asked, self.serial = self.serial, page["next_after"]
        if asked == self.serial:
            self.etags = {asked: response.headers["etag"]}
        return bool(page["next_after"] == page["serial"])

    def apply(self, change: dict[str, Any], raw: str) -> None:
        key = change["type"], change["slug"]
        if change["change"] == "upsert":
            self.documents[key] = document_in(raw)
            return
        self.documents.pop(key, None)
        if key in self.favourites:
            self.favourites.remove(key)
            if change["replaced_by"] is not None:
                self.favourites.add((change["type"], change["replaced_by"]))


def document_in(line: str) -> str:
    """Return the document of a change with its bytes as they came; it stands last."""
    return line[line.index('"document":') + len('"document":') : -1]


def lines_in(body: str) -> Iterator[str]:
    """Yield each item of an answer with its bytes as they came."""
    at = body.index('"items":[') + len('"items":[')
    while body[at] == "{":
        _, end = DECODER.raw_decode(body, at)
        yield body[at:end]
        at = end + 1 if body[end] == "," else end
