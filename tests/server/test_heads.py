"""Which heads are read, and which are refused."""

import pytest

from api.errors import Problem
from api.server.bodies import Chunked, Counted
from api.server.heads import Head, LastHeaders, check_unfinished, is_host
from api.server.heads import read_head as read_next_head
from tests.cases import in_one_test

GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
CL = b"Content-Length: 3\r\n"
FIELDS = {
    "two Hosts": b"Host: y",
    "the same Host twice": b"Host: x",
    "two lengths": b"Content-Length: 3\r\nContent-Length: 4",
    "one length twice": b"Content-Length: 3\r\nContent-Length: 3",
    "a list of lengths": b"Content-Length: 3, 3",
    "a signed length": b"Content-Length: +3",
    "a hexadecimal length": b"Content-Length: 0x3",
    "an empty length": b"Content-Length:",
    "an endless length": b"Content-Length: " + b"9" * 40,
    "length, then chunked": b"Content-Length: 3\r\nTransfer-Encoding: chunked",
    "chunked, then length": b"Transfer-Encoding: chunked\r\nContent-Length: 3",
    "chunked twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "chunked not last": b"Transfer-Encoding: chunked, gzip",
    "identity": b"Transfer-Encoding: identity",
    "xchunked": b"Transfer-Encoding: xchunked",
    "a vertical tab": b"Transfer-Encoding: \x0bchunked",
    "a folded header": b"A: b\r\n c",
    "LF alone": b"A: b\nC: d",
    "CR alone": b"A: b\rC: d",
    "NUL in a value": b"A: a\0b",
    "a control character in a value": b"A: a\x01b",
    "a blank before the colon": b"A : b",
    "no name": b": b",
    "no colon": b"nonsense",
    "a name that is no token": "Ä: b".encode(),
}
"""Header lines behind a good request line and a Host."""

LINES = {
    "UTF-8 in the path": "GET /ü HTTP/1.1".encode(),
    "UTF-8 in the query": "GET /?ü HTTP/1.1".encode(),
    "a blank in the target": b"GET /a b HTTP/1.1",
    "two blanks": b"GET  / HTTP/1.1",
    "a tab in the target": b"GET /a\tb HTTP/1.1",
    "a fragment": b"GET /a#b HTTP/1.1",
    "a target that is no path": b"GET a HTTP/1.1",
    "another scheme": b"GET ftp://x/ HTTP/1.1",
    "an address without host": b"GET http:///a HTTP/1.1",
    "an asterisk": b"GET * HTTP/1.1",
    "a method that is no token": b"G(T / HTTP/1.1",
    "another protocol": b"GET / RTSP/1.0",
    "a blank after the version": b"GET / HTTP/1.1 ",
}
"""Request lines before a good Host."""

