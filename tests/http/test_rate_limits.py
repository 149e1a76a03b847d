"""Rate limits: who is counted together, what the headers say, what happens if Redis is away."""

from collections.abc import Callable
from typing import Any

import http_sf
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.engine import URL

from api.config import Settings
from api.db import Database
from api.http.client_address import client_address
from api.http.rate_limit import RateLimit
from api.limits.rate_limiter import RateLimiter
from api.metrics import exposition
from api.partners.keys import NewKey
from tests.cases import in_one_test
from tests.http.strict import client_from, strict_app
from tests.partners.issued import bearer, issue
from tests.partners.written import CREATE, DESK, definition

READ = "/v1/sources?limit=1"
MATCH = "/v1/complaint-matches"
HURTS = {"text": "my heel hurts in the morning"}


async def statuses(app: FastAPI, *addresses: str, path: str = READ) -> list[int]:
    """Return the status that each of these callers gets, one after the other."""
    found = []
    for address in addresses:
        async with client_from(app, address) as client:
            found.append((await client.get(path)).status_code)
    return found


def note_in(lines: list[str]) -> Callable[..., None]:
    """Return what stands for a logger's method and appends the line to a list."""

    def note(event: str, **fields: object) -> None:
        lines.append(f"{event} {fields}")

    return note


def parsed(answer: httpx.Response) -> tuple[str, dict[str, int]]:
    """Return the policy's name and the parameters of a `RateLimit` header."""
    found: Any = http_sf.parse(answer.headers["ratelimit"].encode(), tltype="list")
    [(name, parameters)] = found
    return str(name), parameters


