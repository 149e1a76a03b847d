"""What is malformed, and what trailers, pipelines and ends of connections do."""

import pytest

from tests.e2e.edge.wire import Target, chunked, request

MATCHES = "/v1/complaint-matches"
JSON = "Content-Type: application/json"
CLOSE = "Connection: close"
BODY = b'{"text": "my heel hurts"}'
MALFORMED = {
    "raw UTF-8": ("GET /ü HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 400),
    "a blank in the target": (b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "no Host": (request(host=None), 400),
    "two Hosts": (request("GET", "/healthz", "Host: other"), 400),
    "a Host that is none": (request(host="a b"), 400),
    "CONNECT": (b"CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", 405),
    "two lengths": (request("POST", MATCHES, "Content-Length: 3", "Content-Length: 4"), 400),
    "length and coding": (
        request("POST", MATCHES, "Content-Length: 3", "Transfer-Encoding: chunked"),
        400,
    ),
    "a folded header": (request("GET", "/healthz", "A: b\r\n c"), 400),
    "LF alone": (b"GET /healthz HTTP/1.1\nHost: x\n\n", 400),
    "NUL": (request("GET", "/healthz", "A: \0"), 400),
    "a blank before the colon": (request("GET", "/healthz", "A : b"), 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100, 400),
    "HTTP/0.9": (b"GET /healthz\r\n", 400),
    "an endless address": (request("GET", "/" + "a" * 70_000), 414),
    "101 headers": (request("GET", "/healthz", *["A: b"] * 100), 431),
    "a 10 MB header": (request("GET", "/healthz", "A: " + "b" * 10_000_000), 431),
    "a large trailer": (
        request("POST", MATCHES, JSON, "Transfer-Encoding: chunked")
        + chunked(BODY, 10, ["A: b"] * 101),
        431,
    ),
}


@pytest.mark.parametrize(("sent", "status"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_malformed_is_a_problem_and_the_connection_ends(
    direct: Target, sent: bytes, status: int
) -> None:
    answers = direct.ask(sent)

    assert [answer.status for answer in answers] == [status]
    (answer,) = answers
    body = answer.json()
    assert answer.header("content-type") == "application/problem+json"
    assert answer.header("x-request-id") == body["request_id"]
    assert answer.header("x-content-type-options") == "nosniff"
    assert body["status"] == status
    assert body["instance"] is None or body["instance"].startswith("/")
    page = direct.ask_one(request("GET", "/" + body["type"].split("/", 3)[3]))
    assert page.status == 200


def test_a_method_that_is_not_served_is_405_with_the_methods_that_are(target: Target) -> None:
    answer = target.ask_one(request("FOO", "/v1/exercises", CLOSE))

    assert answer.status == 405
    assert answer.header("allow") == "GET, HEAD, OPTIONS"


def test_options_of_the_server_as_a_whole(direct: Target) -> None:
    answer = direct.ask_one(request("OPTIONS", "*"))

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


class TestUnfinished:
    @pytest.mark.parametrize("start", [b"GET /healthz HTT", b"GET /healthz HTTP/1.1\r\nHo"])
    def test_a_head_is_408(self, direct: Target, start: bytes) -> None:
        (answer,) = direct.ask(start)

        assert (answer.status, answer.json()["code"]) == (408, "request-timeout")

    def test_a_body_is_408(self, direct: Target) -> None:
        sent = request("POST", MATCHES, JSON, body=BODY)

        (answer,) = direct.ask(sent[:-5])

        assert (answer.status, answer.json()["code"]) == (408, "request-timeout")
        assert answer.json()["instance"] == MATCHES

    def test_a_slow_but_honest_sender_is_served(self, target: Target) -> None:
        sent = request("POST", MATCHES, JSON, CLOSE, body=BODY + b" " * 6_000)
        pieces = [sent[at : at + 1024] for at in range(0, len(sent), 1024)]

        answer = target.ask_one(*pieces, pause=1.0)

        assert answer.status == 200