REFUSED = (
    {name: (GET + fields + b"\r\n\r\n", 400) for name, fields in FIELDS.items()}
    | {name: (line + b"\r\nHost: x\r\n\r\n", 400) for name, line in LINES.items()}
    | {
        "no Host": (b"GET / HTTP/1.1\r\n\r\n", 400),
        "two Hosts in HTTP/1.0": (b"GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        "a blank in the Host": (b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        "an address as Host": (b"GET / HTTP/1.1\r\nHost: http://x/\r\n\r\n", 400),
        "another coding": (GET + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        "chunked in HTTP/1.0": (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        "a blank before the first header": (b"GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400),
        "CONNECT": (b"CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", 405),
        "HTTP/0.9": (b"GET /\r\n\r\n", 400),
        "HTTP/0.9 by name": (b"GET / HTTP/0.9\r\nHost: x\r\n\r\n", 505),
        "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\n", 505),
        "HTTP/3": (b"GET / HTTP/3\r\nHost: x\r\n\r\n", 505),
        "101 headers": (GET + b"A: b\r\n" * 100 + b"\r\n", 431),
        "70 kB of headers": (GET + b"A: " + b"b" * 70_000 + b"\r\n\r\n", 431),
        "70 kB of target": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    }
)


def read_head(raw: bytes) -> Head:
    return read_next_head(raw, LastHeaders())


@in_one_test(("raw", "status"), REFUSED.values(), ids=REFUSED)
def test_what_http_forbids_is_refused(raw: bytes, status: int) -> None:
    with pytest.raises(Problem) as refused:
        read_head(raw)

    assert refused.value.status == status


def test_a_request_is_read() -> None:
    head = read_head(b"POST /a%20b?c=d?e HTTP/1.1\r\nHost: x:80\r\nAccept:  a \t\r\nX:\r\n\r\n")

    assert (head.method, head.path, head.query, head.version) == (
        "POST",
        b"/a%20b",
        b"c=d?e",
        "1.1",
    )
    assert head.headers == [(b"host", b"x:80"), (b"accept", b"a"), (b"x", b"")]
    assert (head.framing, head.expects_100, head.keep_alive) == (None, False, True)


def test_a_hundred_headers_are_read() -> None:
    assert len(read_head(GET + b"A: b\r\n" * 99 + b"\r\n").headers) == 100


@pytest.mark.parametrize("method", ["FOO", "get", "SOURCE", "M-SEARCH", "QUERY", "PRI", "DESCRIBE"])
def test_any_method_is_left_to_the_application(method: str) -> None:
    head = read_head(f"{method} /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n".encode())

    assert head.method == method
    assert isinstance(head.framing, Counted)


@pytest.mark.parametrize(
    ("fields", "closes"),
    [
        ("close", True),
        ("Close", True),
        ("TE, close", True),
        ("keep-alive", False),
        ("closer", False),
    ],
)
def test_a_connection_closes_if_it_is_asked_to(fields: str, closes: bool) -> None:
    head = read_head(GET + f"Connection: {fields}\r\n\r\n".encode())

    assert head.keep_alive != closes


def test_a_second_connection_header_counts_too() -> None:
    assert not read_head(GET + b"Connection: TE\r\nConnection: close\r\n\r\n").keep_alive


@pytest.mark.parametrize(
    "fields",
    [
        "Expect: 100-Continue",
        "Expect: 100-continue, 100-continue",
        "Expect: 100-continue\r\nExpect: 100-continue",
        "Expect: ,100-continue",
    ],
)
def test_whoever_waits_for_100_is_known_however_it_is_said(fields: str) -> None:
    assert read_head(GET + CL + f"{fields}\r\n\r\n".encode()).expects_100


@pytest.mark.parametrize("fields", ["Expect:", "Expect: 200-ok", "Expect: 100-continues"])
def test_another_expectation_is_none(fields: str) -> None:
    assert not read_head(GET + CL + f"{fields}\r\n\r\n".encode()).expects_100


def test_http_1_0_needs_no_host_and_always_closes() -> None:
    head = read_head(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")

    assert (head.version, head.keep_alive) == ("1.0", False)


def test_a_host_in_the_target_takes_the_place_of_the_header() -> None:
    head = read_head(b"GET http://u@there:81/a?b HTTP/1.1\r\nHost: here\r\n\r\n")

    assert (head.path, head.query, head.headers) == (b"/a", b"b", [(b"host", b"there:81")])


def test_options_asks_the_server_as_a_whole() -> None:
    assert read_head(b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").path == b"*"


@pytest.mark.parametrize("upgrade", [b"h2c", b"websocket", b"TLS/1.0"])
def test_an_upgrade_changes_nothing(upgrade: bytes) -> None:
    asked = GET + b"Connection: Upgrade\r\nUpgrade: " + upgrade + b"\r\n"

    assert isinstance(read_head(asked + b"Content-Length: 3\r\n\r\n").framing, Counted)
    assert isinstance(read_head(asked + b"Transfer-Encoding: Chunked\r\n\r\n").framing, Chunked)
    assert read_head(asked + b"\r\n").framing is None


@in_one_test(
    "host",
    [
        "a",
        "a.b.",
        "a_b:80",
        "127.0.0.1:8000",
        "[::1]",
        "[2001:db8::1]:80",
        "xn--fu-hia.de:",
        "[fe80::1%eth0]:80",
        "[fe80::1%25eth0]",
    ],
)
def test_a_host_is_a_name_or_an_address(host: str) -> None:
    assert is_host(host.encode())


@in_one_test(
    "host",
    [
        "",
        ":80",
        "a b",
        "a/b",
        "u@a",
        "a:b",
        "a:99999",
        "a..b",
        "[::1",
        "[a]",
        "[a%eth0]",
        "[fe80::1%]",
        "[fe80::1%a b]",
        "fe80%eth0",
        "::1",
        "a,b",
        "é",
        "a" * 300,
    ],
)
def test_nothing_else_is_a_host(host: str) -> None:
    assert not is_host(host.encode())


class TestTheSameHeadersAgain:
    HEADERS = b"Host: x\r\nA: b \r\n\r\n"

    def test_are_the_same(self) -> None:
        last = LastHeaders()
        heads = [
            read_next_head(b"%b HTTP/1.1\r\n%b" % (line, self.HEADERS), last)
            for line in (b"GET /a?b", b"FOO /c")
        ]
        heads[0].headers.clear()

        assert [(head.method, head.path, head.query) for head in heads] == [
            ("GET", b"/a", b"b"),
            ("FOO", b"/c", b""),
        ]
        assert heads[1].headers == [(b"host", b"x"), (b"a", b"b")]
        assert heads[1].keep_alive

    @pytest.mark.parametrize(
        ("line", "status"),
        [("GET /ü HTTP/1.1", 400), ("GET * HTTP/1.1", 400), ("GET / HTTP/1.2", 505)],
    )
    def test_do_not_excuse_another_line(self, line: str, status: int) -> None:
        last = LastHeaders()
        read_next_head(b"GET / HTTP/1.1\r\n" + self.HEADERS, last)

        with pytest.raises(Problem) as refused:
            read_next_head(line.encode() + b"\r\n" + self.HEADERS, last)

        assert refused.value.status == status

    def test_behind_a_body_are_read_anew(self) -> None:
        last = LastHeaders()
        raw = GET + CL + b"\r\n"

        assert isinstance(read_next_head(raw, last).framing, Counted)
        assert isinstance(read_next_head(raw, last).framing, Counted)


class TestUnfinished:
    @pytest.mark.parametrize(
        ("start", "status"),
        [
            (b"\x16\x03\x01", 400),
            (b"GET /\r\n", 400),
            (b"GET / HTTP/1.1\n", 400),
            (b"GET / HTTP/2.0\r\n", 505),
            (b"\0", 400),
            (GET + b"A: b\n", 400),
            (GET + b"A: " + b"b" * 70_000, 431),
            (b"GET /" + b"a" * 70_000, 414),
        ],
    )
    def test_what_can_never_become_good_is_refused_at_once(self, start: bytes, status: int) -> None:
        with pytest.raises(Problem) as refused:
            check_unfinished(bytearray(start), 0)

        assert refused.value.status == status

    def test_what_may_still_become_good_is_not(self) -> None:
        head = GET + b"A: b\r\n\r"
        for at in range(1, len(head) + 1):
            check_unfinished(bytearray(head[:at]), at - 1)
