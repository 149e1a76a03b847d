"""What trailers, pipelines and large bodies do."""

import pytest

from tests.e2e.edge.wire import Target, chunked, request

MATCHES = "/v1/complaint-matches"
JSON = "Content-Type: application/json"
CLOSE = "Connection: close"
TOO_LARGE = b"x" * 200_000


def test_a_method_that_is_not_served_is_405_with_the_methods_that_are(target: Target) -> None:
    answer = target.ask_one(request("FOO", "/v1/exercises", CLOSE))

    assert answer.status == 405
    assert answer.header("allow") == "GET, HEAD, OPTIONS"


def test_options_of_the_server_as_a_whole(target: Target) -> None:
    answer = target.ask_one(request("OPTIONS", "*", CLOSE))

    if target.name == "nginx":
        # It knows no target but addresses.
        assert answer.status == 400
        return
    assert (answer.status, answer.header("allow")) == (204, "GET, POST, PUT, DELETE, HEAD, OPTIONS")


@pytest.mark.parametrize("cut", [False, True], ids=["in one segment", "in two"])
@pytest.mark.parametrize("trailer", ["Authorization: Bearer ik_no", "X-Request-Id: from-trailer"])
def test_a_trailer_changes_nothing(target: Target, trailer: str, cut: bool) -> None:
    head = request("GET", "/v1/equipment/towel", "Transfer-Encoding: chunked")
    body = chunked(b"", 1, [trailer])

    answer = target.ask_one(*((head, body) if cut else (head + body,)))

    assert answer.status == 200
    assert answer.header("x-request-id") != "from-trailer"


def test_pipelined_requests_are_answered_in_order(target: Target) -> None:
    asked = ["/healthz", "/v1/equipment/towel", "/v1/exercises/handstand"] * 20
    with target.connected() as wire:
        wire.send(b"".join(request("GET", path) for path in asked))
        statuses = [wire.answer().status for _ in asked]

    assert statuses == [200, 200, 404] * 20


def test_a_body_over_the_limit_is_413(target: Target) -> None:
    sent = request("POST", MATCHES, JSON, CLOSE, body=TOO_LARGE)

    with target.connected() as wire:
        wire.send(sent)
        answer = wire.answer()

    assert answer.status == 413
    # nginx has read the length and asks nobody.
    answers_itself = target.name == "nginx"
    assert (answer.header("content-type") == "application/problem+json") is not answers_itself


def test_an_answer_is_whole_and_the_same_everywhere(target: Target, alone: Target) -> None:
    sent = request("GET", "/v1/exercises?limit=100", CLOSE)

    assert target.ask_one(sent).body == alone.ask_one(sent).body
