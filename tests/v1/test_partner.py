"""`/v1/partner`: whose key this is, and what is left of its quotas."""

from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy.engine import URL

from api.db import Database
from api.partners.key_creation import create_key
from tests.partners.issued import bearer, issue
from tests.partners.written import create, published

ADDRESS = "/v1/partner"


@pytest.fixture
def scratch_url(partners_url: URL) -> URL:
    """Here only partners write."""
    return partners_url


class TestGet:
    async def test_says_whose_key_this_is(self, acme: httpx.AsyncClient) -> None:
        answer = await acme.get(ADDRESS)

        body = answer.json()
        assert answer.status_code == 200
        assert (body["slug"], body["name"], body["url"]) == ("acme", "Acme Fitness", ADDRESS)
        assert acme.headers["authorization"].startswith(f"Bearer {body['key']['prefix']}_")
        assert body["key"]["scopes"] == ["read", "routines:write"]
        assert body["key"]["expires_at"] is not None
        assert body["key"]["last_used_on"] == datetime.now(UTC).date().isoformat()
        assert "no-store" in answer.headers["cache-control"]
        assert "access-control-allow-origin" not in answer.headers

    async def test_is_for_keys_that_only_read_too_and_says_that_they_have_no_end(
        self, scratch_client: httpx.AsyncClient, scratch: Database
    ) -> None:
        await issue(scratch, "acme")
        async with scratch.writing() as session:
            key = await create_key(session, "acme", ["read"], datetime.now(UTC), None)
        body = (await scratch_client.get(ADDRESS, headers=bearer(key))).json()
        assert (body["key"]["scopes"], body["key"]["expires_at"]) == (["read"], None)

    async def test_says_what_is_left(self, acme: httpx.AsyncClient) -> None:
        before = (await acme.get(ADDRESS)).json()["quotas"]
        await published(acme)
        await create(acme, "evening-feet")
        answer = await acme.get(ADDRESS)

        after = answer.json()["quotas"]
        assert before["routines"] == {"limit": 500, "used": 0, "left": 500}
        assert after["routines"] == {"limit": 500, "used": 2, "left": 498}
        assert before["bytes"]["used"] == 0 < after["bytes"]["used"]
        assert all(quota["used"] + quota["left"] == quota["limit"] for quota in after.values())
        left = after["requests_per_minute"]["left"]
        assert f";r={left};" in answer.headers["ratelimit"]

    async def test_asks_for_a_key(self, anyone: httpx.AsyncClient) -> None:
        answer = await anyone.get(ADDRESS)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Bearer realm="instep"'

    async def test_answers_head(self, acme: httpx.AsyncClient) -> None:
        answer = await acme.head(ADDRESS)
        assert (answer.status_code, answer.content) == (200, b"")
