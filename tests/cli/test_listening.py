"""Where the server listens: which addresses a host stands for, and what a taken port is."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from api import listening


@contextmanager
def bound(host: str, port: int = 0) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(opened) for opened in listening.bind(host, port)]
        for opened in sockets:
            opened.listen()
        yield sockets


def port_of(opened: socket.socket) -> int:
    return int(opened.getsockname()[1])


def answers(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=5).close()
    except OSError:
        return False
    return True


@pytest.fixture
def free() -> int:
    """A port that nobody listens on, on either family."""
    with bound("::") as [opened]:
        return port_of(opened)


class TestAddresses:
    @pytest.mark.parametrize(
        ("host", "callers"),
        [
            ("127.0.0.1", ["127.0.0.1"]),
            ("0.0.0.0", ["127.0.0.1"]),  # noqa: S104
            ("::1", ["::1"]),
            ("::", ["127.0.0.1", "::1"]),
        ],
    )
    def test_that_answer(self, host: str, callers: list[str], free: int) -> None:
        with bound(host, free):
            found = [address for address in ("127.0.0.1", "::1") if answers(address, free)]
        assert found == callers

    def test_a_name_stands_for_all_its_addresses(
        self, free: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resolves(monkeypatch, "127.0.0.1", "::1", "127.0.0.1")
        with bound("feet.example", free) as sockets:
            assert len(sockets) == 2
            assert answers("127.0.0.1", free)
            assert answers("::1", free)

    def test_an_address_that_this_machine_lacks_is_left_out(
        self, free: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resolves(monkeypatch, "2001:db8::1", "127.0.0.1")
        with bound("localhost", free) as [only]:
            assert only.family == socket.AF_INET

    def test_none_at_all_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        resolves(monkeypatch, "2001:db8::1", "192.0.2.1")
        with pytest.raises(OSError, match="Cannot assign"):
            listening.bind("elsewhere.example", 0)


def resolves(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name have these addresses."""

    known = socket.getaddrinfo

    def found(host: str, port: int, *how: Any, **more: Any) -> list[Any]:
        if host in ("127.0.0.1", "::1"):
            return known(host, port, *how, **more)
        families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses]
        return [
            (family, socket.SOCK_STREAM, 6, "", (address, port))
            for family, address in zip(families, addresses, strict=True)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", found)


class TestTaken:
    @pytest.mark.parametrize(
        ("taken", "wanted"),
        [
            ("127.0.0.1", "127.0.0.1"),
            ("127.0.0.1", "0.0.0.0"),  # noqa: S104
            ("0.0.0.0", "127.0.0.1"),  # noqa: S104
            ("127.0.0.1", "::"),
            ("::", "127.0.0.1"),
            ("::1", "::"),
            ("0.0.0.0", "::"),  # noqa: S104
        ],
    )
    def test_is_what_overlaps_with_an_address_in_use(self, taken: str, wanted: str) -> None:
        with bound(taken) as [opened], pytest.raises(OSError, match="already in use"):
            listening.bind(wanted, port_of(opened))

    @pytest.mark.parametrize(("taken", "wanted"), [("127.0.0.1", "::1"), ("::1", "127.0.0.1")])
    def test_is_not_the_other_family(self, taken: str, wanted: str) -> None:
        with bound(taken) as [opened], bound(wanted, port_of(opened)) as [other]:
            assert port_of(other) == port_of(opened)

    def test_leaves_no_socket_open_behind_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with bound("::1") as [opened]:
            port = port_of(opened)
            resolves(monkeypatch, "127.0.0.1", "::1")
            with pytest.raises(OSError, match="already in use"):
                listening.bind("localhost", port)
            with bound("127.0.0.1", port):
                pass
