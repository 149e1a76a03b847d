"""Proxies: whose word about callers is believed, and what counts if the word is no address."""

from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from api.http.client_address import client_address
from api.http.trusted_proxies import TrustedProxies, forwarded_address
from tests.cases import in_one_test
from tests.http.test_rate_limits import note_in

PROXY = "198.51.100.7"
NAMED = ["198.51.100.0/24", "10.0.0.1/8", "fd00::/8", "127.0.0.1"]


async def seen(peer: str | None, *headers: tuple[str, str], named: list[str]) -> Scope:
    """Return the scope of a request as the application below the middleware sees it."""
    found: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        found.append(scope)

    async def nothing(*_arguments: Any) -> Any:
        raise AssertionError("nothing is sent or received here")

    scope = {
        "type": "http",
        "client": None if peer is None else (peer, 4711),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
    }
    await TrustedProxies(app, named)(scope, nothing, nothing)
    return found[0]


async def counted(peer: str | None, *forwarded: str, named: list[str] = NAMED) -> str:
    """Return whom a request counts for that came from `peer` with these X-Forwarded-For lines."""
    lines = [("X-Forwarded-For", line) for line in forwarded]
    return client_address(await seen(peer, *lines, named=named))


class TestATrustedProxy:
    @in_one_test(
        ("forwarded", "caller"),
        [
            ("203.0.113.1", "203.0.113.1"),
            ("1.1.1.1, 203.0.113.1", "203.0.113.1"),
            ("203.0.113.1, 10.1.2.3", "203.0.113.1"),
            ("203.0.113.1,198.51.100.9 ,\t10.1.2.3", "203.0.113.1"),
            ("203.0.113.1:5678", "203.0.113.1"),
            ("2001:db8:1:2::3", "2001:db8:1:2::/64"),
            ("[2001:db8:1:2::3]", "2001:db8:1:2::/64"),
            ("[2001:db8:1:2::3]:80", "2001:db8:1:2::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("::ffff:203.0.113.1", "203.0.113.1"),
            ("[::ffff:203.0.113.1]:80", "203.0.113.1"),
            ("203.0.113.1, ::ffff:10.0.0.9", "203.0.113.1"),
            ("203.0.113.1, fd00::9%eth1", "203.0.113.1"),
            # All are trusted, so the first one asks for itself.
            ("10.0.0.5, 10.0.0.6", "10.0.0.5"),
            ("127.0.0.1", "127.0.0.1"),
        ],
    )
    async def test_is_believed(self, forwarded: str, caller: str) -> None:
        assert await counted(PROXY, forwarded) == caller

    @in_one_test(
        "junk",
        [
            "unknown",
            "",
            " ",
            ",",
            "203.0.113.1,",
            "203.0.113.1, unknown",
            "203.0.113.1, , 10.0.0.9",
            "_hidden",
            "_x:80",
            "localhost",
            "feet.example",
            "203.0.113.1:http",
            "203.0.113.1:80:90",
            "203.0.113",
            "203.0.113.256",
            "[203.0.113.1]:80",
            "[2001:db8::1",
            "[2001:db8::1]80",
            "2001:db8::g",
            "for=203.0.113.1",
            '"203.0.113.1"',
            "203.0.113.1 203.0.113.2",
            "\xb2\xb2.1.1.1",
            "9" * 9_000,
        ],
    )
    async def test_counts_itself_for_junk(self, junk: str) -> None:
        assert await counted(PROXY, junk) == PROXY

    async def test_counts_itself_without_the_header(self) -> None:
        assert await counted(PROXY) == PROXY

    async def test_may_write_several_lines(self) -> None:
        assert await counted(PROXY, "1.1.1.1", "203.0.113.1") == "203.0.113.1"
        assert await counted(PROXY, "203.0.113.1", "unknown") == PROXY

    @pytest.mark.parametrize(
        "peer", ["10.9.8.7", "::ffff:198.51.100.7", "fd00::1", "127.0.0.1", "::ffff:127.0.0.1"]
    )
    async def test_is_known_by_its_address_however_it_is_written(self, peer: str) -> None:
        assert await counted(peer, "203.0.113.1") == "203.0.113.1"

    @pytest.mark.parametrize(
        "named", ["::ffff:10.0.0.0/104", "::ffff:10.9.8.7", "10.0.0.0/8", "10.9.8.7/8", "0.0.0.0/0"]
    )
    async def test_is_known_however_its_network_is_written(self, named: str) -> None:
        assert await counted("10.9.8.7", "203.0.113.1", named=[named]) == "203.0.113.1"
        assert await counted("::ffff:10.9.8.7", "203.0.113.1", named=[named]) == "203.0.113.1"


class TestAnybodyElse:
    @pytest.mark.parametrize(
        ("peer", "caller"),
        [
            ("192.0.2.1", "192.0.2.1"),
            ("127.0.0.2", "127.0.0.1"),
            ("::1", "127.0.0.1"),
            ("2001:db8::1", "2001:db8::/64"),
            (None, "no address"),
            ("", "no address"),
        ],
    )
    async def test_is_not_believed(self, peer: str | None, caller: str) -> None:
        assert await counted(peer, "203.0.113.1") == caller

    async def test_on_this_machine_is_not_believed_unless_it_is_named(self) -> None:
        assert await counted("127.0.0.1", "203.0.113.1", named=[]) == "127.0.0.1"


class TestLog:
    @pytest.mark.parametrize(
        ("peer", "header", "warns"),
        [
            ("127.0.0.1", ("X-Forwarded-For", "203.0.113.1"), True),
            ("127.0.0.1", ("Forwarded", "for=203.0.113.1"), True),
            ("127.0.0.1", ("Via", "1.1 nginx"), True),
            ("127.0.0.1", ("Host", "api.example.org"), True),
            ("::1", ("Host", "api.example.org:8000"), True),
            ("::ffff:127.0.0.1", ("Host", "203.0.113.9"), True),
            ("172.17.0.1", ("X-Forwarded-For", "203.0.113.1"), True),
            ("172.17.0.1", ("Host", "api.example.org"), False),
            ("127.0.0.1", ("Host", "127.0.0.1:8000"), False),
            ("127.0.0.1", ("Host", "localhost:8000"), False),
            ("127.0.0.1", ("Host", "LOCALHOST"), False),
            ("::1", ("Host", "[::1]:8000"), False),
            ("::1", ("Host", "[::1]"), False),
            ("127.0.0.1", ("Accept", "*/*"), False),
            ("8.8.8.8", ("X-Forwarded-For", "203.0.113.1"), False),
            (PROXY, ("X-Forwarded-For", "203.0.113.1"), False),
        ],
    )
    async def test_names_a_proxy_that_is_not_named(
        self, peer: str, header: tuple[str, str], warns: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        logged: list[str] = []
        monkeypatch.setattr(f"{TrustedProxies.__module__}.logger.warning", note_in(logged))

        await seen(peer, header, named=["198.51.100.0/24"])

        assert ["INSTEP_TRUSTED_PROXIES" in line for line in logged] == [True] * warns

    async def test_does_so_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        logged: list[str] = []
        monkeypatch.setattr(f"{TrustedProxies.__module__}.logger.warning", note_in(logged))

        async def app(*_arguments: Any) -> Any:
            """Answer nothing."""

        middleware = TrustedProxies(app, [])
        scope = {"type": "http", "client": ("127.0.0.1", 1), "headers": [(b"via", b"1.1 nginx")]}
        for _ in range(3):
            await middleware(scope, app, app)

        assert len(logged) == 1


@pytest.mark.parametrize("written", ["203.0.113.1:", "[]", "[]:80", "[:", ":", "::1:80:", "%eth0"])
def test_what_only_looks_like_an_address_is_none(written: str) -> None:
    assert forwarded_address(written) is None
