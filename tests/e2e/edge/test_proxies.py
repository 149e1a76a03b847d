"""Behind the proxies of docs/deploy/: whose address counts, what is closed, what is passed on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy.engine import URL

from tests.e2e.edge.proxies import PROXIES, Proxied
from tests.e2e.edge.servers import serving
from tests.e2e.edge.wire import Target

LIMIT = 10
TOKEN = "a-token-for-metrics"  # noqa: S105 - of no server
HEAD = "GET {path} HTTP/1.1\r\nHost: api.example.org\r\nConnection: close\r\n{more}\r\n"


@pytest.fixture(scope="module")
def limited(catalogue_url: URL) -> Iterator[Target]:
    """A server that trusts the proxies and allows few requests."""
    settings = {"trusted_proxies": "127.0.0.1", "limit_reads": LIMIT, "metrics_token": TOKEN}
    with serving("direct-1", catalogue_url, **settings) as server:
        yield server


@pytest.fixture(scope="module", params=PROXIES)
def proxied(request: pytest.FixtureRequest, limited: Target) -> Iterator[Proxied]:
    with PROXIES[request.param](limited) as proxy:
        yield proxy


networks = count(1)


@pytest.fixture
def caller(proxied: Proxied) -> Callable[[int], Proxied]:
    """Callers with addresses of their own, so that tests do not count together."""
    own = next(networks)

    def from_address(number: int) -> Proxied:
        return replace(proxied, caller=f"198.51.{own}.{number}")

    return from_address


def get(path: str = "/v1/equipment/towel", more: str = "") -> bytes:
    return HEAD.format(path=path, more=more).encode()


def statuses(caller: Proxied, *requests: bytes) -> list[int]:
    return [caller.ask_one(request).status for request in requests]


def assert_limited(found: list[int]) -> None:
    """The caller is stopped at its limit; one more passes if a window of time ends meanwhile."""
    allowed = found.index(429)
    assert found == [200] * allowed + [429] * (len(found) - allowed)
    assert LIMIT <= allowed <= LIMIT + 1


def test_each_caller_is_counted_by_the_address_that_the_proxy_saw(
    caller: Callable[[int], Proxied],
) -> None:
    assert_limited(statuses(caller(1), *[get()] * (LIMIT + 3)))
    assert statuses(caller(2), get()) == [200]


def test_a_caller_cannot_choose_its_address_by_a_header(caller: Callable[[int], Proxied]) -> None:
    chosen = [
        get(more=f"X-Forwarded-For: 203.0.113.{n}\r\nForwarded: for=203.0.113.{n}\r\n")
        for n in range(LIMIT + 3)
    ]
    assert_limited(statuses(caller(1), *chosen))


def test_a_caller_cannot_choose_its_address_by_a_trailer(caller: Callable[[int], Proxied]) -> None:
    chosen = [
        get(more="Transfer-Encoding: chunked\r\nTrailer: X-Forwarded-For\r\n")
        + f"1\r\nx\r\n0\r\nX-Forwarded-For: 203.0.113.{n}\r\n\r\n".encode()
        for n in range(LIMIT + 3)
    ]
    assert_limited(statuses(caller(1), *chosen))


def test_metrics_are_closed_also_with_the_token(caller: Callable[[int], Proxied]) -> None:
    shown = f"Authorization: Bearer {TOKEN}\r\n"
    asked = [get("/metrics"), get("/metrics", shown)]
    assert statuses(caller(1), *asked) == [404, 404]


def test_a_key_is_passed_on(caller: Callable[[int], Proxied]) -> None:
    answer = caller(1).ask_one(get(more="Authorization: Bearer ik_wrong\r\n"))

    assert answer.status == 401
    assert answer.header("content-type") == "application/problem+json"


def test_too_large_a_header_is_refused(caller: Callable[[int], Proxied]) -> None:
    assert statuses(caller(1), get(more=f"X-Large: {'x' * 20_000}\r\n"))[0] in (400, 431)


def test_an_offer_to_upgrade_changes_nothing(caller: Callable[[int], Proxied]) -> None:
    body = b'{"text": "my heel hurts"}'
    offer = "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"
    head = (
        "POST /v1/complaint-matches HTTP/1.1\r\nHost: api.example.org\r\n"
        f"Connection: Upgrade, HTTP2-Settings\r\n{offer}"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    answer = caller(1).ask_one(head.encode(), body)

    assert answer.status == 200
    assert answer.json()["matches"]
