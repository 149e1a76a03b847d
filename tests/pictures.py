"""Pictures in documents: which files they name, and whether these are as they say."""

import hashlib
from collections.abc import Iterator
from typing import Any

import httpx

from tests.v1.lists import everything

CALF = "/v1/exercises/calf-stretch"
TYPES = {
    "lottie": "application/json",
    "dotlottie": "application/zip+dotlottie",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "png": "image/png",
}


def files_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every file that a document describes, however deep inside."""
    if isinstance(value, dict):
        if "sha256" in value:
            yield value
        for part in value.values():
            yield from files_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from files_in(part)


def pictures_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every `poster` and `animation` of a document."""
    if isinstance(value, dict):
        yield from (value[name] for name in ("poster", "animation") if value.get(name))
        for part in value.values():
            yield from pictures_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from pictures_in(part)


async def documents(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    """Return every exercise and every routine."""
    lines = [
        line
        for kind in ("exercises", "routines")
        for line in await everything(client, f"/v1/{kind}")
    ]
    return [(await client.get(line["url"])).json() for line in lines]


async def check_files(client: httpx.AsyncClient, found: list[dict[str, Any]]) -> set[str]:
    """Fetch every file that documents name, and compare it with what they say; return the paths."""
    files = {file["path"]: file for file in files_in(found)}
    for path, file in files.items():
        answer = await client.get(path, headers={"Accept-Encoding": "identity"})
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == TYPES[file["format"]]
        assert int(answer.headers["content-length"]) == len(answer.content) == file["bytes"]
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert file["sha256"] in path
    return set(files)