class TestWhoIsCounted:
    async def test_each_address_by_itself(self, strict: FastAPI) -> None:
        first = await statuses(strict, *["203.0.113.1"] * 6)
        assert first == [*[200] * 5, 429]
        assert await statuses(strict, "203.0.113.2") == [200]

    async def test_an_ipv6_network_as_one(self, strict: FastAPI) -> None:
        same_line = [f"2001:db8:0:1::{number}" for number in range(1, 7)]
        assert await statuses(strict, *same_line) == [*[200] * 5, 429]
        assert await statuses(strict, "2001:db8:0:2::1") == [200]

    async def test_this_machine_as_one_and_the_log_says_once_what_a_proxy_needs(
        self, strict: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        logged: list[str] = []
        monkeypatch.setattr(f"{RateLimit.__module__}.logger.warning", note_in(logged))

        found = await statuses(strict, *["127.0.0.1", "::1", "127.0.0.2", "::ffff:127.0.0.1"] * 2)

        assert found == [*[200] * 5, *[429] * 3]
        [line] = logged
        assert "INSTEP_TRUSTED_PROXIES" in line

    async def test_callers_behind_a_trusted_proxy_by_its_forwarded_for_only(
        self, scratch_url: URL
    ) -> None:
        app = strict_app(scratch_url, trusted_proxies="198.51.100.0/24")

        async def status(peer: str, forwarded: str) -> int:
            async with client_from(app, peer) as client:
                return (await client.get(READ, headers={"X-Forwarded-For": forwarded})).status_code

        through = [await status("198.51.100.7", f"1.1.1.{n}, 203.0.113.1") for n in range(6)]
        invented = [await status("192.0.2.9", f"203.0.113.{n}") for n in range(10, 16)]
        await app.state.database.close()

        assert through == invented == [*[200] * 5, 429]

    @in_one_test(
        ("host", "counted"),
        [
            ("203.0.113.1", "203.0.113.1"),
            ("::ffff:203.0.113.1", "203.0.113.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("127.0.0.1", "127.0.0.1"),
            ("127.1.2.3", "127.0.0.1"),
            ("::1", "127.0.0.1"),
            ("::ffff:127.0.0.1", "127.0.0.1"),
            ("", "no address"),
            ("not an address", "no address"),
        ],
    )
    def test_an_address_by_its_network(self, host: str, counted: str) -> None:
        assert client_address({"client": (host, 1)}) == counted

    def test_callers_through_a_socket_of_this_machine_as_one(self) -> None:
        assert client_address({"client": None}) == client_address({}) == "no address"

    async def test_a_key_whatever_its_address(self, strict: FastAPI, scratch: Database) -> None:
        key = await issue(scratch, "acme", ["read"])
        found = []
        for number in range(6):
            async with client_from(strict, f"203.0.113.{number}") as client:
                found.append((await client.get(READ, headers=bearer(key))).status_code)
        assert found == [200, 200, 200, 200, 429, 429]

    async def test_each_key_of_a_partner_by_itself(
        self, strict: FastAPI, scratch: Database
    ) -> None:
        """Whoever takes the key out of an app shuts out the app, but not the partner's server."""
        in_app, on_server = await issue(scratch, "acme", ["read"]), await issue(scratch, "acme")
        async with client_from(strict, "203.0.113.1") as client:
            *_, spent = [await client.get(READ, headers=bearer(in_app)) for _ in range(6)]
            write = await create_with(client, on_server)

        assert spent.status_code == 429
        assert write.status_code == 201
        assert parsed(write) == ("keyed", {"r": 3, "t": parsed(write)[1]["t"]})

    async def test_not_the_health_checks(self, strict: FastAPI) -> None:
        assert await statuses(strict, *["203.0.113.1"] * 9, path="/healthz") == [200] * 9


class TestHeaders:
    async def test_of_an_answer_that_others_may_keep_are_the_same_for_everybody(
        self, strict: FastAPI
    ) -> None:
        async with client_from(strict, "203.0.113.1") as client:
            answers = [await client.get(READ) for _ in range(3)]
            known = {"If-None-Match": answers[0].headers["etag"]}
            answers.append(await client.get(READ, headers=known))

        assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"reads";q=5;w=60'}
        assert not [answer for answer in answers if "ratelimit" in answer.headers]
        assert answers[-1].status_code == 304

    async def test_of_a_post_say_what_remains(self, strict: FastAPI) -> None:
        async with client_from(strict, "203.0.113.1") as client:
            answers = [await client.post(MATCH, json=HURTS) for _ in range(4)]

        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        limits = [parsed(answer) for answer in answers]
        assert {name for name, _ in limits} == {"posts"}
        assert [left["r"] for _, left in limits] == [2, 1, 0, 0]
        assert all(0 < left["t"] <= 60 for _, left in limits)

    async def test_of_a_keyed_answer_say_what_remains_of_the_partners_quota(
        self, strict: FastAPI, scratch: Database
    ) -> None:
        key = await issue(scratch)
        async with client_from(strict, "203.0.113.1") as client:
            answer = await client.get(READ, headers=bearer(key))

        assert answer.headers["ratelimit"].startswith('"keyed";r=3;t=')
        assert answer.headers["cache-control"].startswith("private")

    async def test_of_a_refusal_say_when_to_come_back(self, strict: FastAPI) -> None:
        async with client_from(strict, "203.0.113.1") as client:
            *_, refused = [await client.get(READ) for _ in range(6)]

        name, left = parsed(refused)
        assert refused.status_code == 429
        assert refused.json()["code"] == "too-many-requests"
        assert refused.headers["cache-control"] == "no-store"
        assert refused.headers["access-control-allow-origin"] == "*"
        assert (name, left["r"]) == ("reads", 0)
        assert 1 <= left["t"] <= int(refused.headers["retry-after"]) <= 60


async def create_with(client: httpx.AsyncClient, key: NewKey) -> httpx.Response:
    headers = {**bearer(key), **CREATE}
    return await client.put(f"{DESK}/morning-feet", json=definition(), headers=headers)


class TestRedis:
    async def test_lets_everything_through_when_it_is_away(self, scratch_url: URL) -> None:
        app = strict_app(scratch_url, redis_url="redis://127.0.0.1:1")
        async with client_from(app, "203.0.113.1") as client:
            posts = [await client.post(MATCH, json=HURTS) for _ in range(6)]
        metrics = exposition().decode()
        await app.state.database.close()

        assert [post.status_code for post in posts] == [200] * 6
        assert {post.headers["ratelimit"] for post in posts} == {'"posts";r=3;t=60'}
        counted = [line for line in metrics.splitlines() if line.startswith("instep_uncounted")]
        assert float(counted[0].split()[-1]) >= 6

    async def test_is_not_asked_again_at_once(self) -> None:
        limiter = RateLimiter(Settings(redis_url=SecretStr("redis://127.0.0.1:1")))
        await limiter.count(limiter.policies.posts, "somebody")
        paused_until = limiter.redis_paused_until

        await limiter.count(limiter.policies.posts, "somebody")

        assert limiter.redis_paused_until == paused_until > 0
