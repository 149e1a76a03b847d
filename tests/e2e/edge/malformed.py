"""What is malformed, and what answers it at each target.

A proxy reads a request before the server does. It may refuse it in its own words, repair it as
RFC 9112 allows, or pass it on. Each is written down here for each case, so that a new version of
a proxy that does something else is seen.
"""

from dataclasses import dataclass

from tests.e2e.edge.wire import chunked, request

MATCHES = "/v1/complaint-matches"
JSON = "Content-Type: application/json"
BODY = b'{"text": "my heel hurts"}'


@dataclass(frozen=True)
class Passed:
    """The answer of Instep. The connection goes on with the next request, or ends there."""

    status: int
    goes_on: bool = True


@dataclass(frozen=True)
class Own:
    """The answer of the proxy itself, in its own words; then it closes the connection."""

    status: int


@dataclass(frozen=True)
class Other:
    """Something that is no HTTP/1.1 response: its first bytes."""

    begins: bytes


Outcome = Passed | Own | Other


@dataclass(frozen=True)
class Malformed:
    """Bytes that are no good request, and what they get."""

    sent: bytes
    direct: int
    """The status of the problem that Instep answers."""
    nginx: Outcome
    haproxy: Outcome

    def at(self, proxy: str) -> Outcome:
        return {"nginx": self.nginx, "haproxy": self.haproxy}[proxy]


CASES = {
    "raw UTF-8": Malformed(
        "GET /ü HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 400, Passed(400), Own(400)
    ),
    "a blank in the target": Malformed(
        b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400, Own(400), Own(400)
    ),
    "no Host": Malformed(request(host=None), 400, Own(400), Passed(400)),
    "two Hosts": Malformed(request("GET", "/healthz", "Host: other"), 400, Own(400), Own(400)),
    "a Host that is none": Malformed(request(host="a b"), 400, Own(400), Passed(400)),
    "CONNECT": Malformed(
        b"CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", 405, Own(400), Passed(405)
    ),
    "two lengths": Malformed(
        request("POST", MATCHES, "Content-Length: 3", "Content-Length: 4"),
        400,
        Own(400),
        Own(400),
    ),
    # HAProxy drops the length, reads the chunks, and closes (RFC 9112, sections 6.1 and 6.3).
    "length and coding": Malformed(
        request("POST", MATCHES, JSON, "Content-Length: 3", "Transfer-Encoding: chunked")
        + chunked(BODY, 10),
        400,
        Own(400),
        Passed(200, goes_on=False),
    ),
    # HAProxy joins the lines (RFC 9112, section 5.2).
    "a folded header": Malformed(
        request("GET", "/healthz", "A: b\r\n c"), 400, Own(400), Passed(200)
    ),
    # Both write CRLF in its place (RFC 9112, section 2.2).
    "LF alone": Malformed(b"GET /healthz HTTP/1.1\nHost: x\n\n", 400, Passed(200), Passed(200)),
    "NUL": Malformed(request("GET", "/healthz", "A: \0"), 400, Own(400), Passed(400)),
    "a blank before the colon": Malformed(
        request("GET", "/healthz", "A : b"), 400, Own(400), Own(400)
    ),
    # HAProxy speaks HTTP/2 also if TLS did not agree on it: its first frame is SETTINGS.
    "HTTP/2": Malformed(
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, Own(400), Other(b"\x00\x00\x0c\x04")
    ),
    "TLS": Malformed(
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100, 400, Own(400), Own(400)
    ),
    # nginx still serves HTTP/0.9: the body alone, without a head.
    "HTTP/0.9": Malformed(b"GET /healthz\r\n", 400, Other(b'{"status":"ok"}'), Own(400)),
    "an endless address": Malformed(request("GET", "/" + "a" * 70_000), 414, Own(414), Own(400)),
    "101 headers": Malformed(
        request("GET", "/healthz", *["A: b"] * 100), 431, Passed(431), Own(400)
    ),
    "a 10 MB header": Malformed(
        request("GET", "/healthz", "A: " + "b" * 10_000_000), 431, Own(400), Own(400)
    ),
    # nginx drops every trailer.
    "a large trailer": Malformed(
        request("POST", MATCHES, JSON, "Transfer-Encoding: chunked")
        + chunked(BODY, 10, ["A: b"] * 101),
        431,
        Passed(200),
        Own(400),
    ),
}
