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
    """What is on the phone: every document byte for byte, and the state that it is of."""

    catalogue_id: str | None = None
    next_after: str = "0"
    serial: int = 0
    documents: dict[Key, str] = field(default_factory=dict)
    favourites: set[Key] = field(default_factory=set)
    etags: dict[str, str] = field(default_factory=dict)
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
        address = manifest["base_url"] + manifest["path"]
        packed = (await client.get(address)).raise_for_status().content
        assert len(packed) == manifest["bytes"]
        assert hashlib.sha256(packed).hexdigest() == manifest["sha256"]
        text = gzip.decompress(packed).decode()
        assert len(text.encode()) == manifest["bytes_unpacked"]
        self.documents, renamed = {}, {}
        for line in text.splitlines():
            row = json.loads(line)
            if row["retired_slug"] is not None:
                retired = row["retired_slug"]
                renamed[retired["type"], retired["slug"]] = retired["replaced_by"]
            elif row["serial"] is not None:
                self.documents[row["type"], row["slug"]] = document_in(row, line)
        self.catalogue_id, self.serial = manifest["catalogue_id"], manifest["serial"]
        self.next_after = manifest["next_after"]
        self.bundles_taken += 1
        followed = {(kind, renamed.get((kind, slug)) or slug) for kind, slug in self.favourites}
        self.favourites = followed & self.documents.keys()

    async def take_changes(self, client: httpx.AsyncClient, limit: int) -> bool:
        """Take one page of changes; say whether that was the last one."""
        etag = self.etags.get(self.next_after)
        response = await client.get(
            "/v1/changes",
            params={
                "after": self.next_after,
                "catalogue_id": str(self.catalogue_id),
                "limit": limit,
            },
            headers={"if-none-match": etag} if etag else {},
        )
        if response.status_code == 304:
            return True
        if response.status_code == 410:
            await self.start_again(client)
            return False
        page = response.raise_for_status().json()
        for change, raw in zip(page["items"], lines_in(response.text), strict=True):
            self.apply(change, raw)
        asked, self.next_after, self.serial = self.next_after, page["next_after"], page["serial"]
        if asked == self.next_after:
            self.etags = {asked: response.headers["etag"]}
        return not page["items"]

    def apply(self, change: dict[str, Any], raw: str) -> None:
        key = change["type"], change["slug"]
        if change["change"] == "upsert":
            self.documents[key] = document_in(change, raw)
            return
        self.documents.pop(key, None)
        if key in self.favourites:
            self.favourites.remove(key)
            if change["replaced_by"] is not None:
                self.favourites.add((change["type"], change["replaced_by"]))


def document_of(row: dict[str, Any]) -> dict[str, Any] | None:
    """Return the document of a change or of a bundle's line, from the member of its type."""
    found: dict[str, Any] | None = row[row["type"].replace("-", "_")]
    return found


def document_in(row: dict[str, Any], line: str) -> str:
    """Return the document of a change with its bytes as they came."""
    member = f'"{row["type"].replace("-", "_")}":'
    # The row's own fields hold no brace, so this is the first member that is filled.
    at = line.index("{", 1)
    assert line[:at].endswith(member)
    _, end = DECODER.raw_decode(line, at)
    return line[at:end]


def lines_in(body: str) -> Iterator[str]:
    """Yield each item of an answer with its bytes as they came."""
    at = body.index('"items":[') + len('"items":[')
    while body[at] == "{":
        _, end = DECODER.raw_decode(body, at)
        yield body[at:end]
        at = end + 1 if body[end] == "," else end
