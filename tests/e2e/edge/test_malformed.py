"""What is malformed gets one answer, from the server or from the proxy in front of it."""

import ssl

import pytest

from tests.e2e.edge.malformed import CASES, Malformed, Other, Own
from tests.e2e.edge.wire import Answer, Target, Wire, request

EACH = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@EACH
def test_it_is_a_problem_and_the_connection_ends(direct: Target, case: Malformed) -> None:
    answers = direct.ask(case.sent)

    assert [answer.status for answer in answers] == [case.direct]
    (answer,) = answers
    body = answer.json()
    assert_problem(answer)
    assert answer.header("x-content-type-options") == "nosniff"
    assert body["status"] == case.direct
    assert body["instance"] is None or body["instance"].startswith("/")
    page = direct.ask_one(request("GET", "/" + body["type"].split("/", 3)[3]))
    assert page.status == 200


@EACH
def test_behind_a_proxy_it_has_one_answer_and_nothing_is_left_over(
    proxy: Target, case: Malformed
) -> None:
    expected = case.at(proxy.name)
    with proxy.connected() as wire:
        refused_early = not sent_whole(wire, case.sent)
        if isinstance(expected, Other):
            assert wire.exactly(len(expected.begins)) == expected.begins
        elif isinstance(expected, Own):
            assert_refused(wire, expected.status, refused_early=refused_early)
        else:
            answer = wire.answer()
            assert answer.status == expected.status
            if answer.status >= 400:
                assert_problem(answer)
            if expected.goes_on:
                assert_goes_on(wire)
            else:
                assert wire.all_answers() == []

    assert proxy.ask_one(request()).json() == {"status": "ok"}


def sent_whole(wire: Wire, sent: bytes) -> bool:
    """Send all of it, if the proxy does not close the connection before."""
    try:
        wire.send(sent)
    except (ConnectionError, ssl.SSLError):
        return False
    return True


def assert_refused(wire: Wire, status: int, *, refused_early: bool) -> None:
    """One answer and the end; or the end alone, which may overtake the answer on its way."""
    try:
        answers = wire.all_answers()
    except (ConnectionError, ssl.SSLError):
        assert refused_early
        return
    assert [answer.status for answer in answers] == [status] or (refused_early and not answers)
    assert all(answer.header("x-request-id") is None for answer in answers), "passed on"


def assert_problem(answer: Answer) -> None:
    assert answer.header("content-type") == "application/problem+json"
    assert answer.header("x-request-id") == answer.json()["request_id"]


def assert_goes_on(wire: Wire) -> None:
    """The next answer on the connection is that of the next request, and the last one."""
    wire.send(request("GET", "/healthz", "Connection: close"))
    (answer,) = wire.all_answers()
    assert answer.json() == {"status": "ok"}
