"""An `Upgrade` is ignored: one request, one answer, and its body read in full."""

import json
import subprocess

import pytest

from tests.e2e.edge.wire import Answer, Target, chunked, request

MATCHES = "/v1/complaint-matches"
TEXT = json.dumps({"text": "my heel hurts"}).encode()
H2C = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAoAAA")
JSON = "Content-Type: application/json"
CLOSE = "Connection: close"
UPGRADES = {
    "h2c": H2C,
    "h2c of Java": (
        "Connection: Upgrade, HTTP2-Settings",
        "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
        "Upgrade: h2c",
        "User-Agent: Java-http-client/17",
    ),
    "upgrade in small letters": ("connection: upgrade", "upgrade: H2C"),
    "TLS": ("Connection: Upgrade", "Upgrade: TLS/1.0"),
    "several": ("Connection: keep-alive, Upgrade", "Upgrade: websocket, h2c"),
}
EACH = pytest.mark.parametrize("upgrade", UPGRADES.values(), ids=UPGRADES)


def halves(data: bytes, body: bytes) -> tuple[bytes, bytes]:
    return data[: -len(body)], body


@EACH
class TestPosts:
    def test_in_one_segment(self, target: Target, upgrade: tuple[str, ...]) -> None:
        with target.connected() as wire:
            wire.send(request("POST", MATCHES, JSON, *upgrade, body=TEXT))
            assert_matched(wire.answer())
            # Nothing is left over: the connection goes on with the next request.
            wire.send(request())
            assert wire.answer().json() == {"status": "ok"}

    def test_with_head_and_body_in_two(self, target: Target, upgrade: tuple[str, ...]) -> None:
        sent = request("POST", MATCHES, JSON, *upgrade, body=TEXT)
        with target.connected() as wire:
            wire.send(*halves(sent, TEXT))
            assert_matched(wire.answer())
            wire.send(request())
            assert wire.answer().json() == {"status": "ok"}

    def test_byte_by_byte(self, target: Target, upgrade: tuple[str, ...]) -> None:
        sent = request("POST", MATCHES, JSON, *upgrade, body=TEXT)
        with target.connected() as wire:
            wire.send(*(sent[at : at + 1] for at in range(len(sent))), pause=0.0005)
            assert_matched(wire.answer())

    @pytest.mark.parametrize("size", [1, 7, 1000])
    def test_chunked(self, target: Target, upgrade: tuple[str, ...], size: int) -> None:
        head = request("POST", MATCHES, JSON, *upgrade, "Transfer-Encoding: chunked")
        with target.connected() as wire:
            wire.send(head, *(chunked(TEXT, size) + request()).partition(b"\r\n"))
            assert_matched(wire.answer())
            assert wire.answer().json() == {"status": "ok"}

    def test_that_expect_100(self, target: Target, upgrade: tuple[str, ...]) -> None:
        sent = request("POST", MATCHES, JSON, *upgrade, "Expect: 100-continue", body=TEXT)
        head, body = halves(sent, TEXT)
        with target.connected() as wire:
            wire.send(head)
            assert wire.next_answer().status == 100
            wire.send(body)
            assert_matched(wire.answer())

    def test_behind_another_request(self, target: Target, upgrade: tuple[str, ...]) -> None:
        sent = request("POST", MATCHES, JSON, *upgrade, body=TEXT)
        with target.connected() as wire:
            wire.send(request() + sent + request(target="/v1/equipment/towel"))
            assert wire.answer().json() == {"status": "ok"}
            assert_matched(wire.answer())
            assert wire.answer().json()["code"] == "towel"


def assert_matched(answer: Answer) -> None:
    assert answer.status == 200, answer
    assert answer.json()["outcome"] in ("matched", "ambiguous")


def test_curl_offers_http_2_and_gets_its_answer(target: Target) -> None:
    options = ["-sS", "--max-time", "20", "--http2", "--json", TEXT.decode()]
    command = ["curl", *options, *target.curl, target.origin + MATCHES]

    answer = json.loads(subprocess.check_output(command))

    assert answer["outcome"] in ("matched", "ambiguous")


class TestReads:
    def test_a_websocket_handshake_is_the_get_that_it_also_is(self, target: Target) -> None:
        answer = target.ask_one(
            request(
                "GET",
                "/v1/equipment/towel",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            )
        )

        assert answer.status == 200
        assert answer.header("upgrade") is None

    def test_what_follows_an_upgrade_is_never_a_second_request_of_its_own(
        self, target: Target
    ) -> None:
        smuggled = request("GET", "/healthz")
        answers = target.ask(request("POST", MATCHES, JSON, *H2C, CLOSE, body=smuggled))

        assert [answer.status for answer in answers] == [400]
        assert answers[0].json()["code"] == "malformed-body"
