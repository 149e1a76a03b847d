"""Answers from memory: the same bytes as without them, and never older than the catalogue."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.engine import URL

from api.db import Database
from tests.conftest import served
from tests.http.addresses import CATALOGUE, CURRENT
from tests.http.asked import Answered, answer_to, get, request
from tests.partners.issued import bearer, issue

EXERCISE = "/v1/exercises/calf-stretch"
PAGES = ("/", "/?complaint=flat-feet", "/embed/exercises/toe-stretch?theme=dark&utm_source=x")
KEPT = (
    *CATALOGUE,
    *PAGES,
    "/v1/exercises?kind=stretch&region=foot",
    "/v1/red-flags",
    "/v1/%65xercises",
)
NOT_KEPT = (
    *CURRENT,
    "/openapi/v1.json",
    "/healthz",
    "/oembed?url=https%3A%2F%2Fapi.instep.example%2Fembed%2Fexercises%2Ftoe-stretch",
    "/v1/exercises/nope",
    "/v1/exercises?nope=1",
    "/v1/routines/example-gym--morning-feet",
    "/v1/routines?owner=partner",
    "/embed/routines/example-gym--morning-feet",
    "/v1/partner",
    "/.well-known/security.txt",
)
ENCODINGS = ("", "gzip", "br", "br;q=0.5, gzip", "identity, *;q=0", "deflate")
LANGUAGES = ("", "de", "en-GB, es;q=0.5")


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def without(catalogue_url: URL) -> AsyncIterator[FastAPI]:
    """The same application on the same database, but it keeps no answers."""
    async with served(catalogue_url, answer_cache_bytes=0) as app:
        yield app


@pytest.fixture
def empty(app: FastAPI) -> FastAPI:
    """The application before it has kept anything."""
    app.state.answers.clear()
    return app


def kept_count(app: FastAPI) -> int:
    return len(app.state.answers.answers)


class TestAnAnswerFromMemory:
    @pytest.mark.parametrize("address", KEPT)
    @pytest.mark.parametrize("encoding", ENCODINGS)
    async def test_is_the_answer_without_memory_in_each_header_and_byte(
        self, empty: FastAPI, without: FastAPI, address: str, encoding: str
    ) -> None:
        for language in LANGUAGES:
            sent = [("Accept-Encoding", encoding), ("Accept-Language", language)]
            headers = [field for field in sent if field[1]]
            made = await get(without, address, *headers)
            first, again = await get(empty, address, *headers), await get(empty, address, *headers)

            assert made.status == 200
            assert first.for_everybody == again.for_everybody == made.for_everybody
        assert kept_count(empty) > 0

    @pytest.mark.parametrize("address", [EXERCISE, "/v1/changes?limit=1", "/embed/exercises/"])
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    async def test_is_the_same_under_each_condition(
        self, empty: FastAPI, without: FastAPI, address: str, method: str
    ) -> None:
        tag = (await get(empty, address)).header("etag") or ""
        for headers in conditions(tag):
            made = await answer_to(without, request(address, headers, method=method))
            for _ in range(2):
                found = await answer_to(empty, request(address, headers, method=method))
                assert unnamed(found) == unnamed(made), headers

    @pytest.mark.parametrize("address", NOT_KEPT)
    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
    async def test_is_in_nobodys_way(
        self, empty: FastAPI, without: FastAPI, address: str, method: str
    ) -> None:
        made = await answer_to(without, request(address, method=method))
        tag = ("If-None-Match", made.header("etag") or "*")
        unchanged = await answer_to(without, request(address, [tag], method=method))
        for _ in range(2):
            found = await answer_to(empty, request(address, method=method))
            assert unnamed(found) == unnamed(made)
            found = await answer_to(empty, request(address, [tag], method=method))
            assert unnamed(found) == unnamed(unchanged)

    async def test_that_was_asked_for_with_a_condition_is_kept_whole(self, empty: FastAPI) -> None:
        tag = (await get(empty, EXERCISE)).header("etag") or ""
        empty.state.answers.clear()

        conditional = await get(empty, EXERCISE, ("If-None-Match", tag))
        whole = await get(empty, EXERCISE)

        assert (conditional.status, conditional.body) == (304, b"")
        assert (whole.status, whole.header("etag")) == (200, tag)
        assert kept_count(empty) == 1


def conditions(tag: str) -> list[list[tuple[str, str]]]:
    """Return the headers of requests that ask for a part of an answer, or on a condition."""
    return [
        [],
        [("If-None-Match", tag)],
        [("If-None-Match", f'W/{tag}, "other"')],
        [("If-None-Match", "*")],
        [("If-None-Match", '"other"')],
        [("If-None-Match", "")],
        [("If-None-Match", tag), ("Accept-Encoding", "br")],
        [("If-None-Match", tag[:-1] + '-br"'), ("Accept-Encoding", "br")],
        [("If-None-Match", tag), ("If-None-Match", '"other"')],
        [("If-Match", '"other"')],
        [("If-Match", tag)],
        [("If-Modified-Since", "Sun, 06 Nov 2044 08:49:37 GMT")],
        [("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")],
        [("Range", "bytes=0-9")],
        [("Range", "bytes=0-9"), ("If-Range", tag)],
        [("Accept", "text/html")],
        [("Accept", "application/json;q=0")],
        [("Accept", "text/plain"), ("Accept", "application/json")],
        [("Accept-Encoding", "gzip"), ("Accept-Encoding", "br")],
        [("Accept-Encoding", "gzip;q=" + 300 * "0")],
        [("Accept-Language", "de\xff\x80, \x7f")],
        [("Content-Length", "0")],
        [("Cookie", "session=1"), ("Origin", "https://app.example")],
        [("Authorization", "Bearer ik_wrong")],
        [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-For", "203.0.113.8")],
        [("X-Request-Id", "a-caller-of-mine-1")],
        [("Host", "evil.example")],
        [("Cache-Control", "no-cache"), ("Pragma", "no-cache")],
    ]


def unnamed(answer: Answered) -> tuple[object, ...]:
    """Return an answer for comparison; a problem's body names its request."""
    status, fields, body, route = answer.for_everybody
    request_id = answer.header("x-request-id") or ""
    return status, fields, body.replace(request_id.encode(), b""), route


class TestWhatIsKept:
    @pytest.mark.parametrize("address", KEPT)
    async def test_is_what_the_catalogue_answers_everybody(
        self, empty: FastAPI, address: str
    ) -> None:
        await get(empty, address)
        assert kept_count(empty) == 1

    @pytest.mark.parametrize("address", NOT_KEPT)
    async def test_is_nothing_else(self, empty: FastAPI, address: str) -> None:
        await get(empty, address)
        await answer_to(empty, request(EXERCISE, method="HEAD"))
        assert kept_count(empty) == 0
        assert empty.state.answers.size == 0

    async def test_is_nothing_of_a_caller_with_a_key(
        self, scratch_app: FastAPI, scratch: Database
    ) -> None:
        key = bearer(await issue(scratch, "acme"))
        with_key = await get(scratch_app, EXERCISE, *key.items())

        assert with_key.status == 200
        assert kept_count(scratch_app) == 0

        await get(scratch_app, EXERCISE)
        again = await get(scratch_app, EXERCISE, *key.items())
        assert "private" in (again.header("cache-control") or "")
        assert again.header("ratelimit") is not None
