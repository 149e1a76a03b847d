"""Byte ranges of a file: an interrupted download can go on; a malformed range gets the whole."""

import httpx
import pytest
import pytest_asyncio


@pytest_asyncio.fixture(loop_scope="session")
async def whole(client: httpx.AsyncClient) -> httpx.Response:
    return await client.get((await client.get("/v1/bundle")).json()["path"])


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-5", slice(-5, None)),
        ("bytes=0-0", slice(0, 1)),
        ("bytes=10-99999999999", slice(10, None)),
        ("bytes=-99999999999", slice(0, None)),
        ("bytes = 1 - 2", slice(1, 3)),
    ],
)
async def test_a_part_is_answered_as_one(
    client: httpx.AsyncClient, whole: httpx.Response, asked: str, part: slice
) -> None:
    response = await client.get(whole.url, headers={"Range": asked})

    start, stop, _ = part.indices(len(whole.content))
    assert response.status_code == 206
    assert response.content == whole.content[part]
    assert response.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(whole.content)}"
    assert response.headers["etag"] == whole.headers["etag"]


@pytest.mark.parametrize(
    "asked",
    ["bytes=abc", "bytes=5-2", "bytes=-", "bytes=", "sheep=1-2", "", "bytes=0-1,5-6", "bytes=1-²"],
)
async def test_anything_but_a_single_range_gets_the_whole_file(
    client: httpx.AsyncClient, whole: httpx.Response, asked: str
) -> None:
    response = await client.get(whole.url, headers=[(b"Range", asked.encode("latin-1"))])

    assert (response.status_code, response.content) == (200, whole.content)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", f"bytes={'9' * 18}-"])
async def test_a_part_after_the_end_is_refused(
    client: httpx.AsyncClient, whole: httpx.Response, asked: str
) -> None:
    response = await client.get(whole.url, headers={"Range": asked})

    assert response.status_code == 416
    assert response.json()["code"] == "range-not-satisfiable"
    assert response.headers["content-range"] == f"bytes */{len(whole.content)}"


@pytest.mark.parametrize(("condition", "status"), [("{tag}", 206), ('"other"', 200)])
async def test_a_range_of_another_file_gets_the_whole_file(
    client: httpx.AsyncClient, whole: httpx.Response, condition: str, status: int
) -> None:
    asked = {"Range": "bytes=0-9", "If-Range": condition.format(tag=whole.headers["etag"])}

    assert (await client.get(whole.url, headers=asked)).status_code == status
