"""Requests that stop half-way are ended in time; a slow but honest sender is served.

What waits for a deadline waits at every target at the same time.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.e2e.edge.conftest import TARGETS
from tests.e2e.edge.malformed import BODY, JSON, MATCHES
from tests.e2e.edge.wire import Answer, Target, request

CUT = {
    "in the request line": b"GET /healthz HTT",
    "in a header": b"GET /healthz HTTP/1.1\r\nHo",
    "in the body": request("POST", MATCHES, JSON, body=BODY)[:-5],
}
SLOW = request("POST", MATCHES, JSON, "Connection: close", body=BODY + b" " * 6_000)
PIECES = [SLOW[at : at + 1024] for at in range(0, len(SLOW), 1024)]
PAUSE = 0.8
"""Between the pieces: together more than the deadline of the servers, less than HAProxy's ten
seconds for a whole request."""

SLOW_SENDER = "a slow sender"

Waiting = dict[tuple[str, str], Future[list[Answer]]]


@pytest.fixture(scope="module")
def waiting(opened: Callable[[str], Target]) -> Waiting:
    """The answers to come, by target and by what was sent."""
    pool = ThreadPoolExecutor(max_workers=len(TARGETS) * (len(CUT) + 1))
    found: Waiting = {}
    for target in [opened(name) for name in TARGETS]:
        for name, sent in CUT.items():
            found[target.name, name] = pool.submit(target.ask, sent)
        found[target.name, SLOW_SENDER] = pool.submit(target.ask, *PIECES, pause=PAUSE)
    pool.shutdown(wait=False)
    return found


@pytest.mark.parametrize("cut", CUT)
def test_it_is_408(direct: Target, waiting: Waiting, cut: str) -> None:
    (answer,) = waiting[direct.name, cut].result()

    assert (answer.status, answer.json()["code"]) == (408, "request-timeout")
    assert answer.json()["instance"] == (MATCHES if cut == "in the body" else "/healthz")


@pytest.mark.parametrize("cut", CUT)
def test_behind_haproxy_it_is_408_in_its_words(
    opened: Callable[[str], Target], waiting: Waiting, cut: str
) -> None:
    (answer,) = waiting["haproxy", cut].result()

    assert answer.status == 408
    assert answer.header("x-request-id") is None, "passed on"
    assert opened("haproxy").ask_one(request()).json() == {"status": "ok"}


@pytest.mark.parametrize("cut", CUT)
def test_behind_nginx_the_connection_ends_without_an_answer(
    opened: Callable[[str], Target], waiting: Waiting, cut: str
) -> None:
    assert waiting["nginx", cut].result() == []
    assert opened("nginx").ask_one(request()).json() == {"status": "ok"}


def test_a_slow_but_honest_sender_is_served(target: Target, waiting: Waiting) -> None:
    answers = waiting[target.name, SLOW_SENDER].result()

    assert [answer.status for answer in answers] == [200]
