"""Keep a copy of the catalogue in a SQLite file: the bundle at first, only the changes after that.

    python offline_copy.py http://127.0.0.1:8000 catalogue.sqlite

Run it as often as you like. It can be interrupted at any moment, even killed: each step is one
transaction, which also stores how far the copy has come. The next run goes on from there. While
the server cannot be reached, the copy can be read as it is.

It needs Python 3.11 and httpx. Documents are stored as the bytes that came, so that an app in any
language can read them from the file.
"""

import gzip
import hashlib
import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

TABLES = """
CREATE TABLE IF NOT EXISTS documents (type TEXT, slug TEXT, body TEXT, PRIMARY KEY (type, slug));
CREATE TABLE IF NOT EXISTS retired_slugs (
    type TEXT, slug TEXT, replaced_by TEXT, PRIMARY KEY (type, slug)
);
CREATE TABLE IF NOT EXISTS progress (only_row INTEGER PRIMARY KEY, catalogue_id TEXT, after TEXT);
"""
PATIENCE = 5
"""How often an overloaded server is asked again before we leave it alone until the next run."""

decoder = json.JSONDecoder()


def main(server: str, file: str) -> None:
    with closing(open_copy(Path(file))) as copy, httpx.Client(base_url=server) as client:
        try:
            bring_up_to_date(copy, client)
        except httpx.HTTPError as error:
            sys.exit(f"The copy stays as it is until the next run: {error}")


def open_copy(file: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(file)
    # The app can read the copy while we write.
    copy.execute("PRAGMA journal_mode = WAL")
    copy.executescript(TABLES)
    return copy


def bring_up_to_date(copy: sqlite3.Connection, client: httpx.Client) -> None:
    is_current = False
    while not is_current:
        known = progress(copy)
        if known is None:
            take_bundle(copy, client)
        else:
            is_current = take_changes(copy, client, *known)


def progress(copy: sqlite3.Connection) -> tuple[str, str] | None:
    """Return the catalogue's id, and the state of it that the copy has; None if it has none."""
    row: tuple[str, str] | None = copy.execute(
        "SELECT catalogue_id, after FROM progress"
    ).fetchone()
    return row


def store_progress(copy: sqlite3.Connection, catalogue_id: str, after: str) -> None:
    copy.execute("REPLACE INTO progress VALUES (1, ?, ?)", (catalogue_id, after))


# --- The bundle: everything, as one file ---


def take_bundle(copy: sqlite3.Connection, client: httpx.Client) -> None:
    """Replace the whole copy, in one transaction."""
    manifest = get(client, "/v1/bundle").raise_for_status().json()
    packed = download(client, manifest, part_file(copy))
    with copy:
        copy.execute("DELETE FROM documents")
        copy.execute("DELETE FROM retired_slugs")
        for line in gzip.decompress(packed).decode().splitlines():
            store_line(copy, line)
        store_progress(copy, manifest["catalogue_id"], manifest["next_after"])
    part_file(copy).unlink()


def part_file(copy: sqlite3.Connection) -> Path:
    """Return the file beside the copy that holds what has come of a bundle."""
    _, _, file = copy.execute("PRAGMA database_list").fetchone()
    return Path(f"{file}.part")


def download(client: httpx.Client, manifest: dict[str, Any], part: Path) -> bytes:
    """Return the bundle's file; go on where an earlier run was interrupted.

    The file's name is the digest of its bytes. So we notice if what came before was the beginning
    of another bundle: then we begin anew.
    """
    address = manifest["base_url"] + manifest["path"]
    here = part.stat().st_size if part.exists() else 0
    wanted = {"Range": f"bytes={here}-"} if here else {}
    if here < manifest["bytes"]:
        with client.stream("GET", address, headers=wanted) as response, part.open("ab") as rest:
            response.raise_for_status()
            if response.status_code != httpx.codes.PARTIAL_CONTENT:
                rest.truncate(0)
            for piece in response.iter_raw():
                rest.write(piece)
    packed = part.read_bytes()
    if hashlib.sha256(packed).hexdigest() == manifest["sha256"]:
        return packed
    part.unlink()
    if not here:
        raise ValueError("The bundle is not what its manifest says.")
    return download(client, manifest, part)


def store_line(copy: sqlite3.Connection, line: str) -> None:
    """Store a line of the bundle; one of a type that this version does not know is left out."""
    row = json.loads(line)
    if row["type"] == "retired-slug":
        retired = row["retired_slug"]
        store_retired(copy, retired["type"], retired["slug"], retired["replaced_by"])
    elif row["serial"] is not None:
        store_document(copy, row, line)


# --- The changes: what became different since then ---


def take_changes(
    copy: sqlite3.Connection, client: httpx.Client, catalogue_id: str, after: str
) -> bool:
    """Take one page of changes, in one transaction; return whether there are no more."""
    response = get(client, "/v1/changes", {"after": after, "catalogue_id": catalogue_id})
    if response.status_code == httpx.codes.GONE:
        # The copy is too old, or the server's database is another one or an earlier state.
        take_bundle(copy, client)
        return False
    page = response.raise_for_status().json()
    with copy:
        for row, text in zip(page["items"], texts_of_items(response.text), strict=True):
            store_change(copy, row, text)
        store_progress(copy, page["catalogue_id"], page["next_after"])
    return not page["items"]


def store_change(copy: sqlite3.Connection, row: dict[str, Any], text: str) -> None:
    if row["change"] == "upsert":
        store_document(copy, row, text)
        return
    copy.execute("DELETE FROM documents WHERE type = ? AND slug = ?", (row["type"], row["slug"]))
    store_retired(copy, row["type"], row["slug"], row["replaced_by"])


def store_document(copy: sqlite3.Connection, row: dict[str, Any], text: str) -> None:
    # A type that came after this version has a member that we may not find: it is left out.
    if isinstance(row.get(row["type"].replace("-", "_")), dict):
        body = document_in(text)
        copy.execute("REPLACE INTO documents VALUES (?, ?, ?)", (row["type"], row["slug"], body))


def store_retired(copy: sqlite3.Connection, kind: str, slug: str, replaced_by: str | None) -> None:
    """Remember what to show to somebody who saved a slug that is no longer in use."""
    copy.execute("REPLACE INTO retired_slugs VALUES (?, ?, ?)", (kind, slug, replaced_by))


# --- Documents as the bytes that came ---


def document_in(text: str) -> str:
    """Return the document in the text of a row; it is the row's only member that is an object."""
    begin = text.index("{", 1)
    _, end = decoder.raw_decode(text, begin)
    return text[begin:end]


def texts_of_items(page: str) -> Iterator[str]:
    """Yield each of a page's items as the text that came."""
    at = page.index('"items":[') + len('"items":[')
    while page[at] == "{":
        _, end = decoder.raw_decode(page, at)
        yield page[at:end]
        at = end + 1 if page[end] == "," else end


# --- Asking ---


def get(client: httpx.Client, path: str, asked: dict[str, str] | None = None) -> httpx.Response:
    """Ask; if the server has too much to do, wait as long as it says and ask again."""
    for _ in range(PATIENCE):
        response = client.get(path, params=asked)
        if response.status_code not in (429, 503):
            break
        time.sleep(float(response.headers.get("Retry-After", 1)))
    return response


if __name__ == "__main__":
    main(*sys.argv[1:])
